import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { matchQuestions, type MatchedQuestion, type QuestionIdentity, type RunQuestions } from './match-questions';

type Asked = readonly [questionId: string | null, textKey: string | null];

function run(runId: number, ...asked: readonly Asked[]): RunQuestions {
  return { runId, questions: asked.map(([questionId, textKey]) => ({ questionId, textKey })) };
}

/** Sides that hold all questions of the runs. */
function match(...runs: readonly RunQuestions[]): readonly MatchedQuestion[] {
  return matchQuestions(
    runs,
    runs.map(({ runId, questions }) => ({ runId, present: new Uint8Array(questions.length).fill(1) })),
  );
}

function brief(questions: readonly MatchedQuestion[]): readonly string[] {
  return questions.map(({ class: kind, numbers }) => `${kind} ${numbers.map((side) => side.join('+')).join('|')}`);
}

describe('matchQuestions', () => {
  test('joins by id, else by text', () => {
    const left = run(1, ['q1', 'who led it'], ['q2', 'what ship'], [null, 'which year']);
    const right = run(2, ['q2', 'what ship'], ['x', 'which year'], ['q1', null], ['q9', 'other']);
    expect(brief(match(left, right))).toEqual(['shared 0|2', 'shared 1|0', 'unmatched |3', 'shared 2|1']);
  });

  test('takes an equal id for chance where the texts contradict each other', () => {
    expect(brief(match(run(1, ['0', 'who led it']), run(2, ['0', 'what ship'])))).toEqual([
      'unmatched |0',
      'unmatched 0|',
    ]);
  });

  test('joins an id whose text stands inside the other', () => {
    expect(brief(match(run(1, ['0', 'answer this: who led it']), run(2, ['0', 'who led it'])))).toEqual(['shared 0|0']);
  });

  test('keeps two tasks with one text apart by their ids', () => {
    const tasks: readonly Asked[] = [
      ['a', 'same text'],
      ['b', 'same text'],
    ];
    expect(brief(match(run(1, ...tasks), run(2, ...tasks)))).toEqual(['shared 0|0', 'shared 1|1']);
  });

  test('pairs nothing where one text could be two questions', () => {
    const twice = run(1, ['a', 'same text'], ['b', 'same text']);
    expect(brief(match(twice, run(2, [null, 'same text'])))).toEqual(['ambiguous 0+1|0']);
  });

  test('leaves out of the choice what all runs have by id', () => {
    const asked = match(
      run(1, ['a', 'same text'], ['b', 'same text']),
      run(2, ['a', 'same text'], ['b', 'same text']),
      run(3, ['a', 'same text'], [null, 'same text']),
    );
    expect(brief(asked)).toEqual(['shared 0|0|0', 'shared 1|1|1']);
  });

  test('what all runs have by id says that the others of its text are not in all of them', () => {
    const asked = match(
      run(1, ['a', 'same text'], ['b', 'same text']),
      run(2, ['a', 'same text'], ['b', 'same text'], [null, 'same text']),
      run(3, ['b', 'same text']),
    );
    expect(brief(asked)).toEqual(['ambiguous 0|0+2|', 'shared 1|1|0']);
  });

  test('says what only some sides have, and what one has', () => {
    const asked = match(
      run(1, ['a', null], ['b', null]),
      run(2, ['a', null]),
      run(3, ['a', null], ['b', null], ['c', null]),
    );
    expect(brief(asked)).toEqual(['shared 0|0|0', 'partly 1||1', 'unmatched ||2']);
  });

  test('looks at the questions that a side has rollouts of', () => {
    const asked = run(1, ['a', null], ['b', null]);
    const sides = [
      { runId: 1, present: Uint8Array.of(1, 1) },
      { runId: 1, present: Uint8Array.of(0, 1) },
    ];
    expect(brief(matchQuestions([asked], sides))).toEqual(['unmatched 0|', 'shared 1|1']);
  });

  test('takes a question without id and text for no other', () => {
    expect(brief(match(run(1, [null, null]), run(2, [null, ''])))).toEqual(['unmatched 0|', 'unmatched |0']);
  });

  const identity: fc.Arbitrary<QuestionIdentity> = fc.record({
    questionId: fc.option(fc.constantFrom('a', 'b', 'c')),
    textKey: fc.option(fc.constantFrom('x', 'y', 'x y', '')),
  });
  const runs = fc
    .array(fc.array(identity, { maxLength: 5 }), { minLength: 2, maxLength: 4 })
    .map((lists) => lists.map((questions, at): RunQuestions => ({ runId: at + 1, questions })));

  test('property: each question of each side stands in one place', () => {
    fc.assert(
      fc.property(runs, (all) => {
        const asked = match(...all);
        all.forEach(({ questions }, side) => {
          const numbers = asked.flatMap((question) => question.numbers[side] ?? []);
          expect(numbers.toSorted((a, b) => a - b)).toEqual(questions.map((_, number) => number));
        });
      }),
    );
  });

  test('property: two of one run are never taken for one, and what is shared has each side once', () => {
    fc.assert(
      fc.property(runs, (all) => {
        const strange = match(...all).filter(({ class: kind, numbers }) => {
          const counts = numbers.map(({ length }) => length);
          if (kind === 'shared') return counts.some((count) => count !== 1);
          if (kind === 'partly') return Math.max(...counts) !== 1;
          return kind === 'unmatched' && counts.reduce((sum, count) => sum + count, 0) !== 1;
        });
        expect(strange).toEqual([]);
      }),
    );
  });

  test('property: a run shares all of its questions with itself', () => {
    fc.assert(
      fc.property(fc.array(identity, { minLength: 1, maxLength: 6 }), (questions) => {
        const present = new Uint8Array(questions.length).fill(1);
        const asked = matchQuestions(
          [{ runId: 1, questions }],
          [
            { runId: 1, present },
            { runId: 1, present },
          ],
        );
        expect(asked.every(({ class: kind }) => kind === 'shared')).toBe(true);
        expect(asked).toHaveLength(questions.length);
      }),
    );
  });

  test('property: what is matched at first sight is what the search would match', () => {
    const named = fc.constantFrom<Asked>(['a', 'x'], ['b', 'y'], ['c', null], [null, 'z'], ['d', 'x y'], ['', 'w']);
    // The same questions in each run, in an order of its own, and some that may spoil them.
    const alike = fc.uniqueArray(named, { minLength: 1 }).chain((asked) => {
      const ofRun = fc.tuple(
        fc.shuffledSubarray(asked, { minLength: asked.length }),
        fc.array(identity, { maxLength: 1 }),
      );
      return fc
        .array(ofRun, { minLength: 1, maxLength: 4 })
        .map((lists) =>
          lists.map(([own, others], at) => ({ runId: at + 1, questions: [...run(0, ...own).questions, ...others] })),
        );
    });
    // Beside a run without questions no question is one that every run has, so all of them are searched for.
    const nothing: RunQuestions = { runId: 99, questions: [] };
    fc.assert(
      fc.property(fc.oneof(runs, alike), fc.array(fc.nat(3), { minLength: 8, maxLength: 8 }), (all, absent) => {
        const sides = all.map(({ runId, questions }, side) => ({
          runId,
          present: Uint8Array.from(questions, (_, at) => (absent[(at + side) % 8] === 0 ? 0 : 1)),
        }));
        expect(matchQuestions(all, sides)).toEqual(matchQuestions([...all, nothing], sides));
      }),
      { numRuns: 1000 },
    );
  });

  test('property: the order of the runs changes neither classes nor order', () => {
    fc.assert(
      fc.property(runs, (all) => {
        const turned = match(...all.toReversed());
        expect(turned.map(({ class: kind, numbers }) => ({ class: kind, numbers: numbers.toReversed() }))).toEqual(
          match(...all),
        );
      }),
    );
  });
});
