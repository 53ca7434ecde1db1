// Entry of a search thread: reads the stored rollouts of a run over a connection of its own, and searches them.
import { parentPort } from 'node:worker_threads';

import type { Pool } from 'pg';

import { scanBodyFrames } from '@/lib/db/body-frames';
import { createPool } from '@/lib/db/pool';
import { BodyFrameReader } from '@/lib/ingest/body-frame';
import { FrameSearch } from '@/lib/ingest/search-frame';

import { CONTROL, type SearchCounts, type SearchTask, type ThreadOrder, type ThreadReport } from './search-protocol';

/** How often a search says how far it is. */
const REPORT_EVERY_MS = 150;

let pool: { readonly databaseUrl: string; readonly pool: Pool } | null = null;

function poolOf(databaseUrl: string): Pool {
  if (pool?.databaseUrl !== databaseUrl) {
    void pool?.pool.end();
    pool = { databaseUrl, pool: createPool(databaseUrl, 1) };
  }
  return pool.pool;
}

function report(what: ThreadReport): void {
  parentPort?.postMessage(what);
}

async function search(task: SearchTask): Promise<void> {
  const { control, limit } = task;
  const counts = { rolloutsSearched: 0, bytesSearched: 0, hits: 0, rolloutsWithHits: 0 };
  const isCancelled = (): boolean => Atomics.load(control, CONTROL.cancelled) === 1;
  const longestMs = task.longestMs ?? Infinity;
  const startedAt = performance.now();
  const isOverdue = (): boolean => performance.now() - startedAt > longestMs;
  const goOn = (): boolean => {
    Atomics.add(control, CONTROL.beat, 1);
    return !isCancelled() && !isOverdue();
  };
  const frames = new FrameSearch(task.query, { thoughtRule: task.thoughtRule, keep: task.hitsPerRollout, goOn });
  let handedOut = 0;
  let reportedAt = performance.now();
  for await (const { frame, rollouts } of scanBodyFrames(poolOf(task.databaseUrl), task.runId, task.numbers)) {
    if (isCancelled()) break;
    const reader = new BodyFrameReader(frame);
    for (const { n, at } of rollouts) {
      if (handedOut >= limit) return report({ kind: 'end', reason: 'limit', counts });
      Atomics.store(control, CONTROL.rollout, n);
      Atomics.add(control, CONTROL.beat, 1);
      const { bytes, total, hits } = frames.search(reader, at);
      Atomics.store(control, CONTROL.rollout, 0);
      if (isCancelled()) break;
      // The time may have run out inside this rollout, which then is searched in part and not counted.
      if (isOverdue()) return report({ kind: 'overdue', ms: longestMs, counts });
      countInPlace(counts, bytes, total);
      if (total > 0) report({ kind: 'found', rollout: { n, total, hits: hits.slice(0, limit - handedOut) }, counts });
      handedOut += hits.length;
      if (performance.now() - reportedAt < REPORT_EVERY_MS) continue;
      reportedAt = performance.now();
      report({ kind: 'progress', counts });
    }
  }
  report({ kind: 'end', reason: isCancelled() ? 'cancelled' : 'complete', counts });
}

type Counts = { -readonly [Name in keyof SearchCounts]: SearchCounts[Name] };

function countInPlace(counts: Counts, bytes: number, hits: number): void {
  counts.rolloutsSearched += 1;
  counts.bytesSearched += bytes;
  counts.hits += hits;
  counts.rolloutsWithHits += hits > 0 ? 1 : 0;
}

async function perform(task: SearchTask): Promise<void> {
  try {
    await search(task);
  } catch (error) {
    Atomics.store(task.control, CONTROL.rollout, 0);
    const message = error instanceof Error ? error.message : String(error);
    // The engine reads an expression only when it is first used, and then may find it too large.
    report({ kind: 'failed', code: error instanceof SyntaxError ? 'expression_too_large' : 'internal', message });
  }
}

/** Lets go of everything that keeps the thread alive, so that it ends by itself. */
async function end(): Promise<void> {
  await pool?.pool.end();
  parentPort?.close();
}

parentPort?.on('message', (order: ThreadOrder) => void (order.kind === 'end' ? end() : perform(order)));
report({ kind: 'ready' });
