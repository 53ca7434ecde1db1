import type { EntityGainItem } from '@/lib/api/schemas/compare-entities';
import type { EntityGain, EntityShare } from '@/lib/core/compare-runs/entity-gains';
import { groupsOnSide, type GroupAtStep } from '@/lib/core/compare-runs/groups-on-side';
import type { SharedEntity } from '@/lib/core/compare-runs/shared-entities';
import { findQuestionTexts } from '@/lib/db/queries/questions';

import type { SidePair } from './entity-gains';
import type { LoadedFinds } from './found-on-sides';

const QUESTIONS_SHOWN = 3;
const MOST_QUESTION_NUMBERS = 50;
const MOST_SPELLINGS = 10;

type Groups = ReadonlyMap<number, readonly GroupAtStep[]>;

/** Rows of a page, with the questions in which each entity moved most. */
export async function entityGainItems(
  loaded: LoadedFinds,
  pair: SidePair,
  gains: readonly EntityGain[],
): Promise<EntityGainItem[]> {
  const rows = gains.flatMap((gain) => {
    const entity = loaded.entities.entities[gain.entity];
    return entity === undefined ? [] : [{ gain, entity, moved: movedMost(loaded, pair, entity) }];
  });
  const slots = rows.flatMap(({ moved }) => moved);
  const numbersOn = (side: number): number[] => slots.map((slot) => questionNo(loaded, side, slot));
  const groupsOn = (side: number): Groups => {
    const { positions, loaded: run } = loaded.loaded.sides[side] ?? {};
    if (positions === undefined || run === undefined) return new Map();
    return groupsOnSide(run.scored.columns, positions, numbersOn(side));
  };
  const texts = await findQuestionTexts(
    loaded.loaded.sides[pair.baseline]?.loaded.run.id ?? 0,
    numbersOn(pair.baseline),
  );
  const groups = { baseline: groupsOn(pair.baseline), against: groupsOn(pair.against) };
  return rows.map(({ gain, entity, moved }) => ({
    name: entity.name,
    change: gain.change,
    questions: entity.slots.length,
    questionList: moved.map((slot) => {
      const text = texts.get(questionNo(loaded, pair.baseline, slot));
      return {
        questionId: text?.questionId ?? null,
        question: text?.text ?? null,
        baseline: inQuestion(loaded, pair.baseline, { slot, groups: groups.baseline }),
        against: inQuestion(loaded, pair.against, { slot, groups: groups.against }),
      };
    }),
    baseline: shareItem(loaded, pair.baseline, { entity, share: gain.baseline }),
    against: shareItem(loaded, pair.against, { entity, share: gain.other }),
    difference: gain.difference,
    test: { kind: gain.test, pValue: gain.pValue, holm: gain.pValueHolm },
  }));
}

/** Number of a slot's question in the run of a side. */
function questionNo({ entities, questionNumbers }: LoadedFinds, side: number, slot: number): number {
  return questionNumbers[side]?.[entities.slots[slot]?.question ?? 0] ?? 0;
}

function countsAt({ entities, finds }: LoadedFinds, side: number, slot: number) {
  const question = entities.slots[slot]?.question ?? 0;
  return { found: finds[side]?.found[slot] ?? 0, rollouts: finds[side]?.rollouts[question] ?? 0 };
}

/** Slots of an entity with the largest differences, in either direction. */
function movedMost(loaded: LoadedFinds, { baseline, against }: SidePair, { slots }: SharedEntity): readonly number[] {
  const shareAt = (side: number, slot: number): number => {
    const { found, rollouts } = countsAt(loaded, side, slot);
    return rollouts === 0 ? 0 : found / rollouts;
  };
  const moves = slots.map((slot) => ({ slot, by: Math.abs(shareAt(against, slot) - shareAt(baseline, slot)) }));
  return moves
    .sort((left, right) => right.by - left.by || left.slot - right.slot)
    .slice(0, QUESTIONS_SHOWN)
    .map(({ slot }) => slot);
}

function inQuestion(loaded: LoadedFinds, side: number, { slot, groups }: { slot: number; groups: Groups }) {
  const number = questionNo(loaded, side, slot);
  const onSide = groups.get(number) ?? [];
  return {
    questionNo: number,
    group: onSide[0]?.group ?? null,
    groups: onSide.length,
    ...countsAt(loaded, side, slot),
  };
}

function shareItem(loaded: LoadedFinds, side: number, { entity, share }: { entity: SharedEntity; share: EntityShare }) {
  return {
    ...share,
    spellings: (entity.spellings[side] ?? []).slice(0, MOST_SPELLINGS),
    questionNumbers:
      entity.slots.length > MOST_QUESTION_NUMBERS ? null : entity.slots.map((slot) => questionNo(loaded, side, slot)),
  };
}
