import { database } from '@/lib/db/client';

/** The log's own ids of some groups, by group number. */
export async function findGroupKeys(
  runId: number,
  groupNumbers: readonly number[],
): Promise<ReadonlyMap<number, string | null>> {
  const rows = await database().prisma.rolloutGroup.findMany({
    where: { runId, groupNo: { in: [...groupNumbers] } },
    select: { groupNo: true, groupKey: true },
  });
  return new Map(rows.map((row) => [row.groupNo, row.groupKey]));
}
