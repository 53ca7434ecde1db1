import { questionKey } from '@/lib/core/entities/question-key';
import type { Entity } from '@/lib/core/entities/entity';

import type { Pool } from 'pg';

import { CopyInto } from './copy/copy-into';
import { wellFormedText } from './copy/well-formed';
import { lockUntilTransactionEnds } from './locks';
import { inTransaction } from './pool';

export interface NewEntitySet {
  readonly id: string;
  readonly filename: string;
  readonly format: string;
  /** SHA-256 of size and beginning of its file, hex; null where it is not known. */
  readonly fingerprint: string | null;
}

export interface NewSetQuestion {
  readonly questionId: string | null;
  readonly question: string | null;
  readonly entities: readonly Entity[];
}

/** What was stored of a set. */
export interface StoredSetCounts {
  readonly questions: number;
  readonly entities: number;
}

/**
 * Stores an entity set as its questions arrive, in one transaction: where they end with an error nothing of it stays.
 *
 * @returns null where there was no question at all; then nothing is stored
 */
export async function writeEntitySet(
  pool: Pool,
  set: NewEntitySet,
  questions: AsyncIterable<NewSetQuestion>,
): Promise<StoredSetCounts | null> {
  return inTransaction(pool, async (client) => {
    await client.query(
      'INSERT INTO entity_sets (id, filename, format, fingerprint, questions, entities) VALUES ($1, $2, $3, $4, 0, 0)',
      [set.id, wellFormedText(set.filename), set.format, set.fingerprint],
    );
    const copy = new CopyInto(client, 'entity_set_questions');
    const counts = await copyQuestions(copy, set.id, questions).catch(async (error: unknown) => {
      copy.abort();
      throw error;
    });
    if (counts.questions === 0) {
      await client.query('DELETE FROM entity_sets WHERE id = $1', [set.id]);
      return null;
    }
    const { questions: questionCount, entities } = counts;
    await client.query('UPDATE entity_sets SET questions = $2, entities = $3 WHERE id = $1', [
      set.id,
      questionCount,
      entities,
    ]);
    await lockUntilTransactionEnds(client, 'entitySets');
    return counts;
  });
}

async function copyQuestions(
  copy: CopyInto,
  setId: string,
  questions: AsyncIterable<NewSetQuestion>,
): Promise<StoredSetCounts> {
  let stored = 0;
  let entities = 0;
  for await (const question of questions) {
    const row = copy.startRow();
    row.uuid(setId);
    row.int4(stored);
    row.text(question.questionId);
    row.text(question.question);
    row.text(question.question === null ? null : questionKey(question.question));
    row.jsonb(JSON.stringify(question.entities));
    await copy.settle();
    stored += 1;
    entities += question.entities.length;
  }
  await copy.end();
  return { questions: stored, entities };
}

/** Removes a set and its questions; false where there is no such set. */
export async function deleteEntitySetRows(pool: Pool, id: string): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    await lockUntilTransactionEnds(client, 'entitySets');
    const { rowCount } = await client.query('DELETE FROM entity_sets WHERE id = $1', [id]);
    return rowCount === 1;
  });
}

/** Whether a set of this file is stored. */
export async function hasEntitySet(pool: Pool, fingerprint: string): Promise<boolean> {
  const { rowCount } = await pool.query('SELECT 1 FROM entity_sets WHERE fingerprint = $1 LIMIT 1', [fingerprint]);
  return (rowCount ?? 0) > 0;
}
