import { readBodyFrames } from '@/lib/db/body-frames';
import { database } from '@/lib/db/client';
import { readBodyFrame, type RolloutBody } from '@/lib/ingest/body-frame';

/** The messages of some rollouts of a run, by rollout number. */
export async function readRolloutBodies(
  runId: number,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, RolloutBody>> {
  const { pool } = database();
  const bodies = new Map<number, RolloutBody>();
  for (const { frame, rollouts } of await readBodyFrames({ rollouts: pool, bodies: pool }, runId, numbers)) {
    const unpacked = readBodyFrame(frame);
    for (const { n, at } of rollouts) {
      const body = unpacked[at];
      if (body !== undefined) bodies.set(n, body);
    }
  }
  return bodies;
}
