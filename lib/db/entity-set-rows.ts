import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';

import type { EntitySetEntry } from '@/lib/core/entities/question-index';

const entityRowSchema = z.object({
  set_id: z.string(),
  question_id: z.string().nullable(),
  text_key: z.string().nullable(),
  entities: z.array(z.object({ name: z.string(), aliases: z.array(z.string()) })),
});

/** Every question of every uploaded entity set, newest set first: what `QuestionIndex` is built from. */
export async function loadEntitySets(database: Pool | PoolClient): Promise<readonly EntitySetEntry[]> {
  const result = await database.query(
    `SELECT question.set_id, question.question_id, question.text_key, question.entities
     FROM entity_set_questions AS question JOIN entity_sets AS entity_set ON entity_set.id = question.set_id
     ORDER BY entity_set.created_at DESC, question.set_id, question.n`,
  );
  return result.rows.map((row: unknown) => {
    const parsed = entityRowSchema.parse(row);
    return {
      setId: parsed.set_id,
      questionId: parsed.question_id,
      textKey: parsed.text_key,
      entities: parsed.entities,
    };
  });
}

/** The ids of all entity sets in order: equal before and after means no set came or went. */
export async function entitySetIds(database: Pool | PoolClient): Promise<string> {
  const result = await database.query<{ ids: string | null }>(
    `SELECT string_agg(id::text, ',' ORDER BY id) AS ids FROM entity_sets`,
  );
  return result.rows[0]?.ids ?? '';
}
