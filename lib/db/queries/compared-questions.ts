import { z } from 'zod';

import { database } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';

const numberRows = z.array(z.object({ question_no: z.int() }));
const splitRows = z.array(z.object({ question_no: z.int(), split: z.string() }));

interface QuestionIdentityRow {
  readonly questionNo: number;
  readonly questionId: string | null;
  readonly textKey: string | null;
}

/** Ids and text keys of all questions of a run, by question number: plain rows, since ten runs may have 5,000 each. */
export async function findQuestionIdentities(runId: number): Promise<readonly QuestionIdentityRow[]> {
  const { rows } = await database().pool.query<QuestionIdentityRow>(
    `SELECT question_no AS "questionNo", question_id AS "questionId", text_key AS "textKey"
      FROM run_questions WHERE run_id = $1 ORDER BY question_no`,
    [runId],
  );
  return rows;
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
