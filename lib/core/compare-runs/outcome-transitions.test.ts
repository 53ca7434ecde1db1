import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { OUTCOMES, VERDICTS } from '@/lib/core/rewards/run-columns';

import { formatMoved, isMovedSo, parseMoved } from './moved-choice';
import { countTransitions, type OutcomeTransitions, type TransitionCell } from './outcome-transitions';
import type { QuestionOutcomes } from './question-outcomes';
import { sideOf, type SideRollout } from './testing/side-of-rollouts';

const NEAR_MISS = { verdict: 'wrong', entities: 2, matched: 1 } as const;
const FAILURE = { verdict: 'wrong', entities: 2, matched: 0 } as const;
const CORRECT = { verdict: 'correct', entities: 2, matched: 2 } as const;

type Kind = Omit<SideRollout, 'question'>;
function oneEach(...kinds: readonly Kind[]): QuestionOutcomes {
  return sideOf(
    kinds.length,
    kinds.map((kind, question) => ({ ...kind, question })),
  );
}

function everyPlace({ length }: QuestionOutcomes): Int32Array {
  return Int32Array.from({ length }, (_, place) => place);
}

function transitions(baseline: QuestionOutcomes, against: QuestionOutcomes): OutcomeTransitions {
  return countTransitions(baseline, against, everyPlace(baseline));
}

const kind = fc.record({
  verdict: fc.constantFrom(...VERDICTS),
  matched: fc.integer({ min: 0, max: 4 }),
  entities: fc.constant(4),
});
const twoSides = fc.array(fc.tuple(kind, kind), { maxLength: 25 }).map((pairs) => ({
  baseline: oneEach(...pairs.map(([left]) => left)),
  against: oneEach(...pairs.map(([, right]) => right)),
}));

function byCell(cells: readonly TransitionCell[]): ReadonlyMap<string, number> {
  return new Map(cells.map(({ from, to, questions }) => [`${from}>${to}`, questions]));
}

describe('countTransitions', () => {
  test('six questions, counted by hand', () => {
    const baseline = oneEach(NEAR_MISS, NEAR_MISS, CORRECT, CORRECT, FAILURE, { verdict: 'unknown' });
    const against = oneEach(CORRECT, FAILURE, CORRECT, FAILURE, FAILURE, CORRECT);
    expect(transitions(baseline, against)).toEqual({
      questions: 6,
      moves: { toCorrect: 1, fromCorrect: 1, otherwise: 1, kept: 2, unknown: 1 },
      outcomes: [
        { outcome: 'correct', baseline: 2, against: 3 },
        { outcome: 'near_miss', baseline: 2, against: 0 },
        { outcome: 'failure', baseline: 1, against: 3 },
        { outcome: 'unknown', baseline: 1, against: 0 },
      ],
      cells: [
        { from: 'correct', to: 'correct', questions: 1 },
        { from: 'correct', to: 'failure', questions: 1 },
        { from: 'near_miss', to: 'correct', questions: 1 },
        { from: 'near_miss', to: 'failure', questions: 1 },
        { from: 'failure', to: 'failure', questions: 1 },
        { from: 'unknown', to: 'correct', questions: 1 },
      ],
    });
    expect(countTransitions(baseline, against, Int32Array.of(0, 3)).moves).toEqual({
      toCorrect: 1,
      fromCorrect: 1,
      otherwise: 0,
      kept: 0,
      unknown: 0,
    });
  });

  test('no question gives an empty matrix', () => {
    expect(transitions(oneEach(), oneEach())).toMatchObject({ questions: 0, outcomes: [], cells: [] });
  });

  test('cells, rows, columns and moves each add up to all questions', () => {
    fc.assert(
      fc.property(twoSides, ({ baseline, against }) => {
        const { questions, moves, outcomes, cells } = transitions(baseline, against);
        const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
        expect(questions).toBe(baseline.length);
        expect(sum(cells.map((cell) => cell.questions))).toBe(questions);
        expect(sum(Object.values(moves))).toBe(questions);
        for (const { outcome, ...ends } of outcomes) {
          const end = (side: 'from' | 'to') =>
            sum(cells.filter((cell) => cell[side] === outcome).map((cell) => cell.questions));
          expect([end('from'), end('to')]).toEqual([ends.baseline, ends.against]);
        }
        expect(sum(outcomes.map((ends) => ends.baseline))).toBe(questions);
      }),
    );
  });

  test('swapping the sides transposes the matrix', () => {
    fc.assert(
      fc.property(twoSides, ({ baseline, against }) => {
        const there = transitions(baseline, against);
        const back = transitions(against, baseline);
        const turned = there.cells.map(({ from, to, questions }) => ({ from: to, to: from, questions }));
        expect(byCell(back.cells)).toEqual(byCell(turned));
        expect(back.moves).toEqual({
          ...there.moves,
          toCorrect: there.moves.fromCorrect,
          fromCorrect: there.moves.toCorrect,
        });
      }),
    );
  });

  test('a side against itself only has a diagonal', () => {
    fc.assert(
      fc.property(twoSides, ({ baseline }) => {
        const { cells, moves } = transitions(baseline, baseline);
        expect(cells.filter(({ from, to }) => from !== to)).toEqual([]);
        expect(moves).toMatchObject({ toCorrect: 0, fromCorrect: 0, otherwise: 0 });
      }),
    );
  });
});

describe('moved', () => {
  test.each(['near_miss>correct', '>failure', 'unknown>', '>', 'correct>not_correct', 'kept', 'otherwise'])(
    '%s is read and written alike',
    (text) => {
      const choice = parseMoved(text);
      expect(choice === null ? null : formatMoved(choice)).toBe(text);
    },
  );

  test.each(['', 'near_miss', 'near_miss>>correct', 'Correct>failure', 'shoes>correct', 'kept>kept', '> correct'])(
    '"%s" names no move',
    (text) => {
      expect(parseMoved(text)).toBeNull();
    },
  );

  test('the words choose what the moves count', () => {
    const words = {
      toCorrect: 'not_correct>correct',
      fromCorrect: 'correct>not_correct',
      otherwise: 'otherwise',
      kept: 'kept',
    } as const;
    fc.assert(
      fc.property(twoSides, ({ baseline, against }) => {
        const { moves, cells } = transitions(baseline, against);
        for (const name of ['toCorrect', 'fromCorrect', 'otherwise', 'kept'] as const) {
          const choice = parseMoved(words[name]);
          const chosen = cells.filter(({ from, to }) => choice !== null && isMovedSo(choice, from, to));
          expect(
            chosen.reduce((sum, { questions }) => sum + questions, 0),
            name,
          ).toBe(moves[name]);
        }
      }),
    );
    const any = parseMoved('>');
    expect(OUTCOMES.every((from) => OUTCOMES.every((to) => any !== null && isMovedSo(any, from, to)))).toBe(true);
  });
});
