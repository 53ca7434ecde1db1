import { randomUUID } from 'node:crypto';

import { afterAll, describe, expect, test } from 'vitest';

import { resampleThreads } from '@/lib/api/compare/resample-threads';
import { OPERATIONS } from '@/lib/api/operations';

import * as compare from './compare/route';
import { answerOf, call, importLog, problemOf, useDataFolder } from './testing/call-api';

useDataFolder();
afterAll(() => resampleThreads().close());

/** A question with the outcomes of its rollouts, one letter each: C correct, W wrong, E format error. */
interface Sketch {
  readonly id: string;
  readonly outcomes: string;
  readonly step?: number;
  readonly split?: string;
  readonly calls?: number;
}

function logOf(sketches: readonly Sketch[]): string {
  return sketches
    .flatMap(({ id, outcomes, step, split, calls = 1 }) =>
      Array.from(outcomes, (outcome, rollout) =>
        JSON.stringify({
          question_id: id,
          question: `What is the number of ${id}?`,
          rollout,
          ...(step === undefined ? {} : { step }),
          ...(split === undefined ? {} : { split }),
          correct: outcome === 'C',
          ...(outcome === 'E' ? { termination: 'format_error' } : {}),
          messages: Array.from({ length: calls }, (_, at) => [
            {
              role: 'assistant',
              content: '',
              tool_calls: [
                { id: `c${at}`, type: 'function', function: { name: 'search', arguments: '{"query":"x"}' } },
              ],
            },
            { role: 'tool', tool_call_id: `c${at}`, content: 'Nothing.' },
          ]).flat(),
        }),
      ),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** Imports runs of sketches; answers their numbers. */
async function importRuns(...runs: readonly (readonly Sketch[])[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const sketches of runs) ids.push((await importLog(logOf(sketches))).runId);
  return ids;
}

async function compared(query: string) {
  return answerOf(OPERATIONS.compareRuns.answer, await call(compare.GET, query));
}

/** Questions of one test, which no other test has. */
function questionsOf(outcomes: readonly string[], prefix = randomUUID()): Sketch[] {
  return outcomes.map((of, at) => ({ id: `${prefix}-${at}`, outcomes: of }));
}

function metricOf(comparison: Awaited<ReturnType<typeof compared>>, metric: string) {
  const found = comparison.metrics.find((numbers) => numbers.metric === metric);
  if (found === undefined) throw new Error(`${metric} is not in the answer`);
  return found;
}

describe('GET /compare', () => {
  test('pairs questions of runs with different group sizes', async () => {
    const id = randomUUID();
    const [a, b] = await importRuns(
      questionsOf(['CW', 'CC', 'WW', 'CW', 'WW', 'CE'], id),
      questionsOf(['CCCW', 'CCCC', 'CWWW', 'CCWW', 'CCWW', 'CCCC'], id),
    );
    const found = await compared(`runs=${a},${b}`);
    expect(found).toMatchObject({ baseline: 0, k: 2, split: null, splits: [], questions: { shared: 6, partly: 0 } });
    expect(found.sides.map(({ rollouts, groups }) => [rollouts, groups])).toEqual([
      [12, 6],
      [24, 6],
    ]);
    const accuracy = metricOf(found, 'accuracy');
    // Means of 0.5 1 0 0.5 0 0.5 and 0.75 1 0.25 0.5 0.5 1.
    expect(accuracy.questions).toBe(6);
    expect(accuracy.sides[0]?.value).toBeCloseTo(2.5 / 6, 12);
    expect(accuracy.sides[1]?.value).toBeCloseTo(4 / 6, 12);
    expect(accuracy.sides.map(({ observations }) => observations)).toEqual([12, 24]);
    expect(accuracy.differences[0]).toBeNull();
    expect(accuracy.differences[1]).toMatchObject({ higher: 4, lower: 0, ties: 2, verdict: 'none_shown' });
    // Four differences of one sign: 2 of 16 ways.
    expect(accuracy.differences[1]?.test).toMatchObject({ kind: 'sign_flip_exact', pValue: 0.125 });
    expect(accuracy.differences[1]?.value).toBeCloseTo(0.25, 12);
    expect(accuracy.differences[1]?.low ?? 1).toBeLessThan(0.25);
    expect(accuracy.differences[1]?.high ?? 0).toBeGreaterThan(0.25);
    // pass@2 of 2 of 4: 1 - (1/2)(1/3) = 5/6; of 1: 1/2; of 3 and 4: 1.
    expect(metricOf(found, 'pass_at_k').sides[0]?.value).toBeCloseTo(4 / 6, 12);
    expect(metricOf(found, 'pass_at_k').sides[1]?.value).toBeCloseTo((1 + 1 + 0.5 + 5 / 6 + 5 / 6 + 1) / 6, 12);
    expect(metricOf(found, 'error_format').sides[0]?.value).toBeCloseTo(1 / 12, 12);
    expect(metricOf(found, 'match_rate').sides[0]).toMatchObject({ value: null, reason: 'not_in_log' });
    expect(metricOf(found, 'match_rate').differences[1]).toMatchObject({ verdict: 'undefined', test: null });
    // Accuracy and mean@2 are one test, both kinds of zero advantage another; then pass@2 and format errors.
    expect(found.tests).toBe(4);
    expect(found.notes.join(' ')).toContain('with percentiles expanded for few questions (Hesterberg 2015)');
  });

  test('a run against itself shows nothing, and the other baseline turns every sign', async () => {
    const id = randomUUID();
    const outcomes = Array.from({ length: 20 }, (_, at) => ['CCW', 'WWW', 'CWE', 'CCC'][at % 4] ?? 'W');
    const first = questionsOf(outcomes, id).map((sketch) => ({ ...sketch, step: 1 }));
    const second = questionsOf(outcomes.toReversed(), id).map((sketch) => ({ ...sketch, step: 2, calls: 2 }));
    const [run] = await importRuns([...first, ...second]);
    const same = await compared(`runs=${run}@1,${run}@..1`);
    for (const { differences } of same.metrics) {
      if (differences[1]?.value === null) continue;
      expect(differences[1]).toMatchObject({ value: 0, low: 0, high: 0, verdict: 'identical', test: { pValue: 1 } });
    }
    const forth = await compared(`runs=${run}@1,${run}@last`);
    const back = await compared(`runs=${run}@1,${run}@last&baseline=1`);
    expect(metricOf(forth, 'tool_calls').differences[1]).toMatchObject({ value: 1, verdict: 'higher', higher: 20 });
    forth.metrics.forEach(({ metric, differences: [, there] }) => {
      const here = metricOf(back, metric).differences[0];
      expect(here?.test).toEqual(there?.test);
      if (there?.value === null || there === null || there === undefined) return;
      expect(0 - (here?.value ?? Number.NaN)).toBe(there.value);
      expect(0 - (here?.low ?? Number.NaN)).toBe(there.high);
    });
    expect(forth.sides.map(({ steps, stepCount }) => [steps, stepCount])).toEqual([
      ['1', 1],
      ['last', 1],
    ]);
    const all = await compared(`runs=${run},${run}@2`);
    expect(all.sides[0]).toMatchObject({ stepCount: 2, groups: 40, groupSize: { median: 3 } });
    expect(metricOf(all, 'zero_advantage_grpo').sides[0]?.observations).toBe(40);
    expect(metricOf(all, 'accuracy').sides[0]?.repetition?.effectiveSize).toBeGreaterThan(0);
  });

  test('exact McNemar with one rollout a question', async () => {
    const id = randomUUID();
    const [a, b] = await importRuns(
      questionsOf(['C', 'C', 'C', ...Array.from({ length: 10 }, () => 'W'), 'C'], id),
      questionsOf(['W', 'W', 'W', ...Array.from({ length: 10 }, () => 'C'), 'C'], id),
    );
    const accuracy = metricOf(await compared(`runs=${a},${b}&metrics=accuracy`), 'accuracy');
    // methods.md 4: McNemar (10, 3) p = .092285; the only test, so Holm leaves it.
    expect(accuracy.differences[1]).toMatchObject({ higher: 10, lower: 3, ties: 1, test: { kind: 'mcnemar' } });
    expect(accuracy.differences[1]?.test?.pValue).toBeCloseTo(0.092285, 6);
    expect(accuracy.differences[1]?.test?.holm).toBe(accuracy.differences[1]?.test?.pValue);
    expect(accuracy.sides[0]?.repetition).toBeNull();
  });

  test('no shared question, one, and some', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const [a, b, c] = await importRuns(questionsOf(['CW', 'CC'], one), questionsOf(['CW', 'CC'], two), [
      ...questionsOf(['WW'], one),
      ...questionsOf(['CC', 'WW', 'WC'], two),
    ]);
    const none = await compared(`runs=${a},${b}`);
    expect(none.questions).toEqual({ shared: 0, partly: 0, unmatched: 4, ambiguous: 0 });
    expect(none.metrics).toHaveLength(14);
    for (const { sides, differences, questions } of none.metrics) {
      expect(questions).toBe(0);
      expect(sides[0]).toMatchObject({ value: null, low: null, observations: 0 });
      expect(differences[1]).toMatchObject({ value: null, verdict: 'undefined' });
    }
    const single = await compared(`runs=${a},${c}`);
    expect(single.questions).toMatchObject({ shared: 1, unmatched: 4 });
    expect(metricOf(single, 'accuracy').sides[0]).toMatchObject({ value: 0.5, low: null, reason: 'too_few_questions' });
    expect(metricOf(single, 'accuracy').differences[1]).toMatchObject({
      value: -0.5,
      low: null,
      reason: 'too_few_questions',
      effectSize: null,
      test: { pValue: 1 },
    });
    const three = await compared(`runs=${a},${b},${c}`);
    expect(three.questions).toEqual({ shared: 0, partly: 3, unmatched: 2, ambiguous: 0 });
  });

  test('by split, with a row for all, and narrowed to one', async () => {
    const id = randomUUID();
    const log = (of: string): Sketch[] =>
      Array.from({ length: 12 }, (_, at) => ({
        id: `${id}-${at}`,
        outcomes: at < 6 ? of : 'CW',
        split: at < 6 ? 'gaia' : "o'clock; --",
      }));
    const [a, b] = await importRuns(log('WW'), log('CC'));
    const found = await compared(`runs=${a},${b}&metrics=accuracy,turns`);
    expect(found.splits.map(({ split, questions }) => [split, questions])).toEqual([
      [null, 12],
      ['gaia', 6],
      ["o'clock; --", 6],
    ]);
    const differences = found.splits.map(({ metrics }) => metrics[0]?.differences[1]);
    expect(differences.map((difference) => difference?.value)).toEqual([0.5, 1, 0]);
    // Six differences of one sign, by sign flips among other questions and by McNemar alone: 2 of 64 ways.
    expect(differences[0]?.test).toMatchObject({ kind: 'sign_flip_exact', pValue: 2 / 64 });
    expect(differences[1]?.test?.kind).toBe('mcnemar');
    expect(differences[1]?.test?.pValue).toBeCloseTo(2 / 64, 12);
    expect(differences[2]?.test?.pValue).toBe(1);
    // Turns and the second split differ on no question, so two tests are left in the table of splits, one in the other.
    expect(differences[0]?.test?.holm).toBeCloseTo((2 * 2) / 64, 12);
    expect([found.tests, found.testsOfSplits]).toEqual([1, 2]);
    const narrowed = await compared(`runs=${a},${b}&metrics=accuracy&split=gaia`);
    expect(narrowed).toMatchObject({ split: 'gaia', metrics: [{ questions: 6 }] });
    expect(narrowed.splits).toHaveLength(3);
    const problem = await problemOf(await call(compare.GET, `runs=${a},${b}&split=${encodeURIComponent("' OR 1=1")}`));
    expect(problem).toMatchObject({ code: 'invalid_parameter', parameter: 'split' });
  });

  test('definitions, k and metrics are followed', async () => {
    const id = randomUUID();
    const [a, b] = await importRuns(questionsOf(['CWWW', 'CC'], id), questionsOf(['CCWW', 'CW'], id));
    const found = await compared(`runs=${a},${b}&k=3&alpha=0.7&metrics=pass_at_k, mean_at_k,pass_at_k`);
    expect(found.metrics.map(({ metric, questions }) => [metric, questions])).toEqual([
      ['mean_at_k', 1],
      ['pass_at_k', 1],
    ]);
    expect(found.definitions.alpha).toBe(0.7);
    expect(metricOf(found, 'pass_at_k').sides.map(({ value }) => value)).toEqual([0.75, 1]);
    const beyond = await compared(`runs=${a},${b}&k=1000&metrics=pass_at_k`);
    expect(metricOf(beyond, 'pass_at_k').sides[0]).toMatchObject({ value: null, reason: 'group_too_small' });
  });

  test.each([
    ['', 'runs', 'invalid_parameter'],
    ['runs=', 'runs', 'invalid_parameter'],
    ['runs=RUN', 'runs', 'invalid_parameter'],
    ['runs=RUN,RUN', 'runs', 'invalid_parameter'],
    ['runs=RUN,x', 'runs', 'invalid_parameter'],
    ['runs=RUN,RUN@', 'runs', 'invalid_parameter'],
    ['runs=RUN,RUN@5..1', 'runs', 'invalid_parameter'],
    ['runs=1,2,3,4,5,6,7,8,9,10,11', 'runs', 'invalid_parameter'],
    ["runs=RUN,1';DROP TABLE runs;--", 'runs', 'invalid_parameter'],
    ['runs=RUN,RUN@1&baseline=2', 'baseline', 'invalid_parameter'],
    ['runs=RUN,RUN@1&baseline=-1', 'baseline', 'invalid_parameter'],
    ['runs=RUN,RUN@1&baseline=1.5', 'baseline', 'invalid_parameter'],
    ['runs=RUN,RUN@1&k=0', 'k', 'invalid_parameter'],
    ['runs=RUN,RUN@1&k=1001', 'k', 'invalid_parameter'],
    ['runs=RUN,RUN@1&k=many', 'k', 'invalid_parameter'],
    ['runs=RUN,RUN@1&metrics=accuracy,shoes', 'metrics', 'invalid_parameter'],
    ['runs=RUN,RUN@1&metrics=,', 'metrics', 'invalid_parameter'],
    ['runs=RUN,RUN@1&split=nobody', 'split', 'invalid_parameter'],
    ['runs=RUN,RUN@1&alpha=2', 'alpha', 'invalid_parameter'],
    ['runs=RUN,RUN@1&shoes=1', 'shoes', 'unknown_parameter'],
    ['runs=RUN,RUN@1&runs=RUN', 'runs', 'invalid_parameter'],
    ['runs=RUN,999999999', undefined, 'run_not_found'],
  ])('refuses %s', async (query, parameter, code) => {
    const [run = ''] = await importRuns(questionsOf(['CW']));
    const problem = await problemOf(await call(compare.GET, query.replaceAll('RUN', run)));
    expect(problem.code).toBe(code);
    expect(problem.parameter).toBe(parameter);
  });
});
