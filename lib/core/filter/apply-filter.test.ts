import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { scoreFixture } from '@/lib/core/rewards/scored-run-fixture';

import { applyFilter, type MatchOf } from './apply-filter';
import { parseFilter } from './parse-filter';
import { positionsOf } from './rollout-set';

const RUN = scoreFixture([
  { group: 0, verdict: 'correct', matched: 5, entities: 5, toolCalls: 1, step: 1 },
  { group: 0, verdict: 'wrong', matched: 3, entities: 5, toolCalls: 4, step: 1 },
  { group: 0, verdict: 'wrong', matched: 1, entities: 5, toolCalls: 9, step: 1 },
  { group: 1, verdict: 'wrong', matched: 0, entities: 3, toolCalls: 2, step: 2 },
  { group: 1, verdict: 'wrong', matched: 2, entities: 3, toolCalls: 3, step: 2 },
  { group: 2, verdict: 'error_format', matched: 0, entities: 0 },
  { group: 2, verdict: 'wrong', matched: 0, entities: 0 },
  { group: 3, verdict: 'correct', matched: 1, entities: 2 },
]);

const NO_QUESTIONS: MatchOf = () => ({ over: 'questions', questions: new Set() });

/** Rollout numbers that a filter selects. */
function select(text: string, matchOf = NO_QUESTIONS): number[] {
  const parsed = parseFilter(text);
  if (parsed.kind === 'error') throw new Error(parsed.error.message);
  return [...positionsOf(applyFilter(RUN, parsed.filter, matchOf))].map((position) => position + 1);
}

describe('applyFilter', () => {
  it.each([
    ['', [1, 2, 3, 4, 5, 6, 7, 8]],
    ['outcome:near_miss', [2, 5]],
    ['outcome:error,correct', [1, 6, 8]],
    ['-outcome:correct tools:<=3', [4, 5, 6, 7]],
    ['rate:0.6', [2]],
    ['rate:(0.2..0.6]', [2, 8]],
    ['rate:[0.2..0.6)', [3, 8]],
    ['rate:none', [6, 7]],
    ['-rate:>=0', [6, 7]],
    ['hat:1', [1, 5, 8]],
    ['step:none', [6, 7, 8]],
    ['step:1,none', [1, 2, 3, 6, 7, 8]],
    ['n:2..3', [2, 3]],
    ['group:1', [4, 5]],
    ['signal:revived', [4, 5]],
    ['signal:all_wrong', [4, 5, 6, 7]],
    ['signal:dead', [6, 7]],
    ['signal:zero_grpo', [4, 5, 6, 7]],
    ['signal:singleton', [8]],
    ['signal:mixed outcome:partial', [3]],
  ])('%s selects %j', (text, numbers) => {
    expect(select(text)).toEqual(numbers);
  });

  it('asks for the questions of a text once, and negates them', () => {
    const asked: unknown[] = [];
    const match: MatchOf = (term) => {
      asked.push(term);
      return { over: 'questions', questions: new Set([1]) };
    };
    expect(select('treaty', match)).toEqual([4, 5]);
    expect(select('-id:q1', match)).toEqual([1, 2, 3, 6, 7, 8]);
    expect(asked).toEqual([
      { kind: 'questionText', negated: false, text: 'treaty' },
      { kind: 'questionId', negated: true, ids: ['q1'] },
    ]);
  });

  it('bins that share no bound part the rollouts that have a rate', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }), (bounds) => {
        const cuts = [...new Set([0, ...bounds, 1])].toSorted((left, right) => left - right);
        const bins = cuts.slice(1).map((high, index) => `rate:(${cuts[index] ?? 0}..${high}]`);
        const selected = ['rate:0', ...bins].flatMap((bin) => select(bin));
        const far = cuts.every((cut, index) => index === 0 || cut - (cuts[index - 1] ?? 0) > 1e-9);
        fc.pre(far);
        expect(selected.toSorted((left, right) => left - right)).toEqual(select('rate:>=0'));
      }),
    );
  });

  it('a term and its negation part all rollouts', () => {
    for (const term of ['outcome:partial', 'rate:>0.5', 'signal:revived', 'step:none']) {
      expect([...select(term), ...select(`-${term}`)].toSorted((left, right) => left - right)).toEqual(select(''));
    }
  });
});
