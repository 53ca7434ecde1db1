import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { runSummarySchema } from '@/lib/api/schemas/summary';

import { importLog, uploadEntitySet, type BenchApp, type TimedImport } from './app';
import { figure, megabytes, type Figure } from './figure';
import { CANONICAL_LINES, OTHER_LOGS, type FormatLog } from './format-logs';
import { readLogRollouts } from './log-rollout';

/** Each log is imported so often, in turns, and the fastest counts: other work on the machine slows some down. */
const ROUNDS = 3;
const LEAST_SHARE = 0.5;

interface WrittenLog {
  readonly log: FormatLog;
  readonly file: string;
  /** Bytes of its records as uncompressed JSON. */
  readonly jsonBytes: number;
}

/** What every format must give alike. */
interface RunNumbers {
  readonly rollouts: number;
  readonly questions: number;
  readonly groups: number;
  readonly withEntities: number;
  readonly correct: number;
  readonly matchRate: number | null;
  readonly toolCalls: number | null;
}

/**
 * Imports the rollouts of a canonical log in every format and container, and compares the bytes of JSON a second with those
 * of canonical lines. Gold entities come from one set for all, so that all have the same work behind their reading.
 *
 * @param log a log of `makeLog`: one step, no rollout of full context
 * @param folder where the other logs may be written
 * @throws Error where an import does not give the numbers that the log holds
 */
export async function benchFormats(app: BenchApp, log: string, folder: string): Promise<Figure[]> {
  const logs = await writeLogs(log, folder);
  await uploadEntitySet(app, await writeEntities(log, folder));
  const fastest = new Map<WrittenLog, TimedImport>();
  let expected: RunNumbers | null = null;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const written of logs) {
      const timed = await importLog(app, written.file);
      const numbers = await readNumbers(app, written, timed);
      expected ??= await startingFrom(log, numbers);
      checkNumbers(written, numbers, expected);
      const before = fastest.get(written);
      if (before === undefined || timed.importSeconds < before.importSeconds) fastest.set(written, timed);
    }
  }
  await Promise.all(logs.map(({ file }) => rm(file)));
  const speeds = logs.map((written) => ({
    written,
    bytesPerSecond: written.jsonBytes / (fastest.get(written)?.importSeconds ?? Number.NaN),
  }));
  return figuresOf(speeds);
}

async function writeLogs(log: string, folder: string): Promise<readonly WrittenLog[]> {
  const written: WrittenLog[] = [];
  for (const format of [CANONICAL_LINES, ...OTHER_LOGS]) {
    const file = join(folder, format.filename);
    written.push({ log: format, file, jsonBytes: await format.write(log, file) });
  }
  return written;
}

/** Gold entities by question, as a user uploads them beside logs that have none. */
async function writeEntities(log: string, folder: string): Promise<string> {
  const file = join(folder, 'entities.jsonl');
  async function* lines(): AsyncGenerator<string> {
    for await (const { rollout, questionText: question, entities } of readLogRollouts(log)) {
      if (rollout === 0) yield `${JSON.stringify({ question, entities })}\n`;
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(file));
  return file;
}

/** What the import and its run say. @throws Error where the file was not read whole, as one run, by its importer */
async function readNumbers(app: BenchApp, { log }: WrittenLog, timed: TimedImport): Promise<RunNumbers> {
  const { report, issues } = timed;
  const [run, ...others] = report.runs;
  if (run === undefined || others.length > 0) throw wrong(log, `${report.runs.length} runs came of it`);
  if (run.format !== log.format) throw wrong(log, `it was read as ${run.format}`);
  if (issues > 0 || report.leftOut.total > 0) {
    throw wrong(log, `${issues} issues, ${report.leftOut.total} files left out`);
  }
  const response = await fetch(`${app.url}/api/v1/runs/${timed.runId}/summary`);
  const { counts, matchRate, toolCalls } = runSummarySchema.parse(await response.json());
  const { rollouts, questions, groups, withEntities, correct } = counts;
  return { rollouts, questions, groups, withEntities, correct, matchRate: matchRate.mean, toolCalls: toolCalls.mean };
}

/** The numbers of canonical lines, of which the countable ones are counted in the log itself. */
async function startingFrom(log: string, numbers: RunNumbers): Promise<RunNumbers> {
  let rollouts = 0;
  let correct = 0;
  let searches = 0;
  const questions = new Set<number>();
  for await (const rollout of readLogRollouts(log)) {
    rollouts += 1;
    correct += rollout.correct ? 1 : 0;
    searches += rollout.searches.length;
    questions.add(rollout.question);
  }
  const counted = { rollouts, correct, questions: questions.size, groups: questions.size, withEntities: rollouts };
  return { ...counted, matchRate: numbers.matchRate, toolCalls: searches / rollouts };
}

const LARGEST_ROUNDING = 1e-9;

function checkNumbers({ log }: WrittenLog, numbers: RunNumbers, expected: RunNumbers): void {
  const found = new Map<string, number | null>(Object.entries(numbers));
  for (const [name, value] of Object.entries<number | null>({ ...expected })) {
    const got = found.get(name) ?? null;
    const isEqual = got === null || value === null ? got === value : Math.abs(got - value) <= LARGEST_ROUNDING;
    if (!isEqual) throw wrong(log, `${name} is ${got}; the log has ${value}`);
  }
}

function wrong({ what, filename }: FormatLog, problem: string): Error {
  return new Error(`${what} (${filename}) was not imported as it was written: ${problem}`);
}

function figuresOf(speeds: readonly { readonly written: WrittenLog; readonly bytesPerSecond: number }[]): Figure[] {
  const base = speeds[0]?.bytesPerSecond ?? Number.NaN;
  return speeds.flatMap(({ written: { log, jsonBytes }, bytesPerSecond }) => {
    const share = bytesPerSecond / base;
    const what = `${log.what}, ${megabytes(jsonBytes)} of JSON`;
    const value = `${megabytes(bytesPerSecond)}/s`;
    if (log === CANONICAL_LINES) return [figure(`import of ${what}`, value)];
    const rows = [figure(`import of ${what}`, `${value}, ${share.toFixed(2)} x`)];
    if (log.hasBudget) {
      const against = `${log.what} against canonical lines, per byte of JSON`;
      rows.push(figure(against, `${share.toFixed(2)} x`, `>= ${LEAST_SHARE} x`, share >= LEAST_SHARE));
    }
    return rows;
  });
}
