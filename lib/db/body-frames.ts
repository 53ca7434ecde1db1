import type { Pool, PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';

import { readBinaryRows } from './copy/read-binary-rows';

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

/** Rollouts of a run by the frame that holds them: numbers, each with its place in the frame. Ascending. */
async function findPlaces(
  source: Pool | PoolClient,
  runId: number,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, StoredBodyFrame['rollouts']>> {
  const places = await source.query(
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
  return rollouts;
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
  const rollouts = await findPlaces(source.rollouts, runId, numbers);
  const frames = await source.bodies.query(
    'SELECT body_no, body FROM rollout_bodies WHERE run_id = $1 AND body_no = ANY($2::int[]) ORDER BY body_no',
    [runId, [...rollouts.keys()]],
  );
  return frames.rows.map((row: unknown) => {
    const { body_no: bodyNo, body } = frameSchema.parse(row);
    return { frame: body, rollouts: rollouts.get(bodyNo) ?? [] };
  });
}

/** Rollouts whose places are asked for at once. */
const ROLLOUTS_A_READ = 2048;

/**
 * Reads the frames of many rollouts of a run one after the other, in the order of the numbers given; a frame whose
 * rollouts stand in two reads comes twice, each time with the rollouts of that read. A frame is a view that holds until
 * the next one is asked for.
 *
 * Frames come by COPY in its binary format, as they lie in the table: pg reads a result as text, which costs four times
 * as much CPU for base64 and more for hexadecimal, as much as unpacking the frames. No more than some hundred kilobytes
 * are on their way; who stops before the end costs the connection.
 *
 * @param numbers ascending
 */
export async function* scanBodyFrames(pool: Pool, runId: number, numbers: Int32Array): AsyncGenerator<StoredBodyFrame> {
  for (let start = 0; start < numbers.length; start += ROLLOUTS_A_READ) {
    const places = await findPlaces(pool, runId, [...numbers.subarray(start, start + ROLLOUTS_A_READ)]);
    if (places.size === 0) continue;
    for await (const [bodyNo, frame] of copyFrames(pool, runId, [...places.keys()])) {
      yield { frame, rollouts: places.get(bodyNo) ?? [] };
    }
  }
}

/** COPY takes no parameters: nothing but whole numbers may come into its text. */
function wholeNumbers(numbers: readonly number[]): string {
  const wrong = numbers.find((number) => !Number.isSafeInteger(number));
  if (wrong !== undefined) throw new RangeError(`${wrong} is no number of a run or a frame`);
  return numbers.join(',');
}

/** Frames of a run by their numbers, ascending. */
async function* copyFrames(
  pool: Pool,
  runId: number,
  bodyNumbers: readonly number[],
): AsyncGenerator<readonly [bodyNo: number, frame: Buffer]> {
  const wanted = `run_id = ${wholeNumbers([runId])} AND body_no IN (${wholeNumbers(bodyNumbers)})`;
  const client = await pool.connect();
  let isDone = false;
  try {
    const stream = client.query(
      copyTo(
        `COPY (SELECT body_no, body FROM rollout_bodies WHERE ${wanted} ORDER BY body_no) TO STDOUT (FORMAT binary)`,
      ),
    );
    for await (const [bodyNo, frame] of readBinaryRows(stream)) {
      if (bodyNo instanceof Buffer && frame instanceof Buffer) yield [bodyNo.readInt32BE(), frame];
    }
    isDone = true;
  } finally {
    // A COPY that is left in the middle goes on sending: its connection is of no use any more.
    client.release(!isDone);
  }
}
