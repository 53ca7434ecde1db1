import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';

import { z } from 'zod';

import { searchEventSchema } from '@/lib/api/schemas/search';
import { scanBodyFrames } from '@/lib/db/body-frames';
import { createPool } from '@/lib/db/pool';
import type { SearchQuery } from '@/lib/core/search/search-query';
import { BodyFrameReader } from '@/lib/ingest/body-frame';
import { FrameSearch } from '@/lib/ingest/search-frame';

import type { BenchApp } from './app';
import { figure, megabytes, type Figure } from './figure';

const BUDGET_BYTES_A_SECOND = 150e6;
const REPEATS = 3;

type Kind = 'never' | 'rare' | 'common';
interface Search {
  readonly what: string;
  readonly kind: Kind;
  readonly query: SearchQuery;
}

/** Words of `makeLog`: of 125 questions one is number 77; every rollout that answers rightly names Weyprecht. */
const WORDS: Readonly<Record<Kind, string>> = { never: 'Qwertzuiop', rare: 'is number 77', common: 'weyprecht' };
const EXPRESSION = String.raw`\b(born|died|weyprechts) in \d{4}\b`;

const SEARCHES: readonly Search[] = [
  ...(['never', 'rare', 'common'] as const).map((kind) => search('words, case ignored', kind, WORDS[kind], {})),
  search('words, match case', 'never', WORDS.never, { matchCase: true }),
  search('regular expression, case ignored', 'never', EXPRESSION, { mode: 'regex' }),
];

function search(what: string, kind: Kind, text: string, more: Partial<SearchQuery>): Search {
  return { what: `${what}, ${kind}`, kind, query: { mode: 'text', matchCase: false, within: 'all', text, ...more } };
}

interface Timed {
  readonly seconds: number;
  readonly bytes: number;
  readonly hits: number;
}

/**
 * Searches a run for words that never occur, rarely, and in most rollouts, as the search thread does it, timed by the
 * CPU time of this process (its collector of garbage included); then through the HTTP API by the clock; and, in the same run, with what a user would use
 * instead: grep over the log as it was uploaded.
 */
export async function benchSearch(app: BenchApp, runId: number, rollouts: number, log: string): Promise<Figure[]> {
  const { size } = await stat(log);
  const figures: Figure[] = [];
  for (const { what, query } of SEARCHES) {
    const onThread = await best(() => searchHere(app, runId, rollouts, query));
    const rate = onThread.bytes / onThread.seconds;
    figures.push(
      figure(
        `search, ${what} (${onThread.hits.toLocaleString('en')} hits), CPU time of a process that does nothing else`,
        `${megabytes(rate)}/s`,
        `>= ${BUDGET_BYTES_A_SECOND / 1e6} MB/s`,
        rate >= BUDGET_BYTES_A_SECOND,
      ),
    );
    const throughApi = await best(() => searchThroughApi(app, runId, query));
    figures.push(
      figure(`search, ${what}, through the API, by the clock`, `${megabytes(throughApi.bytes / throughApi.seconds)}/s`),
    );
    const grep = await best(() => grepLog(log, size, query));
    const ratio = grep.seconds / throughApi.seconds;
    figures.push(
      figure(`the same with grep over the ${megabytes(size)} log`, `${megabytes(grep.bytes / grep.seconds)}/s`),
    );
    figures.push(figure(`time of grep against that of the API, ${what}`, `${ratio.toFixed(2)} x`));
  }
  return figures;
}

/** The fastest of several: anything else on the machine only adds. */
async function best(run: () => Promise<Timed>): Promise<Timed> {
  let fastest = await run();
  for (let repeat = 1; repeat < REPEATS; repeat += 1) {
    const timed = await run();
    if (timed.seconds < fastest.seconds) fastest = timed;
  }
  return fastest;
}

async function searchHere(app: BenchApp, runId: number, rollouts: number, query: SearchQuery): Promise<Timed> {
  const pool = createPool(app.databaseUrl, 1);
  const frames = new FrameSearch(query, { thoughtRule: 'auto', keep: 20, goOn: () => true });
  const numbers = Int32Array.from({ length: rollouts }, (_, index) => index + 1);
  const before = process.cpuUsage();
  let bytes = 0;
  let hits = 0;
  for await (const { frame, rollouts: places } of scanBodyFrames(pool, runId, numbers)) {
    const reader = new BodyFrameReader(frame);
    for (const { at } of places) {
      const found = frames.search(reader, at);
      bytes += found.bytes;
      hits += found.total;
    }
  }
  const { user, system } = process.cpuUsage(before);
  await pool.end();
  return { seconds: (user + system) / 1e6, bytes, hits };
}

async function searchThroughApi(app: BenchApp, runId: number, query: SearchQuery): Promise<Timed> {
  const { text, mode, matchCase } = query;
  const asked = new URLSearchParams({ q: text, mode, matchCase: String(matchCase), limit: '10000' });
  const started = performance.now();
  const response = await fetch(`${app.url}/api/v1/runs/${runId}/search?${asked}`);
  const lines = (await response.text()).trimEnd().split('\n');
  const end = z
    .object({ kind: z.literal('end') })
    .loose()
    .and(searchEventSchema)
    .parse(JSON.parse(lines.at(-1) ?? ''));
  if (end.kind !== 'end' || end.reason === 'failed') throw new Error(`the search was answered ${lines.at(-1)}`);
  return { seconds: (performance.now() - started) / 1000, bytes: end.bytesSearched, hits: end.hits };
}

/** Counts lines with a match, so that grep reads all of the file. */
async function grepLog(log: string, size: number, { text, mode, matchCase }: SearchQuery): Promise<Timed> {
  const how = [mode === 'regex' ? '-P' : '-F', '-c', ...(matchCase ? [] : ['-i']), '-e', text, log];
  const started = performance.now();
  const grep = spawn('grep', how, { stdio: ['ignore', 'pipe', 'inherit'] });
  let counted = '';
  grep.stdout.on('data', (chunk: Buffer) => (counted += chunk.toString()));
  const [code] = await once(grep, 'close');
  if (code !== 0 && code !== 1) throw new Error(`grep ended with code ${code}`);
  return { seconds: (performance.now() - started) / 1000, bytes: size, hits: Number(counted) };
}
