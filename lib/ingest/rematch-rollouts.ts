import type { PoolClient } from 'pg';

import { MATCHERS, SCOPES, type Entity } from '@/lib/core/entities/entity';

import type { ThreadPool } from './thread-pool';

const BLOCKS = MATCHERS.length * SCOPES.length;
const ROLLOUTS_PER_TASK = 100;

export interface Rematch {
  readonly runId: number;
  readonly thoughtRule: 'marked' | 'assistant_text';
  /** Positions from 0 (rollout number n = position + 1), ascending. */
  readonly positions: readonly number[];
  readonly entitiesOf: (position: number) => readonly Entity[];
  readonly store: (position: number, firstTurns: Int16Array) => void;
}

/** Reads stored messages and matches them with the entities now in force, a few hundred rollouts at a time. */
export async function rematchRollouts(client: PoolClient, threads: ThreadPool, rematch: Rematch): Promise<void> {
  const inFlight: Promise<void>[] = [];
  for (let start = 0; start < rematch.positions.length; start += ROLLOUTS_PER_TASK) {
    const positions = rematch.positions.slice(start, start + ROLLOUTS_PER_TASK);
    const bodies = await readBodies(client, rematch.runId, positions);
    const done = rematchSome(threads, rematch, positions, bodies);
    done.catch(() => undefined);
    inFlight.push(done);
    if (inFlight.length >= threads.threads * 2) await inFlight.shift();
  }
  await Promise.all(inFlight);
}

async function readBodies(
  client: PoolClient,
  runId: number,
  positions: readonly number[],
): Promise<ReadonlyMap<number, Uint8Array>> {
  const result = await client.query<{ n: number; body: Buffer }>(
    'SELECT n, body FROM rollout_bodies WHERE run_id = $1 AND n = ANY($2::int[])',
    [runId, positions.map((position) => position + 1)],
  );
  return new Map(result.rows.map((row) => [row.n - 1, row.body]));
}

async function rematchSome(
  threads: ThreadPool,
  rematch: Rematch,
  positions: readonly number[],
  bodies: ReadonlyMap<number, Uint8Array>,
): Promise<void> {
  const rollouts = positions.map((position) => {
    const body = bodies.get(position);
    if (body === undefined) throw new RangeError(`run ${rematch.runId} has no messages for rollout ${position + 1}`);
    return { body, entities: rematch.entitiesOf(position) };
  });
  const result = await threads.run({ kind: 'rematch', thoughtRule: rematch.thoughtRule, rollouts });
  let offset = 0;
  for (const [index, position] of positions.entries()) {
    const length = (rollouts[index]?.entities.length ?? 0) * BLOCKS;
    rematch.store(position, result.firstTurns.slice(offset, offset + length));
    offset += length;
  }
}
