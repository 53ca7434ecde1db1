import { z } from 'zod';

import { database } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';

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
