import type { Readable } from 'node:stream';

import { to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';

import { database } from '@/lib/db/client';
import { SmallIntegerRows } from '@/lib/db/copy/small-integer-rows';

const wholeNumber = z.int().min(0);
const bytesSchema = z.instanceof(Buffer);

/**
 * Reads the first turns of every rollout of a run under one matcher: four blocks (the scopes) of one number an entity.
 * They are streamed, in no particular order, since a run may have a million; 200,000 rollouts of 5 entities take about a
 * second. A rollout whose stored turns follow other entities comes with an array of another length.
 *
 * @param matcher position in MATCHERS
 * @param visit gets the number of the rollout, from 1, and its turns, in an array that the next call overwrites
 * @throws Error where the database fails
 */
export async function visitFirstTurns(
  runId: number,
  matcher: number,
  visit: (n: number, turns: Int16Array) => void,
): Promise<void> {
  // COPY takes no parameters; both are whole numbers, checked here.
  const run = wholeNumber.parse(runId);
  const before = wholeNumber.parse(matcher) * 4;
  const rows = new SmallIntegerRows(visit);
  const client = await database().pool.connect();
  let failure: Error | undefined;
  try {
    const stream: Readable = client.query(
      copyTo(`COPY (
        SELECT n, first_turns[${before} * entities + 1 : ${before + 4} * entities] FROM rollout_metrics WHERE run_id = ${run}
      ) TO STDOUT (FORMAT binary)`),
    );
    for await (const chunk of stream) rows.read(bytesSchema.parse(chunk));
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw failure;
  } finally {
    client.release(failure);
  }
}
