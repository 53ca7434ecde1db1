import { isWide, readWandbTable, rowAsObject, samplesOfWideRow, type WandbTable } from '@/lib/import/fields/wandb-rows';
import { suggestMapping } from '@/lib/import/mapping/column-values';
import { readMappedRecord } from '@/lib/import/mapping/mapped-record';
import { baseNameOf, fileIsRun, folderOf, inRun, type PathFacts } from '@/lib/import/paths/path-facts';
import type { ColumnMapping } from '@/lib/import/mapping/column-mapping';
import type { Detection, FormatProbe, Notice, RecordImporter, RecordOutcome } from '@/lib/import/importer';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

/** Rows by which the columns of a table are told. */
const ROWS_LOOKED_AT = 20;
/** `generations_12_0f3c...table.json`: name, step of wandb, content hash. */
const TABLE_FILE = /^(.{1,200})_(\d{1,9})_[0-9a-f]{8,40}\.table\.json$/;
/** Tables that are logged whole each time, so that the last file holds the others: verl's and OpenRLHF's. */
const CUMULATIVE = /(?:^|\/)(?:val\/generations|train\/generations|(?:train|eval)\/generated_samples)$/;

const SELECTED_SAMPLES: Notice = {
  code: 'only_logged_samples',
  message:
    'A wandb table holds the samples that were chosen for logging, not all rollouts, so groups may be smaller than they were in training.',
};

/**
 * A table of Weights & Biases as its JSON, `{"columns", "data"}`: verl's `val/generations` (wide), OpenRLHF's
 * `train/generated_samples`, and long tables with usual column names. The file is one record: a table is read whole, so it
 * may not be longer than the longest record (`MAX_LINE_BYTES`).
 */
export const wandbTable: RecordImporter = {
  kind: 'records',
  id: 'wandb-table',
  label: 'wandb table',
  detect: detectWandbTable,
  place: placeWandbTable,
  describe: () => ({ name: null, metadata: {} }),
  notices: [SELECTED_SAMPLES],
  open: () => ({ read: (record) => readTable(record) }),
};

function detectWandbTable(probe: FormatProbe): Detection {
  const [record] = probe.records;
  const table = record === undefined || probe.records.length > 1 ? null : readWandbTable(record);
  if (table === null) return null;
  const layout = { kind: 'whole' } as const;
  if (isWide(table)) return { confidence: 'certain', why: 'a wandb table with input_1 and output_1', layout };
  const mapping = mappingOf(table);
  if (mapping.text === undefined && mapping.messages === undefined) return null;
  const named = Object.values(mapping).join(', ');
  return { confidence: 'certain', why: `a wandb table with the columns ${named}`, layout };
}

/** Tables of one wandb run and one name make one run; of those logged whole each time only the last is read. */
function placeWandbTable(path: string): PathFacts {
  const [, name, digits] = TABLE_FILE.exec(baseNameOf(path)) ?? [];
  if (name === undefined || digits === undefined) return fileIsRun(path);
  const key = folderOf(path) === '' ? name : `${folderOf(path)}/${name}`;
  const step = Number(digits);
  const wandbRun = key.split('/').findLast((part) => part.startsWith('run-'));
  const runName = wandbRun === undefined ? name : `${wandbRun} ${name}`;
  if (CUMULATIVE.test(key)) return inRun(key, { runName, version: { of: key, rank: step } });
  return inRun(key, { runName, step });
}

function readTable(record: JsonObject): readonly RecordOutcome[] {
  const table = readWandbTable(record);
  if (table === null) {
    return [{ kind: 'issue', code: 'field_wrong_type', message: 'columns or data is no list; expected a wandb table' }];
  }
  const wide = isWide(table);
  const mapping = mappingOf(table);
  return table.rows.flatMap((row, index) => readRow(row, { table, wide, mapping, index }));
}

interface RowContext {
  readonly table: WandbTable;
  readonly wide: boolean;
  readonly mapping: ColumnMapping;
  readonly index: number;
}

function readRow(row: JsonValue, { table, wide, mapping, index }: RowContext): readonly RecordOutcome[] {
  const object = rowAsObject(table.columns, row);
  if (object === null) {
    return [{ kind: 'issue', code: 'field_wrong_type', message: `data[${index}] is no list; expected a row` }];
  }
  const samples = wide ? samplesOfWideRow(object) : [object];
  return samples.map((sample) => named(readMappedRecord(sample, mapping), index));
}

/** All rows stand on one line: an issue says which row it means. */
function named(outcome: RecordOutcome, index: number): RecordOutcome {
  return outcome.kind === 'issue' ? { ...outcome, message: `data[${index}]: ${outcome.message}` } : outcome;
}

function mappingOf(table: WandbTable): ColumnMapping {
  const rows = table.rows.slice(0, ROWS_LOOKED_AT).flatMap((row) => {
    const object = rowAsObject(table.columns, row);
    return object === null ? [] : [object];
  });
  return suggestMapping(isWide(table) ? rows.flatMap(samplesOfWideRow) : rows);
}
