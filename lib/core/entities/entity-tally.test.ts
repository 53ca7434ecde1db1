import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { OUTCOME_KINDS } from '@/lib/core/rewards/outcome-kinds';

import { compareEntities, countClasses, isStanding } from './compare-entities';
import { EntityTally, type EntityCounts, type TallySource } from './entity-tally';

const CORRECT = OUTCOME_KINDS.indexOf('correct');
const WRONG = OUTCOME_KINDS.indexOf('wrong');
const ERROR = OUTCOME_KINDS.indexOf('error');

/** One rollout: its question, its kind, and its first turns as four blocks (thoughts, queries, observations, answer). */
interface Sketch {
  readonly question: number;
  readonly kind: number;
  readonly turns: readonly number[];
}

function tallyOf(
  rollouts: readonly Sketch[],
  namesOf: TallySource['namesOf'],
  scope: TallySource['scope'] = 'thoughts',
): readonly EntityCounts[] {
  const tally = new EntityTally({
    questionOf: Int32Array.from(rollouts, ({ question }) => question),
    kindOf: Uint8Array.from(rollouts, ({ kind }) => kind),
    namesOf,
    scope,
  });
  for (const [position, { turns }] of rollouts.entries()) tally.add(position, turns);
  return tally.finish();
}

describe('EntityTally', () => {
  test('counts finds by outcome, what was seen and not taken up, and the median first turn', () => {
    const [ship, medal] = tallyOf(
      [
        { question: 0, kind: CORRECT, turns: [2, 5, 0, 0, 1, 0, 0, 0] },
        { question: 0, kind: WRONG, turns: [4, 0, 0, 0, 1, 3, 0, 0] },
        { question: 0, kind: WRONG, turns: [0, 0, 0, 0, 6, 0, 0, 0] },
        { question: 0, kind: ERROR, turns: [0, 0, 0, 0, 0, 0, 0, 0] },
      ],
      [['Ship', 'Medal']],
    );
    expect(ship).toMatchObject({
      name: 'Ship',
      questions: [0],
      rollouts: { correct: 1, wrong: 2, error: 1, unknown: 0 },
      found: { correct: 1, wrong: 1, error: 0, unknown: 0 },
      seen: 3,
      seenNotTakenUp: 1,
      medianFirstTurn: 3,
      strata: [{ first: 1, firstTotal: 1, second: 1, secondTotal: 2 }],
    });
    expect(medal).toMatchObject({ found: { correct: 1 }, seen: 1, seenNotTakenUp: 1, medianFirstTurn: 5 });
  });

  test('joins one name over questions and within one, whatever its case and quotes', () => {
    const counts = tallyOf(
      [
        { question: 0, kind: CORRECT, turns: [9, 3, 0, 0, 0, 0, 0, 0] },
        { question: 1, kind: WRONG, turns: [0, 0, 0, 0] },
      ],
      [['Founder’s Medal', "FOUNDER'S medal "], ["founder's  medal"]],
    );
    expect(counts).toHaveLength(1);
    expect(counts[0]).toMatchObject({ name: 'Founder’s Medal', questions: [0, 1], medianFirstTurn: 3 });
    expect(counts[0]?.found).toEqual({ correct: 1, wrong: 0, error: 0, unknown: 0 });
    expect(counts[0]?.strata).toHaveLength(2);
  });

  test('a rollout matched with other entities found nothing, but counts', () => {
    const [ship] = tallyOf([{ question: 0, kind: WRONG, turns: [1, 1, 1] }], [['Ship']]);
    expect(ship).toMatchObject({ rollouts: { wrong: 1 }, found: { wrong: 0 }, medianFirstTurn: null });
    expect(tallyOf([], [])).toEqual([]);
    expect(tallyOf([{ question: 0, kind: WRONG, turns: [] }], [[]])).toEqual([]);
  });

  test('looks in the scope asked for', () => {
    const rollouts = [{ question: 0, kind: WRONG, turns: [0, 7, 2, 0] }];
    expect(tallyOf(rollouts, [['Ship']], 'queries')[0]).toMatchObject({ found: { wrong: 1 }, medianFirstTurn: 7 });
    expect(tallyOf(rollouts, [['Ship']], 'answer')[0]).toMatchObject({ found: { wrong: 0 }, seenNotTakenUp: 1 });
  });

  test('more finds than a first buffer holds keep their entity', () => {
    const rollouts = Array.from({ length: 3000 }, (_, at) => ({
      question: at % 2,
      kind: WRONG,
      turns: [at % 2 === 0 ? 5 : 9, 0, 0, 0],
    }));
    expect(tallyOf(rollouts, [['Even'], ['Odd']]).map((entity) => entity.medianFirstTurn)).toEqual([5, 9]);
  });

  const sketch = fc.record({
    question: fc.nat(2),
    kind: fc.nat(3),
    turns: fc.array(fc.nat(4), { minLength: 8, maxLength: 8 }),
  });
  const NAMES = [
    ['Ship', 'Medal'],
    ['medal', 'Pole'],
    ['Pole', 'Sea'],
  ];

  test('the order of rollouts does not matter', () => {
    fc.assert(
      fc.property(fc.array(sketch), (rollouts) => {
        expect(compareEntities(tallyOf([...rollouts].reverse(), NAMES))).toEqual(
          compareEntities(tallyOf(rollouts, NAMES)),
        );
      }),
    );
  });

  test('swapping right and wrong inverts each lift and swaps bottlenecks with their reverse', () => {
    const swap = (kind: number) => (kind === CORRECT ? WRONG : kind === WRONG ? CORRECT : kind);
    fc.assert(
      fc.property(fc.array(sketch, { maxLength: 80 }), (rollouts) => {
        const named = new Map(compareEntities(tallyOf(rollouts, NAMES)).map((entity) => [entity.name, entity]));
        const turned = compareEntities(
          tallyOf(
            rollouts.map((rollout) => ({ ...rollout, kind: swap(rollout.kind) })),
            NAMES,
          ),
        );
        for (const entity of turned) {
          const other = named.get(entity.name);
          if (entity.lift.value !== null && entity.lift.value > 0 && other?.lift.value !== undefined) {
            expect(other.lift.value ?? 0).toBeCloseTo(1 / entity.lift.value, 9);
          }
          expect(entity.entityClass === 'bottleneck').toBe(other?.entityClass === 'reverse');
          expect(entity.found.correct).toBeLessThanOrEqual(entity.rollouts.correct);
        }
      }),
    );
  });
});

/** Counts of an entity of one question, `[found, rollouts]` of right and of wrong ones. */
function entity(
  name: string,
  right: readonly [number, number],
  wrong: readonly [number, number],
  seen = 0,
): EntityCounts {
  return {
    name,
    questions: [0],
    rollouts: { correct: right[1], wrong: wrong[1], error: 0, unknown: 0 },
    found: { correct: right[0], wrong: wrong[0], error: 0, unknown: 0 },
    seen,
    seenNotTakenUp: seen,
    medianFirstTurn: null,
    strata: [{ first: right[0], firstTotal: right[1], second: wrong[0], secondTotal: wrong[1] }],
  };
}

describe('compareEntities', () => {
  test('puts every entity in its class, bottlenecks first', () => {
    const compared = compareEntities([
      entity('everywhere', [8, 8], [9, 9]),
      entity('nowhere', [0, 8], [0, 9]),
      entity('only read', [0, 8], [0, 9], 4),
      entity('few', [3, 4], [0, 9]),
      entity('chance', [4, 8], [4, 9]),
      entity('a distraction', [1, 20], [15, 20]),
      entity('surely', [19, 20], [4, 20]),
      entity('never without', [12, 20], [0, 20]),
      entity('one kind', [3, 8], [0, 0]),
    ]);
    expect(compared.map(({ name, entityClass }) => [name, entityClass])).toEqual([
      ['never without', 'bottleneck'],
      ['surely', 'bottleneck'],
      ['chance', 'undecided'],
      ['a distraction', 'reverse'],
      ['few', 'untested'],
      ['one kind', 'untested'],
      ['only read', 'never_taken_up'],
      ['nowhere', 'suspect'],
      ['everywhere', 'uninformative'],
    ]);
    expect(countClasses(compared)).toMatchObject({ bottleneck: 2, untested: 2, suspect: 1 });
  });

  test('calls nothing suspect or found by all on fewer than five right and wrong rollouts', () => {
    const classOf = (counts: EntityCounts) => compareEntities([counts])[0]?.entityClass;
    expect(classOf(entity('Ship', [0, 2], [0, 2]))).toBe('untested');
    expect(classOf(entity('Ship', [0, 2], [0, 3]))).toBe('suspect');
    expect(classOf(entity('Ship', [2, 2], [2, 2]))).toBe('untested');
    expect(classOf(entity('Ship', [5, 5], [0, 0]))).toBe('uninformative');
    // Seen is seen, however often.
    expect(classOf(entity('Ship', [0, 1], [0, 0], 1))).toBe('never_taken_up');
    const unknown = { correct: 0, wrong: 0, error: 0, unknown: 90 };
    expect(classOf({ ...entity('Ship', [0, 0], [0, 0]), rollouts: unknown })).toBe('untested');
    expect(classOf({ ...entity('Ship', [0, 0], [0, 0]), rollouts: unknown, found: unknown })).toBe('untested');
  });

  test('says why a lift or its interval is missing', () => {
    const gapOf = (right: readonly [number, number], wrong: readonly [number, number]) =>
      compareEntities([entity('Ship', right, wrong)])[0]?.lift.gap;
    expect(gapOf([5, 8], [4, 9])).toBeNull();
    expect(gapOf([5, 8], [0, 0])).toBe('no_both');
    expect(gapOf([0, 8], [0, 9])).toBe('never_found');
    expect(gapOf([2, 4], [2, 9])).toBe('too_few');
    expect(gapOf([5, 8], [0, 9])).toBe('none_wrong_found');
    expect(gapOf([0, 8], [5, 9])).toBe('none_right_found');
    expect(gapOf([8, 8], [9, 9])).toBe('no_spread');
  });

  test('adjusts for the number of tests: alone 0.03 stands, among ten it does not', () => {
    // R: mantelhaen.test on 9 of 10 against 3 of 10 in one stratum; by hand (|9 - 6| - 0.5)^2 / (10*10*12*8/(400*19)) = 4.948
    const one = entity('Ship', [9, 10], [3, 10]);
    const [alone] = compareEntities([one]);
    expect(alone?.pValue).toBeCloseTo(0.0261, 4);
    expect(alone?.pValueHolm).toBe(alone?.pValue);
    expect(alone === undefined ? null : isStanding(alone)).toBe(true);
    const others = Array.from({ length: 9 }, (_, at) => entity(`Other ${at}`, [5, 10], [5, 10]));
    const [among] = compareEntities([one, ...others]);
    expect(among).toMatchObject({ name: 'Ship', entityClass: 'bottleneck' });
    expect(among === undefined ? null : isStanding(among)).toBe(false);
    expect(among?.pValueHolm).toBeCloseTo(10 * 0.0261, 2);
  });
});
