import type { JsonObject } from '@/lib/core/rollout/rollout';
import type { QuestionRow } from '@/lib/db/queries/questions';
import type { RolloutRow } from '@/lib/db/queries/rollouts';
import { toCanonicalRecord } from '@/lib/import/export/canonical-record';
import type { RolloutBody } from '@/lib/ingest/body-frame';

import { jsonObjectSchema } from './schemas/common';

/** A rollout as it is stored, in the parts a canonical record is made of. */
export interface StoredRecord {
  readonly row: RolloutRow;
  readonly question: QuestionRow;
  readonly body: RolloutBody;
  readonly groupKey: string | null;
}

/**
 * The canonical record of a stored rollout. What decided its correctness is kept such that an import decides the same:
 * `correct` is written unless nothing decided it or the match of prediction and answers did, which is then done again.
 * Entities are those in force, also where they came from an entity set; none is written as absent.
 */
export function canonicalRecord({ row, question, body, groupKey }: StoredRecord): JsonObject {
  const decidedAgain = row.correctnessRule === 'exact_match';
  const hasTokens = row.promptTokens !== null || row.completionTokens !== null;
  return toCanonicalRecord({
    questionId: question.questionId,
    question: question.text,
    answers: question.answers,
    entities: question.entities.length === 0 ? null : question.entities,
    groupKey,
    step: row.step,
    rolloutIndex: row.rolloutIndex,
    split: row.split,
    messages: body.messages,
    rawText: body.rawText,
    prediction: row.prediction,
    correct: decidedAgain ? null : row.correct,
    correctnessMetric: null,
    score: row.score,
    rewardLogged: row.rewardLogged,
    termination: row.termination,
    tokens: hasTokens ? { prompt: row.promptTokens, completion: row.completionTokens } : null,
    durationSeconds: row.durationSeconds,
    metadata: jsonObjectSchema.parse(row.metadata),
  });
}
