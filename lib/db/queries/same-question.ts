import { database } from '@/lib/db/client';

/** Rows that are looked through at most: runs being imported or removed leave some that do not show. */
const MOST_ROWS = 500;

/**
 * Numbers of the same question in other visible runs, newest run first, one for each: by the log's id, or by the key of
 * its text.
 */
export async function findSameQuestions(question: {
  readonly runId: number;
  readonly questionId: string | null;
  readonly textKey: string | null;
}): Promise<readonly { readonly runId: number; readonly questionNo: number }[]> {
  const by = [
    ...(question.questionId === null ? [] : [{ questionId: question.questionId }]),
    ...(question.textKey === null || question.textKey === '' ? [] : [{ textKey: question.textKey }]),
  ];
  if (by.length === 0) return [];
  const rows = await database().prisma.runQuestion.findMany({
    where: { runId: { not: question.runId }, OR: by },
    select: { runId: true, questionNo: true },
    orderBy: [{ runId: 'desc' }, { questionNo: 'asc' }],
    take: MOST_ROWS,
  });
  const runIds = [...new Set(rows.map(({ runId }) => runId))];
  const visible = await database().prisma.run.findMany({
    where: { id: { in: runIds }, committedAt: { not: null } },
    select: { id: true },
  });
  const shown = new Set(visible.map(({ id }) => id));
  const first = new Map<number, { readonly runId: number; readonly questionNo: number }>();
  for (const row of rows) if (shown.has(row.runId) && !first.has(row.runId)) first.set(row.runId, row);
  return [...first.values()];
}
