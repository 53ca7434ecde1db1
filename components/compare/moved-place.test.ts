import { expect, test } from 'vitest';

import { DEFAULT_DEFINITIONS } from '@/lib/core/rewards/definitions';

import { movedHref, movedListHref, movedWords, type MovedPlace } from './moved-place';

const compare = {
  runs: '1,2,3',
  baseline: 0,
  k: null,
  split: '',
  metrics: '',
  metric: null,
  definitions: DEFAULT_DEFINITIONS,
};
const place: MovedPlace = { compare, against: 1, sort: 'regression', moved: '', q: '' };

test('defaults stay out of the address, whichever side is the baseline', () => {
  expect(movedHref(place)).toBe('/compare/questions?runs=1%2C2%2C3');
  expect(movedHref({ ...place, compare: { ...compare, baseline: 1 }, against: 0 })).toBe(
    '/compare/questions?runs=1%2C2%2C3&baseline=1',
  );
  expect(movedHref(place, { against: 2, sort: '-matchRate', q: 'a&b' })).toBe(
    '/compare/questions?runs=1%2C2%2C3&against=2&sort=-matchRate&q=a%26b',
  );
});

test('a cell leads to its list, of all texts', () => {
  expect(movedListHref({ ...place, q: 'ship' }, 'near_miss>correct')).toBe(
    '/compare/questions?runs=1%2C2%2C3&moved=near_miss%3Ecorrect#questions',
  );
});

test.each([
  ['near_miss>correct', 'Near-miss → Correct'],
  ['>error_format', 'Any outcome → Format error'],
  ['correct>not_correct', 'Correct → Not correct'],
  ['kept', 'Outcome kept'],
  ['otherwise', 'Moved, correct on neither side'],
  ['', 'All questions'],
])('%s in words', (moved, words) => {
  expect(movedWords(moved)).toBe(words);
});
