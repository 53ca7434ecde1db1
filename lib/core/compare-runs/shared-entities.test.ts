import { expect, test } from 'vitest';

import { foldEntityName } from '@/lib/core/entities/fold-text';

import { SharedEntitiesBuilder } from './shared-entities';

function shared(...questions: readonly (readonly (readonly string[])[])[]) {
  const builder = new SharedEntitiesBuilder(questions[0]?.length ?? 2, foldEntityName);
  for (const lists of questions) builder.addQuestion(lists);
  return builder.finish();
}

test('an entity is the same by folded name, wherever the lists of the sides have it', () => {
  const { entities, slots, starts, counts } = shared(
    [
      ['Titanic', 'Founder’s Medal'],
      ["founder's  MEDAL", 'titanic'],
    ],
    [['TITANIC'], ['Titanic']],
  );
  expect(entities).toEqual([
    {
      name: 'Founder’s Medal',
      folded: "founder's medal",
      slots: [1],
      spellings: [['Founder’s Medal'], ["founder's  MEDAL"]],
    },
    {
      name: 'Titanic',
      folded: 'titanic',
      slots: [0, 2],
      spellings: [
        ['Titanic', 'TITANIC'],
        ['titanic', 'Titanic'],
      ],
    },
  ]);
  expect(slots.map(({ question, members }) => [question, ...members])).toEqual([
    [0, [0], [1]],
    [0, [1], [0]],
    [1, [0], [0]],
  ]);
  expect([...starts]).toEqual([0, 2, 3]);
  expect(counts).toEqual({ compared: 2, without: [0, 0], nothingInCommon: 0, differing: 0, leftOut: 0 });
});

test('what some side lacks is left out and counted', () => {
  const { entities, counts } = shared(
    [['a', 'b'], ['a', 'c'], ['a']],
    [['a'], [], ['a']],
    [['a'], ['b'], ['a', 'b']],
    [[], [], []],
  );
  expect(entities.map(({ name, slots }) => [name, slots])).toEqual([['a', [0]]]);
  expect(counts).toEqual({ compared: 1, without: [1, 2, 1], nothingInCommon: 1, differing: 1, leftOut: 5 });
});

test('a list that names an entity twice has both places', () => {
  expect(shared([['Key', 'x', 'key'], ['KEY']]).slots).toEqual([{ question: 0, members: [[0, 2], [0]] }]);
});

test('no questions, and names that are words of the language', () => {
  expect(shared()).toMatchObject({ questions: 0, entities: [], slots: [], counts: { compared: 0 } });
  expect(
    shared([
      ['__proto__', 'constructor'],
      ['constructor', '__proto__'],
    ]).entities.map(({ name }) => name),
  ).toEqual(['__proto__', 'constructor']);
});
