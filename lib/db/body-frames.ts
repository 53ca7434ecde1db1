import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';

const placeSchema = z.object({ n: z.number(), body_no: z.number(), body_at: z.number() });
const frameSchema = z.object({ body_no: z.number(), body: z.instanceof(Uint8Array) });

/** A frame of compressed messages (lib/ingest/body-frame) and the rollouts in it that were asked for. */
export interface StoredBodyFrame {
  readonly frame: Uint8Array;
  /** Rollout numbers, each with its place in the frame from 0. */
  readonly rollouts: readonly { readonly n: number; readonly at: number }[];
}

/** Where to read from: one connection, or the two on which an import writes, neither of which sees the other's rows. */
export interface BodySource {
  readonly rollouts: Pool | PoolClient;
  readonly bodies: Pool | PoolClient;
}

/**
 * The frames that hold the messages of some rollouts of a run, each once, in the order of the log.
 * A number that is no rollout of the run is left out.
 */
export async function readBodyFrames(
  source: BodySource,
  runId: number,
  numbers: readonly number[],
): Promise<readonly StoredBodyFrame[]> {
  const places = await source.rollouts.query(
    'SELECT n, body_no, body_at FROM rollouts WHERE run_id = $1 AND n = ANY($2::int[]) ORDER BY n',
    [runId, numbers],
  );
  const rollouts = new Map<number, { n: number; at: number }[]>();
  for (const place of places.rows.map((row: unknown) => placeSchema.parse(row))) {
    const known = rollouts.get(place.body_no);
    const rollout = { n: place.n, at: place.body_at };
    if (known === undefined) rollouts.set(place.body_no, [rollout]);
    else known.push(rollout);
  }
  const frames = await source.bodies.query(
    'SELECT body_no, body FROM rollout_bodies WHERE run_id = $1 AND body_no = ANY($2::int[]) ORDER BY body_no',
    [runId, [...rollouts.keys()]],
  );
  return frames.rows.map((row: unknown) => {
    const { body_no: bodyNo, body } = frameSchema.parse(row);
    return { frame: body, rollouts: rollouts.get(bodyNo) ?? [] };
  });
}
