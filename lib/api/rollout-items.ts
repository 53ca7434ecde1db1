import { ABSENT, OUTCOMES } from '@/lib/core/rewards/run-columns';
import type { ScoredRun } from '@/lib/core/rewards/score-run';
import { findQuestionTexts } from '@/lib/db/queries/questions';
import { findRolloutListFields } from '@/lib/db/queries/rollouts';

import type { GroupMember, RolloutItem } from './schemas/rollout';

/** A number of a column; null where it is NaN. */
export function definedNumber(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
/** A whole number of a column; null where the log has none. */
export function presentNumber(value: number | undefined): number | null {
  return value === undefined || value === ABSENT ? null : value;
}

/** What columns and definitions say of the rollout at a position. */
export function scoredFields({ columns, ...scored }: ScoredRun, position: number) {
  return {
    n: position + 1,
    group: columns.group[position] ?? 0,
    step: presentNumber(columns.step[position]),
    rollout: Math.max(0, columns.rolloutIndex[position] ?? 0),
    outcome: OUTCOMES[scored.outcome[position] ?? -1] ?? 'unknown',
    matched: scored.matched[position] ?? 0,
    entities: columns.entityCount[position] ?? 0,
    matchRate: definedNumber(scored.matchRate[position]),
    matchRateNormalised: definedNumber(scored.matchRateNormalised[position]),
    rewardLogged: definedNumber(columns.rewardLogged[position]),
    rewardGrpo: definedNumber(scored.rewardGrpo[position]),
    rewardEGrpo: definedNumber(scored.rewardEGrpo[position]),
    advantageGrpo: definedNumber(scored.advantageGrpo[position]),
    advantageEGrpo: definedNumber(scored.advantageEGrpo[position]),
    toolCalls: columns.toolCalls[position] ?? 0,
    turns: columns.turns[position] ?? 0,
    tokens: presentNumber(columns.tokens[position]),
  } satisfies Partial<RolloutItem>;
}

/** A rollout as a member of its group. */
export function groupMember(scored: ScoredRun, position: number): GroupMember {
  const {
    group: _group,
    step: _step,
    entities: _entities,
    tokens: _tokens,
    ...member
  } = scoredFields(scored, position);
  return member;
}

/** List rows of the rollouts at some positions, in the order given. Texts are read by primary key. */
export async function rolloutItems(
  runId: number,
  scored: ScoredRun,
  positions: ArrayLike<number>,
): Promise<readonly RolloutItem[]> {
  const wanted = Array.from(positions);
  const questionOf = scored.columns.question;
  const [rows, texts] = await Promise.all([
    findRolloutListFields(
      runId,
      wanted.map((position) => position + 1),
    ),
    findQuestionTexts(
      runId,
      wanted.map((position) => questionOf[position] ?? 0),
    ),
  ]);
  const byNumber = new Map(rows.map((row) => [row.n, row]));
  return wanted.map((position) => {
    const question = texts.get(questionOf[position] ?? -1);
    const row = byNumber.get(position + 1);
    return {
      ...scoredFields(scored, position),
      questionId: question?.questionId ?? null,
      question: question?.text ?? null,
      termination: row?.termination ?? null,
      prediction: row?.prediction ?? null,
    };
  });
}
