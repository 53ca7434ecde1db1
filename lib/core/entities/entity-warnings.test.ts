import { expect, test } from 'vitest';

import { entityWarnings } from './entity-warnings';

const codes = (question: string | null, answers: readonly string[], names: readonly string[]): readonly string[] =>
  entityWarnings({ question, answers, entities: names.map((name) => ({ name, aliases: [] })) }).map(
    ({ code, entity }) => `${entity} ${code}`,
  );

test.each<[string, string | null, readonly string[], readonly string[], readonly string[]]>([
  ['nothing to say', 'Who led it?', ['Weyprecht'], ['Tegetthoff'], []],
  ['answer among the entities', 'Who?', ['Karl  WEYPRECHT'], ['Payer', 'Karl Weyprecht'], ['1 answer_is_entity']],
  ['answer inside an entity is another', 'Who?', ['Karl'], ['Karl Weyprecht'], []],
  ['entity in the question', 'Who led the Founder’s Medal?', [], ["founder's medal"], ['0 entity_in_question']],
  ['empty', 'Who?', [''], ['', ' \u00a0'], ['0 entity_empty', '1 entity_empty']],
  ['repeated', null, [], ['Payer', 'Weyprecht', 'payer', 'PAYER'], ['2 entity_repeated', '3 entity_repeated']],
  ['short', null, [], ['IP', 'IPY', '🚢🚢', ' C '], ['0 entity_short', '2 entity_short', '3 entity_short']],
  ['several at once', 'Is it C?', ['c'], ['C'], ['0 entity_short', '0 answer_is_entity', '0 entity_in_question']],
  ['written as HTML', null, [], ['BB&amp;T Center', 'AT&T; R&B'], ['0 html_reference']],
  ['no entities', 'Who?', ['Weyprecht'], [], []],
])('%s', (_, question, answers, names, expected) => {
  expect(codes(question, answers, names)).toEqual(expected);
});

test('an alias that is the answer counts, and the message names it', () => {
  const entities = [{ name: 'International Polar Year', aliases: ['IPY'] }];
  expect(entityWarnings({ question: null, answers: ['ipy'], entities })).toEqual([
    {
      code: 'answer_is_entity',
      entity: 0,
      message: '“IPY” is a gold answer; finding it says that the answer is right.',
    },
  ]);
});

test('a name written as HTML is named beside what it reads', () => {
  const entities = [{ name: 'BB&amp;T Center', aliases: [] }];
  expect(entityWarnings({ question: null, answers: [], entities })).toEqual([
    {
      code: 'html_reference',
      entity: 0,
      message: '“BB&amp;T Center” is written as HTML; texts say “BB&T Center”, which only an alias finds.',
    },
  ]);
});
