import { database } from '@/lib/db/client';

/** What the log says of some rollouts of a run, by rollout number, in no particular order. */
export async function findRollouts(runId: number, numbers: readonly number[]) {
  return database().prisma.rollout.findMany({ where: { runId, n: { in: [...numbers] } } });
}

export type RolloutRow = Awaited<ReturnType<typeof findRollouts>>[number];

/** The few fields of a rollout that a list shows beside its columns. */
export async function findRolloutListFields(runId: number, numbers: readonly number[]) {
  return database().prisma.rollout.findMany({
    where: { runId, n: { in: [...numbers] } },
    select: { n: true, termination: true, prediction: true },
  });
}

/** First turns (16 blocks of one number an entity) of some rollouts, by rollout number. */
export async function findFirstTurns(
  runId: number,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  const rows = await database().prisma.rolloutMetric.findMany({
    where: { runId, n: { in: [...numbers] } },
    select: { n: true, firstTurns: true },
  });
  return new Map(rows.map((row) => [row.n, row.firstTurns]));
}
