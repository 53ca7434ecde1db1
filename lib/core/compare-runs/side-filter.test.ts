import { expect, test } from 'vitest';

import { parseFilter } from '@/lib/core/filter/parse-filter';
import { scoreFixture } from '@/lib/core/rewards/scored-run-fixture';

import { joinFilters, sideFilter } from './side-filter';

const { columns } = scoreFixture(
  [0, 1, 2, 3].map((question) => ({ group: question, step: 10 + question, verdict: 'correct' as const })),
);
const ALL = Int32Array.of(0, 1, 2, 3);

test('the whole run needs no words, steps are named, questions where some are left out', () => {
  expect(sideFilter(columns, { steps: { kind: 'all' }, positions: ALL }, null)).toEqual({ text: '', isExact: true });
  const last = { steps: { kind: 'last' } as const, positions: Int32Array.of(3) };
  expect(sideFilter(columns, last, null)).toEqual({ text: 'step:13', isExact: true });
  const range = { steps: { kind: 'range', first: 11, last: null } as const, positions: Int32Array.of(1, 2, 3) };
  expect(sideFilter(columns, range, Int32Array.of(3, 1, 2))).toEqual({ text: 'step:11..13', isExact: true });
  const some = sideFilter(columns, range, Int32Array.of(3, 1));
  expect(some).toEqual({ text: 'step:11..13 question:1,3', isExact: true });
  expect(parseFilter(joinFilters(some.text, 'outcome:correct')).kind).not.toBe('error');
});

test('too many questions to name', () => {
  const many = scoreFixture(Array.from({ length: 1200 }, (_, group) => ({ group, verdict: 'wrong' as const })));
  const positions = Int32Array.from({ length: 1200 }, (_, at) => at);
  const even = positions.filter((at) => at % 2 === 0);
  expect(sideFilter(many.columns, { steps: { kind: 'all' }, positions }, even)).toEqual({ text: '', isExact: false });
});

test('joins filters', () => {
  expect(joinFilters('', 'step:1')).toBe('step:1');
  expect(joinFilters('step:1', 'rate:1')).toBe('step:1 rate:1');
});
