import { Prisma } from '@/lib/db/generated/client';
import { database } from '@/lib/db/client';
import { z } from 'zod';

import { newestFirst, type NewestFirstPage } from './newest-first';

/** Entity sets, newest first. */
export async function findEntitySets(page: NewestFirstPage) {
  return database().prisma.entitySet.findMany(newestFirst(page));
}

export async function countEntitySets(): Promise<number> {
  return database().prisma.entitySet.count();
}

export async function findEntitySet(id: string) {
  return database().prisma.entitySet.findUnique({ where: { id } });
}

/** Every question of a set, in file order. */
export async function findEntitySetQuestions(setId: string) {
  return database().prisma.entitySetQuestion.findMany({ where: { setId }, orderBy: { n: 'asc' } });
}

const useRows = z.array(z.object({ set_id: z.string(), run_id: z.int(), questions: z.int() }));

/** Visible runs in which some sets are in force, with the number of questions that have their entities from the set. */
export async function findRunsUsingSets(
  setIds: readonly string[],
): Promise<readonly { readonly setId: string; readonly runId: number; readonly questions: number }[]> {
  if (setIds.length === 0) return [];
  const rows: unknown = await database().prisma.$queryRaw(
    Prisma.sql`SELECT q.entity_set_id::text AS set_id, q.run_id, count(*)::int AS questions
      FROM run_questions q JOIN runs r ON r.id = q.run_id
      WHERE q.entity_set_id = ANY(${[...setIds]}::uuid[]) AND r.committed_at IS NOT NULL
      GROUP BY q.entity_set_id, q.run_id ORDER BY q.run_id`,
  );
  return useRows.parse(rows).map((row) => ({ setId: row.set_id, runId: row.run_id, questions: row.questions }));
}

/** Questions of visible runs, `limit` at a time in the order of run and number: what entity sets are joined with. */
export async function findQuestionsToJoin(
  after: { readonly runId: number; readonly questionNo: number },
  limit: number,
) {
  const rows: unknown = await database().prisma.$queryRaw(
    Prisma.sql`SELECT q.run_id, q.question_no, q.question_id, q.text FROM run_questions q JOIN runs r ON r.id = q.run_id
      WHERE r.committed_at IS NOT NULL AND (q.run_id, q.question_no) > (${after.runId}, ${after.questionNo})
      ORDER BY q.run_id, q.question_no LIMIT ${limit}`,
  );
  return questionRows.parse(rows);
}

const questionRows = z.array(
  z.object({ run_id: z.int(), question_no: z.int(), question_id: z.string().nullable(), text: z.string().nullable() }),
);
