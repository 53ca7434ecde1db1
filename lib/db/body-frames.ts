import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';

const placeSchema = z.object({ n: z.number(), body_no: z.number(), body_at: z.number() });
const frameSchema = z.object({ body_no: z.number(), body: z.instanceof(Uint8Array) });
const sizeSchema = z.object({ body_no: z.number(), bytes: z.number() });

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

/** Rollouts whose places are asked for at once, and compressed bytes of the frames that are held at once. */
const ROLLOUTS_A_READ = 512;
const BYTES_A_READ = 1 << 19;

/** The text form of `bytea` is hexadecimal: a third longer than this, and four times as slow to read. */
const textFrameSchema = z.object({
  body_no: z.number(),
  body: z.string().transform((text) => Buffer.from(text, 'base64')),
});

/**
 * Reads the frames of many rollouts of a run one after the other, in the order of the numbers given, a few at a time; a
 * frame whose rollouts stand in two reads comes twice, each time with the rollouts of that read. While some are used, the
 * next few are on their way.
 *
 * @param numbers ascending
 */
export async function* scanBodyFrames(pool: Pool, runId: number, numbers: Int32Array): AsyncGenerator<StoredBodyFrame> {
  for await (const frames of readAhead(readInBatches(pool, runId, numbers))) yield* frames;
}

async function* readInBatches(
  pool: Pool,
  runId: number,
  numbers: Int32Array,
): AsyncGenerator<readonly StoredBodyFrame[]> {
  for (let start = 0; start < numbers.length; start += ROLLOUTS_A_READ) {
    const places = await findPlaces(pool, runId, [...numbers.subarray(start, start + ROLLOUTS_A_READ)]);
    for (const bodyNumbers of await inBatches(pool, runId, [...places.keys()])) {
      const found = await pool.query(
        `SELECT body_no, encode(body, 'base64') AS body FROM rollout_bodies
          WHERE run_id = $1 AND body_no = ANY($2::int[])`,
        [runId, bodyNumbers],
      );
      const frames = new Map(
        found.rows.map((row: unknown) => {
          const { body_no: bodyNo, body } = textFrameSchema.parse(row);
          return [bodyNo, body];
        }),
      );
      yield bodyNumbers.flatMap((bodyNo) => {
        const frame = frames.get(bodyNo);
        return frame === undefined ? [] : [{ frame, rollouts: places.get(bodyNo) ?? [] }];
      });
    }
  }
}

/** Cuts a list of frames where the bytes of one read are full; a frame that is larger stands alone. */
async function inBatches(pool: Pool, runId: number, bodyNumbers: readonly number[]): Promise<readonly number[][]> {
  const sizes = await pool.query(
    'SELECT body_no, octet_length(body) AS bytes FROM rollout_bodies WHERE run_id = $1 AND body_no = ANY($2::int[])',
    [runId, bodyNumbers],
  );
  const bytesOf = new Map(
    sizes.rows.map((row: unknown) => {
      const { body_no: bodyNo, bytes } = sizeSchema.parse(row);
      return [bodyNo, bytes];
    }),
  );
  const batches: number[][] = [];
  let room = 0;
  for (const bodyNo of bodyNumbers) {
    const bytes = bytesOf.get(bodyNo) ?? 0;
    const last = batches.at(-1);
    if (last === undefined || bytes > room) {
      batches.push([bodyNo]);
      room = BYTES_A_READ - bytes;
    } else {
      last.push(bodyNo);
      room -= bytes;
    }
  }
  return batches;
}

/** Asks for the next item before the one at hand is used. */
async function* readAhead<Item>(source: AsyncGenerator<Item>): AsyncGenerator<Item> {
  let next = source.next();
  try {
    for (let item = await next; item.done !== true; item = await next) {
      next = source.next();
      // A failure is met when the item is waited for, or not at all where nobody waits any more.
      next.catch(() => undefined);
      yield item.value;
    }
  } finally {
    await source.return(undefined);
  }
}
