import { MATCHERS, SCOPES, type Entity } from '@/lib/core/entities/entity';
import { readBodyFrames, type BodySource, type StoredBodyFrame } from '@/lib/db/body-frames';

import type { ThreadPool } from './thread-pool';

const BLOCKS = MATCHERS.length * SCOPES.length;
const ROLLOUTS_PER_TASK = 128;

export interface Rematch {
  readonly runId: number;
  readonly thoughtRule: 'marked' | 'assistant_text';
  /** Positions from 0 (rollout number n = position + 1), ascending. */
  readonly positions: readonly number[];
  readonly entitiesOf: (position: number) => readonly Entity[];
  readonly store: (position: number, firstTurns: Int16Array) => void;
}

/** Reads stored messages and matches them with the entities now in force, a few hundred rollouts at a time. */
export async function rematchRollouts(source: BodySource, threads: ThreadPool, rematch: Rematch): Promise<void> {
  const inFlight: Promise<void>[] = [];
  for (let start = 0; start < rematch.positions.length; start += ROLLOUTS_PER_TASK) {
    const positions = rematch.positions.slice(start, start + ROLLOUTS_PER_TASK);
    const numbers = positions.map((position) => position + 1);
    const frames = await readBodyFrames(source, rematch.runId, numbers);
    const found = frames.reduce((sum, { rollouts }) => sum + rollouts.length, 0);
    if (found !== positions.length) {
      throw new RangeError(`run ${rematch.runId} has messages for ${found} of ${positions.length} rollouts`);
    }
    const done = rematchSome(threads, rematch, frames);
    done.catch(() => undefined);
    inFlight.push(done);
    if (inFlight.length >= threads.threads * 2) await inFlight.shift();
  }
  await Promise.all(inFlight);
}

async function rematchSome(threads: ThreadPool, rematch: Rematch, stored: readonly StoredBodyFrame[]): Promise<void> {
  const frames = stored.map(({ frame, rollouts }) => ({
    frame,
    rollouts: rollouts.map(({ n, at }) => ({ at, entities: rematch.entitiesOf(n - 1) })),
  }));
  const result = await threads.run({ kind: 'rematch', thoughtRule: rematch.thoughtRule, frames });
  let offset = 0;
  for (const { n } of stored.flatMap(({ rollouts }) => rollouts)) {
    const length = rematch.entitiesOf(n - 1).length * BLOCKS;
    rematch.store(n - 1, result.firstTurns.slice(offset, offset + length));
    offset += length;
  }
}
