import { expect, test } from 'vitest';

import { parseFilter } from '@/lib/core/filter/parse-filter';
import { DEFAULT_DEFINITIONS } from '@/lib/core/rewards/definitions';

import { gainIntervalText, gainRolloutsHref, gainTestWords, gainWords, type EntityGainRow } from './entity-gain';

const share = { found: 2, rollouts: 8, share: 0.25, spellings: ['The "Key"'], questionNumbers: [3] };
const row: EntityGainRow = {
  name: 'The "Key"',
  change: 'gained',
  questions: 1,
  questionList: [],
  baseline: share,
  against: { ...share, found: 7, share: 0.875 },
  difference: { value: 0.625, low: 0.1394, high: 0.8309, gap: null },
  test: { kind: 'fisher', pValue: 0.0406, holm: 0.081 },
};
const side = { run: { id: 7, name: 'after' }, label: 'after', rolloutFilter: 'step:10..20' };

function filterOf(href: string): string {
  return new URL(href, 'http://localhost').searchParams.get('filter') ?? '';
}

test('the rollouts behind a number: of the question and the steps compared, whatever stands in the name', () => {
  const href = gainRolloutsHref(DEFAULT_DEFINITIONS, side, { share, relation: 'missing' });
  expect(href).toMatch(/^\/runs\/7\/rollouts\?/);
  expect(filterOf(href)).toBe(String.raw`missing:"The \"Key\"" question:3 step:10..20`);
  const many = { ...share, spellings: ['a', 'A, b) OR ('], questionNumbers: null };
  const plain = gainRolloutsHref(
    DEFAULT_DEFINITIONS,
    { ...side, rolloutFilter: '' },
    { share: many, relation: 'entity' },
  );
  expect(filterOf(plain)).toBe('entity:"a","A, b) OR ("');
  for (const filter of [filterOf(href), filterOf(plain)]) expect(parseFilter(filter)).not.toHaveProperty('error');
});

test('a difference says its interval and what it rests on, or why there is none', () => {
  expect(gainIntervalText(row.difference)).toBe('+13.9 to +83.1');
  expect(gainWords(row)).toBe(
    '95% interval +13.9 to +83.1 points, Newcombe; 1 question, 8 rollouts of the baseline and 8 of this run',
  );
  const none = {
    ...row,
    questions: 3,
    difference: { value: 0.2, low: null, high: null, gap: 'few_questions' as const },
  };
  expect(gainWords(none)).toMatch(/^no interval: it stands in two to 4 questions/);
  expect(gainTestWords(row.test)).toBe('Fisher’s exact test: p 0.041 of this entity alone');
  expect(gainTestWords({ kind: 'exact', pValue: 1, holm: null })).toMatch(/^not tested/);
});
