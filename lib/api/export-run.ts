import { METRICS_VERSION, type Definitions } from '@/lib/core/rewards/definitions';
import type { JsonObject } from '@/lib/core/rollout/rollout';
import { findAnnotations } from '@/lib/db/queries/annotations';
import { findGroupKeys } from '@/lib/db/queries/groups';
import { findQuestionsByNumber } from '@/lib/db/queries/questions';
import { findFirstTurns, findRollouts } from '@/lib/db/queries/rollouts';

import { canonicalRecord } from './canonical-record';
import { csvLine } from './csv';
import { firstTurnsByEntity } from './first-turns';
import { ParquetRows, type ExportRow } from './parquet-rows';
import { rolloutItems, scoredFields } from './rollout-items';
import { loadScoredRun, type LoadedRun } from './scored-run';
import type { ExportFormat } from './schemas/export';
import { rolloutItemSchema } from './schemas/rollout';
import { readRolloutBodies } from './rollout-bodies';
import { selectRollouts } from './select-rollouts';

const RECORDS_A_READ = 50;
const ITEMS_A_READ = 1000;

export interface ExportRequest {
  readonly definitions: Definitions;
  readonly format: ExportFormat;
  /** Text of lib/core/filter; empty exports all. */
  readonly filter: string;
}

/** A file being written: its type, a name to save it under, and its bytes in the order of rollout numbers. */
export interface RunExport {
  readonly mediaType: string;
  readonly filename: string;
  readonly chunks: AsyncGenerator<Uint8Array>;
}

/** Columns of the CSV and Parquet files: the fields of a list row, in order, then what readers wrote. */
export const EXPORT_COLUMNS = [...rolloutItemSchema.keyof().options, 'labels', 'note'] as const;

function* slices(positions: Int32Array, size: number): Generator<readonly number[]> {
  for (let start = 0; start < positions.length; start += size) yield [...positions.subarray(start, start + size)];
}

/** What the definitions make of a rollout, under names an import leaves alone. */
function computedFields(loaded: LoadedRun, position: number, firstTurns: JsonObject[string]): JsonObject {
  const { scored } = loaded;
  const { n, group, outcome, matched, entities, ...numbers } = scoredFields(scored, position);
  return {
    definitions: { ...scored.definitions, metricsVersion: METRICS_VERSION },
    n,
    group,
    outcome,
    matched,
    entities,
    matchRate: numbers.matchRate,
    matchRateNormalised: numbers.matchRateNormalised,
    rewardGrpo: numbers.rewardGrpo,
    rewardEGrpo: numbers.rewardEGrpo,
    advantageGrpo: numbers.advantageGrpo,
    advantageEGrpo: numbers.advantageEGrpo,
    firstTurns,
  };
}

async function recordLines(loaded: LoadedRun, positions: readonly number[]): Promise<string> {
  const { run, scored } = loaded;
  const numbers = positions.map((position) => position + 1);
  const [rows, annotations, bodies, turns, questions, groupKeys] = await Promise.all([
    findRollouts(run.id, numbers),
    findAnnotations(run.id, numbers),
    readRolloutBodies(run.id, numbers),
    findFirstTurns(run.id, numbers),
    findQuestionsByNumber(
      run.id,
      positions.map((position) => scored.columns.question[position] ?? 0),
    ),
    findGroupKeys(run.id, [...new Set(positions.map((position) => scored.columns.group[position] ?? 0))]),
  ]);
  const byNumber = new Map(rows.map((row) => [row.n, row]));
  const lines = positions.map((position) => {
    const row = byNumber.get(position + 1);
    const body = bodies.get(position + 1);
    const question = row === undefined ? undefined : questions.get(row.questionNo);
    if (row === undefined || body === undefined || question === undefined) {
      throw new RangeError(`run ${run.id} has lost rollout ${position + 1}`);
    }
    const groupKey = groupKeys.get(row.groupNo) ?? null;
    const record = canonicalRecord({ row, question, body, groupKey });
    const byEntity = firstTurnsByEntity(turns.get(row.n) ?? [], question.entities, scored.definitions.matcher);
    const firstTurns = byEntity.map((scopes, entity) => ({ entity: question.entities[entity]?.name ?? '', ...scopes }));
    const { labels = [], note } = annotations.get(row.n) ?? {};
    const nearmiss = { ...computedFields(loaded, position, firstTurns), labels, note: note?.text ?? null };
    return `${JSON.stringify({ ...record, nearmiss })}\n`;
  });
  return lines.join('');
}

async function* jsonLines(loaded: LoadedRun, positions: Int32Array): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const some of slices(positions, RECORDS_A_READ)) yield encoder.encode(await recordLines(loaded, some));
}

/** List rows with labels (parted by spaces) and note; null where nobody wrote any. */
async function exportRows(loaded: LoadedRun, positions: readonly number[]): Promise<readonly ExportRow[]> {
  const [items, annotations] = await Promise.all([
    rolloutItems(loaded.run.id, loaded.scored, positions),
    findAnnotations(
      loaded.run.id,
      positions.map((position) => position + 1),
    ),
  ]);
  return items.map((item) => {
    const { labels = [], note } = annotations.get(item.n) ?? {};
    return { ...item, labels: labels.length === 0 ? null : labels.join(' '), note: note?.text ?? null };
  });
}

function csvRow(item: ExportRow): string {
  return csvLine(EXPORT_COLUMNS.map((column) => item[column]));
}

async function* csv(loaded: LoadedRun, positions: Int32Array): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(csvLine(EXPORT_COLUMNS));
  for (const some of slices(positions, ITEMS_A_READ)) {
    const items = await exportRows(loaded, some);
    yield encoder.encode(items.map(csvRow).join(''));
  }
}

async function* parquet(loaded: LoadedRun, positions: Int32Array): AsyncGenerator<Uint8Array> {
  const rows = new ParquetRows();
  for (const some of slices(positions, ITEMS_A_READ)) {
    const bytes = rows.add(await exportRows(loaded, some));
    if (bytes !== null) yield bytes;
  }
  yield rows.end();
}

const WRITERS = {
  jsonl: { mediaType: 'application/jsonl', write: jsonLines },
  csv: { mediaType: 'text/csv; charset=utf-8', write: csv },
  parquet: { mediaType: 'application/vnd.apache.parquet', write: parquet },
} as const satisfies Record<ExportFormat, object>;

/**
 * Rollouts of a run as a file, written as it is read: memory holds a few hundred rollouts. `jsonl` is the canonical log
 * format with our numbers under `nearmiss`, and imports to the same numbers; `csv` and `parquet` have the fields of a
 * list row, labels and note.
 *
 * @throws ApiError run_not_found, run_not_computed, invalid_filter (before the first byte)
 */
export async function exportRun(runId: number, { definitions, format, filter }: ExportRequest): Promise<RunExport> {
  const loaded = await loadScoredRun(runId, definitions);
  const selected = await selectRollouts(loaded, filter);
  const positions = selected ?? Int32Array.from(loaded.scored.columns.group.keys());
  const { mediaType, write } = WRITERS[format];
  return { mediaType, filename: `nearmiss-run-${runId}.${format}`, chunks: write(loaded, positions) };
}
