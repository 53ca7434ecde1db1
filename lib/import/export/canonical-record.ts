import type { Entity } from '@/lib/core/entities/entity';
import type { ImportedRollout, JsonObject, JsonValue, RolloutMessage } from '@/lib/core/rollout/rollout';

/**
 * A rollout as one line of the canonical format (README, "The log format"), such that importing it gives the same rollout.
 * What the log does not say is left out. `group`, `score`, `correctness_metric` and `raw_text` stand beside the published
 * fields where a log has them. Labels and note stand under `nearmiss`, to which the caller may add what an import leaves out.
 */
export function toCanonicalRecord(rollout: ImportedRollout): JsonObject {
  const record: Readonly<Record<string, JsonValue>> = {
    question_id: rollout.questionId,
    question: rollout.question,
    answer: rollout.answers.length === 0 ? null : rollout.answers,
    entities: rollout.entities === null ? null : rollout.entities.map(toEntity),
    group: rollout.groupKey,
    step: rollout.step,
    rollout: rollout.rolloutIndex,
    split: rollout.split,
    messages: rollout.messages.map(toMessage),
    raw_text: rollout.rawText,
    prediction: rollout.prediction,
    correct: rollout.correct,
    correctness_metric: rollout.correctnessMetric === null ? null : { ...rollout.correctnessMetric },
    score: rollout.score,
    reward: rollout.rewardLogged,
    termination: rollout.termination,
    tokens: rollout.tokens === null ? null : { ...rollout.tokens },
    duration_s: rollout.durationSeconds,
    metadata: Object.keys(rollout.metadata).length === 0 ? null : rollout.metadata,
    nearmiss: rollout.annotation === undefined ? null : { ...rollout.annotation },
  };
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}

function toEntity(entity: Entity): JsonValue {
  return entity.aliases.length === 0 ? entity.name : { name: entity.name, aliases: entity.aliases };
}

function toMessage(message: RolloutMessage): JsonObject {
  const { tool_calls, ...rest } = message;
  if (tool_calls === undefined) return rest;
  return { ...rest, tool_calls: tool_calls.map((call) => ({ ...call, function: { ...call.function } })) };
}
