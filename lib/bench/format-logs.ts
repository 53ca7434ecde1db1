import { copyFile, stat } from 'node:fs/promises';
import { createGzip, createZstdCompress } from 'node:zlib';

import type { RolloutImporter } from '@/lib/import/importer';
import { ART_SCHEMA, columnsOf, makeParquet } from '@/lib/import/testing/make-parquet';

import {
  artRow,
  deepResearchRecord,
  inspectHeader,
  inspectSample,
  nemoGymRecord,
  rllmEpisode,
  stepOf,
  trlRow,
  verifiersRecord,
  verifiersTraceRecord,
  verlRecord,
  verlUidRecord,
  type ArtRow,
  type TrlRow,
} from './format-records';
import {
  compressedLog,
  evalArchive,
  indentedLog,
  linesOf,
  tarOf,
  writeList,
  type ArchiveMember,
  type WriteLog,
} from './format-files';
import type { LogRollout } from './log-rollout';

/** A log in one format and container. */
export interface FormatLog {
  readonly what: string;
  readonly filename: string;
  /** Id of the importer that must read it. */
  readonly format: RolloutImporter['id'];
  /** Whether the design promises a share of the speed of canonical lines. */
  readonly hasBudget: boolean;
  readonly write: WriteLog;
}

/** The log to which all others are compared. */
export const CANONICAL_LINES: FormatLog = plain(
  'canonical lines',
  'canonical.jsonl',
  'canonical',
  async (log, file) => {
    await copyFile(log, file);
    return (await stat(file)).size;
  },
);

/** The same rollouts in other formats and containers. */
export const OTHER_LOGS: readonly FormatLog[] = [
  plain('canonical list', 'list.json', 'canonical', writeList),
  plain('canonical lines in gzip', 'packed.jsonl.gz', 'canonical', compressedLog(createGzip)),
  plain('canonical lines in zstd', 'packed.jsonl.zst', 'canonical', compressedLog(createZstdCompress)),
  plain('verl lines', 'verl.jsonl', 'verl', linesOf(verlRecord)),
  plain('verl lines with uid', 'verl-uid.jsonl', 'verl', linesOf(verlUidRecord)),
  plain('DeepResearch iterations in a tar', 'iterations.tar', 'deep-research', tarOf(iterations)),
  plain('verifiers results', 'results.jsonl', 'verifiers', linesOf(verifiersRecord)),
  plain('verifiers v1 traces', 'traces.jsonl', 'verifiers-v1', linesOf(verifiersTraceRecord)),
  plain('NeMo Gym lines', 'nemo-gym.jsonl', 'nemo-gym', linesOf(nemoGymRecord)),
  plain('Inspect .json', 'log.json', 'inspect', indentedLog(inspectHeader(), 'samples', inspectSample)),
  promised('Inspect .eval (zip, deflate)', 'deflate.eval', 'inspect', archive('deflate')),
  promised('Inspect .eval (zip, zstd)', 'zstd.eval', 'inspect', archive('zstd')),
  promised('TRL parquet (snappy) in a tar', 'completions.tar', 'trl', tarOf(completionTables)),
  promised('ART parquet (zstd, nested) in a tar', 'trajectories.tar', 'art', tarOf(trajectoryTables)),
  plain('rLLM, a file for each rollout, in a tar', 'episodes.tar', 'rllm', tarOf(episodeFiles)),
];

function plain(what: string, filename: string, format: string, write: WriteLog): FormatLog {
  return { what, filename, format, hasBudget: false, write };
}

function promised(what: string, filename: string, format: string, write: WriteLog): FormatLog {
  return { what, filename, format, hasBudget: true, write };
}

function archive(method: 'deflate' | 'zstd'): WriteLog {
  return evalArchive(inspectHeader(), method, inspectSample);
}

/** A file for each position in the groups, all lines in memory until the last is known. */
async function* iterations(rollouts: AsyncIterable<LogRollout>): AsyncGenerator<ArchiveMember> {
  const files = new Map<number, Buffer[]>();
  for await (const rollout of rollouts) {
    const lines = files.get(rollout.rollout) ?? [];
    lines.push(Buffer.from(`${JSON.stringify(deepResearchRecord(rollout))}\n`));
    files.set(rollout.rollout, lines);
  }
  for (const [index, lines] of files) {
    const bytes = Buffer.concat(lines);
    yield { path: `Bench_sglang/bench/iter${index + 1}.jsonl`, bytes, jsonBytes: bytes.length };
  }
}

/** A table a step. */
async function* completionTables(rollouts: AsyncIterable<LogRollout>): AsyncGenerator<ArchiveMember> {
  const types = {
    step: 'INT64',
    prompt: 'STRING',
    completion: 'STRING',
    exact_match: 'DOUBLE',
    advantage: 'DOUBLE',
  } as const;
  for await (const { step, rows } of tablesOf<TrlRow>(rollouts, trlRow)) {
    const bytes = makeParquet({
      columns: columnsOf(
        rows.map((row) => ({ ...row })),
        types,
      ),
    });
    const path = `bench/completions/completions_${String(step).padStart(5, '0')}.parquet`;
    yield { path, bytes, jsonBytes: jsonLineBytes(rows) };
  }
}

async function* trajectoryTables(rollouts: AsyncIterable<LogRollout>): AsyncGenerator<ArchiveMember> {
  for await (const { step, rows } of tablesOf<ArtRow>(rollouts, artRow)) {
    const bytes = makeParquet({ columns: artColumns(rows), schema: ART_SCHEMA, codec: 'ZSTD' });
    const path = `bench/models/agent/trajectories/train/${String(step).padStart(4, '0')}.parquet`;
    yield { path, bytes, jsonBytes: jsonLineBytes(rows) };
  }
}

function artColumns(rows: readonly ArtRow[]): readonly { readonly name: string; readonly data: unknown[] }[] {
  return [
    { name: 'group_index', data: rows.map((row) => BigInt(row.group_index)) },
    { name: 'reward', data: rows.map((row) => row.reward) },
    { name: 'metrics', data: rows.map((row) => row.metrics) },
    { name: 'metadata', data: rows.map((row) => row.metadata) },
    { name: 'tools', data: rows.map((row) => row.tools) },
    { name: 'logs', data: rows.map((row) => row.logs) },
    { name: 'additional_histories', data: rows.map((row) => row.additional_histories) },
    { name: 'messages', data: rows.map((row) => row.messages) },
  ];
}

async function* episodeFiles(rollouts: AsyncIterable<LogRollout>): AsyncGenerator<ArchiveMember> {
  for await (const rollout of rollouts) {
    const bytes = Buffer.from(JSON.stringify(rllmEpisode(rollout), null, 2));
    const folder = `bench/episodes/train_step_${stepOf(rollout)}_epoch_0`;
    const name = `episode_hash${rollout.question}_idq${rollout.question}_${rollout.rollout}.json`;
    yield { path: `${folder}/${name}`, bytes, jsonBytes: bytes.length };
  }
}

/** Rows gathered by step; a log lists its questions in order, so that a step's rows stand together. */
async function* tablesOf<Row>(
  rollouts: AsyncIterable<LogRollout>,
  toRow: (rollout: LogRollout) => Row,
): AsyncGenerator<{ readonly step: number; readonly rows: readonly Row[] }> {
  let step = 0;
  let rows: Row[] = [];
  for await (const rollout of rollouts) {
    if (stepOf(rollout) !== step) {
      yield { step, rows };
      step = stepOf(rollout);
      rows = [];
    }
    rows.push(toRow(rollout));
  }
  yield { step, rows };
}

function jsonLineBytes(rows: readonly unknown[]): number {
  return rows.reduce<number>((sum, row) => sum + Buffer.byteLength(JSON.stringify(row)) + 1, 0);
}
