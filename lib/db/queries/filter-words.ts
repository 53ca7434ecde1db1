import { database } from '@/lib/db/client';
import { z } from 'zod';

/** A word that stands in a run, and how many of its rollouts (or questions) have it. */
export interface WordCount {
  readonly word: string;
  readonly count: number;
}

const wordRows = z.array(z.object({ word: z.string(), count: z.int() }));

/** Words that contain a text, case ignored: those that begin with it first, then the frequent ones. */
const BEST_FIRST = `ORDER BY strpos(lower(word), lower($2)) > 1, count DESC, word LIMIT $3`;

async function readWords(sql: string, parameters: readonly unknown[]): Promise<readonly WordCount[]> {
  const { rows } = await database().pool.query(sql, [...parameters]);
  return wordRows.parse(rows);
}

/** Names of gold entities of a run that contain a text, with the number of questions that have them. */
export function findEntityNames(runId: number, text: string, limit: number): Promise<readonly WordCount[]> {
  return readWords(
    `SELECT word, count FROM (
       SELECT e.entity ->> 'name' AS word, count(DISTINCT q.question_no)::int AS count
         FROM run_questions q CROSS JOIN LATERAL jsonb_array_elements(q.entities) AS e(entity)
        WHERE q.run_id = $1 AND strpos(lower(e.entity ->> 'name'), lower($2)) > 0 GROUP BY 1) AS names
     ${BEST_FIRST}`,
    [runId, text, limit],
  );
}

/** Columns of `rollouts` with few different words: the only text of the query that is not written in it. */
const WORD_COLUMNS = { termination: 'termination', split: 'split' } as const;
export type WordColumn = keyof typeof WORD_COLUMNS;

/** All words of a column of a run's rollouts, the frequent ones first. */
export function findColumnWords(runId: number, column: WordColumn, limit: number): Promise<readonly WordCount[]> {
  const name = WORD_COLUMNS[column];
  return readWords(
    `SELECT ${name} AS word, count(*)::int AS count FROM rollouts
      WHERE run_id = $1 AND ${name} <> '' GROUP BY 1 ORDER BY count DESC, word LIMIT $2`,
    [runId, limit],
  );
}

/** Labels that readers gave rollouts of a run, the frequent ones first. */
export function findLabelWords(runId: number, limit: number): Promise<readonly WordCount[]> {
  return readWords(
    `SELECT label AS word, count(*)::int AS count FROM rollout_labels
      WHERE run_id = $1 GROUP BY 1 ORDER BY count DESC, word LIMIT $2`,
    [runId, limit],
  );
}

/** Ids of questions of a run that contain a text. */
export function findQuestionIds(runId: number, text: string, limit: number): Promise<readonly WordCount[]> {
  return readWords(
    `SELECT word, count FROM (
       SELECT question_id AS word, count(*)::int AS count FROM run_questions
        WHERE run_id = $1 AND strpos(lower(question_id), lower($2)) > 0 GROUP BY 1) AS ids
     ${BEST_FIRST}`,
    [runId, text, limit],
  );
}
