import { z } from 'zod';

import { ROLLOUT_SORTS } from '@/lib/api/schemas/rollout';

import type { BenchApp } from './app';
import { figure, milliseconds, quantile, type Figure } from './figure';

const SUMMARY_BUDGET_MS = 100;
const LIST_BUDGET_MS = 200;
const SUMMARIES = 60;
const FILTERS = ['', 'outcome:near_miss', 'rate:>=0.5 tools:<=4'];
const pageSchema = z.object({ total: z.number(), nextCursor: z.string().nullable() });

/** Asks for the summary at other alpha and tau, and for rollout lists by every offered sort, at one large run. */
export async function benchApi(app: BenchApp, runId: number, rollouts: number): Promise<Figure[]> {
  const base = `${app.url}/api/v1/runs/${runId}`;
  const size = `${rollouts.toLocaleString('en')} rollouts`;
  const first = await timed(`${base}/summary?alpha=0.99`);
  const summaries: number[] = [];
  for (let step = 1; step <= SUMMARIES; step += 1) {
    const share = step / (SUMMARIES + 1);
    summaries.push(await timed(`${base}/summary?alpha=${share}&threshold=${1 - share}`));
  }
  const lists: number[] = [];
  for (const filter of FILTERS) {
    for (const sort of ROLLOUT_SORTS.flatMap((name) => [name, `-${name}`]))
      lists.push(...(await pages(base, sort, filter)));
  }
  const firstMatcher = await timed(`${base}/summary?matcher=casefold`);
  const summary = quantile(summaries, 0.95);
  const list = quantile(lists, 0.95);
  return [
    figure(`summary of a run nobody asked for yet, at another alpha, ${size}`, milliseconds(first)),
    figure(`summary at another alpha and tau, median of ${SUMMARIES}, ${size}`, milliseconds(quantile(summaries, 0.5))),
    figure(
      `summary at another alpha and tau, p95, ${size}`,
      milliseconds(summary),
      `< ${SUMMARY_BUDGET_MS} ms`,
      summary < SUMMARY_BUDGET_MS,
    ),
    figure(
      `rollout list, every sort, three filters, first two pages, p95, ${size}`,
      milliseconds(list),
      `< ${LIST_BUDGET_MS} ms`,
      list < LIST_BUDGET_MS,
    ),
    figure(`rollout list, slowest of ${lists.length}, ${size}`, milliseconds(Math.max(...lists))),
    figure(`summary at another matcher, first time, ${size}`, milliseconds(firstMatcher)),
  ];
}

/** Times the first page and the one after it. */
async function pages(base: string, sort: string, filter: string): Promise<number[]> {
  const query = new URLSearchParams({ sort, filter, limit: '100' });
  const first = await timedBody(`${base}/rollouts?${query}`);
  const { nextCursor } = pageSchema.parse(first.body);
  if (nextCursor === null) return [first.ms];
  query.set('cursor', nextCursor);
  return [first.ms, await timed(`${base}/rollouts?${query}`)];
}

async function timed(url: string): Promise<number> {
  return (await timedBody(url)).ms;
}

async function timedBody(url: string): Promise<{ ms: number; body: unknown }> {
  const started = performance.now();
  const response = await fetch(url);
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`${url} was answered ${response.status}: ${JSON.stringify(body)}`);
  return { ms: performance.now() - started, body };
}
