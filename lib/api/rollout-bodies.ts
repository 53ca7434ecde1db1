import { readBodyFrames } from '@/lib/db/body-frames';
import { database } from '@/lib/db/client';
import { BodyFrameReader, type RolloutBody } from '@/lib/ingest/body-frame';

/** The messages of some rollouts of a run, by rollout number. */
export async function readRolloutBodies(
  runId: number,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, RolloutBody>> {
  const { pool } = database();
  const bodies = new Map<number, RolloutBody>();
  for (const { frame, rollouts } of await readBodyFrames({ rollouts: pool, bodies: pool }, runId, numbers)) {
    const reader = new BodyFrameReader(frame);
    for (const { n, at } of rollouts) bodies.set(n, reader.read(at));
  }
  return bodies;
}
