import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { scoreFixture } from '@/lib/core/rewards/scored-run-fixture';

import { flipsSign, rankChanges } from './advantage-changes';
import { applyFilter, type MatchOf } from './apply-filter';
import { columnTest } from './column-test';
import { isColumnTerm } from './filter-node';
import type { FilterNode, FilterTerm } from './filter-term';
import { complementOf, emptySet, positionsOf, setOf } from './rollout-set';

const ROLLOUTS = 70;
const RUN = scoreFixture(
  Array.from({ length: ROLLOUTS }, (_, at) => ({
    group: at >> 2,
    verdict: at % 5 === 0 ? 'correct' : at % 7 === 0 ? 'error_format' : 'wrong',
    matched: at % 4,
    entities: 3,
    toolCalls: at % 11,
    step: at % 3,
  })),
);
const EVEN = setOf(
  ROLLOUTS,
  Array.from({ length: ROLLOUTS / 2 }, (_, at) => at * 2),
);
const matchOf: MatchOf = () => ({ over: 'rollouts', set: EVEN });

const leaf: fc.Arbitrary<FilterTerm> = fc.oneof(
  fc.record({
    kind: fc.constant('outcome' as const),
    negated: fc.boolean(),
    outcomes: fc.subarray(['correct', 'near_miss', 'partial', 'failure', 'error_format'] as const),
  }),
  fc.record({ kind: fc.constant('change' as const), negated: fc.boolean(), of: fc.constantFrom('sign', 'rank') }),
  fc.record({
    kind: fc.constant('number' as const),
    negated: fc.boolean(),
    field: fc.constantFrom('toolCalls' as const, 'step' as const, 'size' as const, 'group' as const),
    orMissing: fc.boolean(),
    intervals: fc
      .tuple(fc.nat({ max: 12 }), fc.nat({ max: 12 }))
      .map(([one, other]) => [
        { low: Math.min(one, other), high: Math.max(one, other), lowClosed: true, highClosed: true },
      ]),
  }),
  fc.record({
    kind: fc.constant('entity' as const),
    negated: fc.boolean(),
    relation: fc.constant('seen'),
    names: fc.constant(['x']),
  }),
);
function nodeOf(depth: number): fc.Arbitrary<FilterNode> {
  if (depth === 0) return leaf;
  const part = nodeOf(depth - 1);
  const group = fc.record({
    kind: fc.constantFrom('all' as const, 'any' as const),
    of: fc.array(part, { maxLength: 3 }),
  });
  return fc.oneof(leaf, group, fc.record({ kind: fc.constant('not' as const), of: part }));
}
const node = nodeOf(3);

/** The plain meaning of a filter, one rollout at a time. */
function passes(filter: FilterNode, position: number): boolean {
  switch (filter.kind) {
    case 'all':
      return filter.of.every((part) => passes(part, position));
    case 'any':
      return filter.of.some((part) => passes(part, position));
    case 'not':
      return !passes(filter.of, position);
    default: {
      const meets = isColumnTerm(filter) ? columnTest(RUN, filter)(position) : position % 2 === 0;
      return meets !== filter.negated;
    }
  }
}

function select(filter: FilterNode): readonly number[] {
  return [...positionsOf(applyFilter(RUN, filter, matchOf))];
}

describe('applyFilter on trees', () => {
  it('selects what the plain meaning selects', () => {
    fc.assert(
      fc.property(node, (filter) => {
        const expected = Array.from({ length: ROLLOUTS }, (_, at) => at).filter((at) => passes(filter, at));
        expect(select(filter)).toEqual(expected);
      }),
    );
  });

  it('obeys De Morgan', () => {
    fc.assert(
      fc.property(node, node, (a, b) => {
        const not = (of: FilterNode): FilterNode => ({ kind: 'not', of });
        expect(select(not({ kind: 'all', of: [a, b] }))).toEqual(select({ kind: 'any', of: [not(a), not(b)] }));
        expect(select(not({ kind: 'any', of: [a, b] }))).toEqual(select({ kind: 'all', of: [not(a), not(b)] }));
      }),
    );
  });
});

describe('rollout sets', () => {
  it.each([0, 1, 31, 32, 33, 64, 70])('complement each other at %i positions', (length) => {
    expect([...positionsOf(complementOf(emptySet(length)))]).toEqual(Array.from({ length }, (_, at) => at));
    expect(positionsOf(complementOf(complementOf(emptySet(length))))).toHaveLength(0);
  });

  it('leave out positions that there are not', () => {
    expect([...positionsOf(setOf(3, [-1, 2, 3, 2]))]).toEqual([2]);
  });
});

describe('changes of the advantage', () => {
  // Correct, best wrong, wrong without an entity: GRPO pays 1 0 0, E-GRPO 1 0.3 0. Means 1/3 and 0.43.
  const mixed = scoreFixture([
    { group: 0, verdict: 'correct', matched: 2, entities: 2 },
    { group: 0, verdict: 'wrong', matched: 2, entities: 2 },
    { group: 0, verdict: 'wrong', matched: 0, entities: 2 },
  ]);
  // All wrong: GRPO has no advantage (0), E-GRPO has + and -.
  const revived = scoreFixture([
    { group: 0, verdict: 'wrong', matched: 2, entities: 2 },
    { group: 0, verdict: 'wrong', matched: 1, entities: 2 },
    { group: 0, verdict: 'wrong', matched: 0, entities: 2 },
  ]);

  it('are of the sign where +, 0 or - becomes another of them', () => {
    expect([0, 1, 2].map((at) => flipsSign(mixed, at))).toEqual([false, false, false]);
    // 0.3, 0.15, 0: the middle one stays at the mean.
    expect([0, 1, 2].map((at) => flipsSign(revived, at))).toEqual([true, false, true]);
    expect(flipsSign(scoreFixture([{ group: 0, verdict: 'wrong', matched: 1, entities: 2 }]), 0)).toBe(false);
  });

  it('are of the rank where more or fewer of the group have a larger one', () => {
    expect([...rankChanges(mixed)]).toEqual([0, 0, 1]);
    expect([...rankChanges(revived)]).toEqual([0, 1, 1]);
    expect([...rankChanges(scoreFixture([{ group: 0, verdict: 'wrong' }]))]).toEqual([0]);
  });

  it('are the same where a group is too large to compare each with each', () => {
    const ranked = (copies: number) =>
      scoreFixture(
        Array.from({ length: 3 * copies }, (_, at) => ({
          group: 0,
          verdict: at % 3 === 0 ? ('correct' as const) : ('wrong' as const),
          matched: (at % 3) % 2,
          entities: 2,
        })),
      );
    const small = rankChanges(ranked(20));
    const large = rankChanges(ranked(40));
    expect(small.length).toBeLessThan(64);
    expect([...large.subarray(0, 60)]).toEqual([...small]);
    expect(large.some((changed) => changed === 1)).toBe(true);
  });
});
