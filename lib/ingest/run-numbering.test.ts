import { describe, expect, test } from 'vitest';

import type { Entity } from '@/lib/core/entities/entity';

import { RunNumbering } from './run-numbering';
import type { RolloutFacts } from './thread-protocol';

const titanic: Entity = { name: 'Titanic', aliases: [] };
const leonardo: Entity = { name: 'Leonardo', aliases: [] };

function facts(given: Partial<RolloutFacts>): RolloutFacts {
  return {
    piece: 0,
    line: 1,
    indexIsHint: false,
    questionId: null,
    question: 'Who?',
    textKey: 'who',
    answers: [],
    loggedEntities: null,
    entitySetId: null,
    entities: given.loggedEntities ?? [],
    groupKey: null,
    step: null,
    rolloutIndex: null,
    split: null,
    prediction: null,
    correct: null,
    correctnessRule: null,
    score: null,
    rewardLogged: null,
    termination: null,
    verdict: 'unknown',
    thoughtSource: 'none',
    toolCalls: 0,
    turns: 0,
    promptTokens: null,
    completionTokens: null,
    durationSeconds: null,
    metadata: '{}',
    annotation: null,
    frame: 0,
    frameAt: 0,
    ...given,
  };
}

function placeAll(given: readonly Partial<RolloutFacts>[]) {
  const numbering = new RunNumbering();
  return { numbering, places: given.map((one) => numbering.place(facts(one))) };
}

describe('groups', () => {
  test('are the rollouts of one question at one step and split', () => {
    const { numbering, places } = placeAll([
      { textKey: 'a', step: 1 },
      { textKey: 'b', step: 1 },
      { textKey: 'a', step: 1 },
      { textKey: 'a', step: 2 },
      { textKey: 'a', step: 1, split: 'eval' },
    ]);
    expect(places.map((place) => (place.kind === 'placed' ? place.groupNo : null))).toEqual([0, 1, 0, 2, 3]);
    expect(places.map((place) => (place.kind === 'placed' ? place.rolloutIndex : null))).toEqual([0, 0, 1, 0, 0]);
    expect(numbering.groups.map((group) => group.size)).toEqual([2, 1, 1, 1]);
  });

  test("follow the log's own group id where it has one", () => {
    const { numbering } = placeAll([{ groupKey: 'x' }, { groupKey: 'y' }, { groupKey: 'x' }]);
    expect(numbering.groups.map((group) => group.size)).toEqual([2, 1]);
  });

  test('of one group id in two questions are two', () => {
    const { numbering, places } = placeAll([
      { questionId: '1', groupKey: '0', rolloutIndex: 0 },
      { questionId: '2', groupKey: '0', rolloutIndex: 0 },
    ]);
    expect(places.map((place) => place.kind)).toEqual(['placed', 'placed']);
    expect(numbering.groups).toHaveLength(2);
  });

  test('two ids that share one prompt are two questions', () => {
    const { numbering } = placeAll([{ questionId: '1' }, { questionId: '2' }, { questionId: '1' }]);
    expect(numbering.questions.map((question) => question.questionId)).toEqual(['1', '2']);
  });
});

describe('duplicates', () => {
  test('of question, step and rollout: the first one counts and numbers stay dense', () => {
    const { numbering, places } = placeAll([
      { step: 3, rolloutIndex: 0 },
      { step: 3, rolloutIndex: 0 },
      { step: 4, rolloutIndex: 0 },
      { step: 3, rolloutIndex: 1 },
    ]);
    expect(places.map((place) => (place.kind === 'placed' ? place.n : place.kind))).toEqual([1, 'duplicate', 2, 3]);
    expect(numbering.rollouts).toBe(3);
  });

  test('a rollout without an index takes the next free one', () => {
    const { places } = placeAll([{ rolloutIndex: 1 }, {}, {}, { rolloutIndex: 2 }]);
    expect(places.map((place) => (place.kind === 'placed' ? place.rolloutIndex : place.kind))).toEqual([
      1,
      0,
      2,
      'duplicate',
    ]);
  });
});

describe('entities of a question', () => {
  test('come from the first line that has them, and earlier rollouts are matched again', () => {
    const { numbering } = placeAll([{}, { loggedEntities: [titanic] }, { loggedEntities: [titanic] }]);
    expect(numbering.staleMatches()).toEqual([0]);
    expect(numbering.entitiesOf(0)).toEqual([titanic]);
  });

  test('a later line with others is told and matched again with the first ones', () => {
    const { numbering, places } = placeAll([{ loggedEntities: [titanic] }, { loggedEntities: [leonardo] }]);
    expect(places.map((place) => place.kind === 'placed' && place.entitiesDiffer)).toEqual([false, true]);
    expect(numbering.staleMatches()).toEqual([1]);
  });

  test('a later line may bring the text, the answers and the set that the first line could not be joined with', () => {
    const { numbering } = placeAll([
      { questionId: '1', question: null, textKey: null },
      { questionId: '1', answers: ['yes'], entitySetId: 'set', entities: [leonardo] },
    ]);
    expect(numbering.questions).toMatchObject([{ text: 'Who?', answers: ['yes'], entitySetId: 'set' }]);
    expect(numbering.staleMatches()).toEqual([0]);
  });

  test('of an entity set win over those of the log', () => {
    const { numbering } = placeAll([
      { entitySetId: 'set', entities: [leonardo] },
      { entitySetId: 'set', entities: [leonardo], loggedEntities: [titanic] },
    ]);
    expect(numbering.entitiesOf(1)).toEqual([leonardo]);
    expect(numbering.staleMatches()).toEqual([]);
  });
});
