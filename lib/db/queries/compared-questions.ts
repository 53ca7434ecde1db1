import { z } from 'zod';

import { database } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';

const numberRows = z.array(z.object({ question_no: z.int() }));
const splitRows = z.array(z.object({ question_no: z.int(), split: z.string() }));

/** Ids and text keys of all questions of a run, by question number. */
export async function findQuestionIdentities(runId: number) {
  return database().prisma.runQuestion.findMany({
    where: { runId },
    orderBy: { questionNo: 'asc' },
    select: { questionNo: true, questionId: true, textKey: true },
  });
}

/** The split that the log names for each question of a run, the first by name where there are several. */
export async function findSplitsOfQuestions(runId: number): Promise<ReadonlyMap<number, string>> {
  const rows: unknown = await database().prisma.$queryRaw(
    Prisma.sql`SELECT question_no, min(split) AS split FROM rollouts
      WHERE run_id = ${runId} AND split IS NOT NULL GROUP BY question_no`,
  );
  return new Map(splitRows.parse(rows).map(({ question_no, split }) => [question_no, split]));
}

/** Numbers of the questions of a run whose text or id contains a text, case ignored. */
export async function findQuestionNumbersWith(runId: number, text: string): Promise<ReadonlySet<number>> {
  const rows: unknown = await database().prisma.$queryRaw(
    Prisma.sql`SELECT question_no FROM run_questions
      WHERE run_id = ${runId} AND (strpos(lower(text), lower(${text}::text)) > 0
        OR strpos(lower(question_id), lower(${text}::text)) > 0)`,
  );
  return new Set(numberRows.parse(rows).map(({ question_no }) => question_no));
}
