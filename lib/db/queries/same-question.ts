import { z } from 'zod';

import { database } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';

/** What a question is recognised by in other runs. */
export interface QuestionIdentity {
  readonly runId: number;
  readonly questionId: string | null;
  /** `questionKey` of its text; null or empty where it has none. */
  readonly textKey: string | null;
}

const runRows = z.array(
  z.object({
    run_id: z.int(),
    name: z.string(),
    by_id: z.boolean(),
    question_numbers: z.array(z.int()),
  }),
);
const countRows = z.array(z.object({ runs: z.int() }));

/**
 * The same id, where the texts do not contradict each other (an equal id in two data sets is a coincidence), or the same
 * normalised text: the rule of lib/core/entities/question-index.ts, without looking for a text inside another.
 */
function isSameQuestion({ questionId, textKey }: QuestionIdentity): { sameId: Prisma.Sql; same: Prisma.Sql } {
  const key = textKey ?? '';
  const sameId = Prisma.sql`(q.question_id = ${questionId}::text AND (
    ${key}::text = '' OR coalesce(q.text_key, '') = ''
    OR strpos(q.text_key, ${key}::text) > 0 OR strpos(${key}::text, q.text_key) > 0))`;
  return { sameId, same: Prisma.sql`(${sameId} OR (${key}::text <> '' AND q.text_key = ${key}::text))` };
}

/** How many other visible runs ask the same question. */
export async function countRunsWithQuestion(question: QuestionIdentity): Promise<number> {
  const rows: unknown = await database().prisma.$queryRaw(
    Prisma.sql`SELECT count(DISTINCT q.run_id)::int AS runs
      FROM run_questions q JOIN runs r ON r.id = q.run_id
      WHERE q.run_id <> ${question.runId} AND r.committed_at IS NOT NULL AND ${isSameQuestion(question).same}`,
  );
  return countRows.parse(rows)[0]?.runs ?? 0;
}

/** Other visible runs that ask the same question, newest first, with the numbers it has there and what joins it. */
export async function findRunsWithQuestion(
  question: QuestionIdentity,
  page: { readonly limit: number; readonly offset: number },
) {
  const { sameId, same } = isSameQuestion(question);
  const rows: unknown = await database().prisma.$queryRaw(
    Prisma.sql`SELECT q.run_id, r.name, coalesce(bool_or(${sameId}), false) AS by_id,
        array_agg(q.question_no ORDER BY q.question_no) AS question_numbers
      FROM run_questions q JOIN runs r ON r.id = q.run_id
      WHERE q.run_id <> ${question.runId} AND r.committed_at IS NOT NULL AND ${same}
      GROUP BY q.run_id, r.name
      ORDER BY q.run_id DESC
      LIMIT ${page.limit} OFFSET ${page.offset}`,
  );
  return runRows.parse(rows).map((row) => ({
    runId: row.run_id,
    name: row.name,
    joinedBy: row.by_id ? ('id' as const) : ('text' as const),
    questionNumbers: row.question_numbers,
  }));
}
