// Seven real runs over the same 100 questions, compared pairwise; the expected numbers come from a reader of its own.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

import { resampleThreads } from '@/lib/api/compare/resample-threads';
import { OPERATIONS } from '@/lib/api/operations';
import { hasRealData, readRealFile, REAL_DATA_NOTE } from '@/lib/import/testing/real-data';

import * as compare from './compare/route';
import { answerOf, call, importLog, useDataFolder } from './testing/call-api';

const MODELS = [
  'gpt-4.1',
  'gpt-4.1-mini',
  'gpt-4.1-nano',
  'gpt-5-mini',
  'gpt-5-nano',
  'qwen--qwen3-4b-instruct-2507',
  'willcb--qwen3-4b-wiki-search',
] as const;
const PAIRS = MODELS.flatMap((_, left) => MODELS.slice(left + 1).map((__, at) => [left, left + 1 + at] as const));

const lineSchema = z.object({
  prompt: z.array(z.object({ role: z.string(), content: z.string() })),
  reward: z.number(),
});

/** Whether each question of a log was answered, by its text; every log has each once. */
function readOutcomes(log: string): ReadonlyMap<string, boolean> {
  const outcomes = new Map<string, boolean>();
  for (const line of log.split('\n').filter((text) => text !== '')) {
    const { prompt, reward } = lineSchema.parse(JSON.parse(line));
    const question = prompt.find(({ role }) => role === 'user')?.content ?? '';
    expect(outcomes.has(question)).toBe(false);
    outcomes.set(question, reward >= 0.5);
  }
  return outcomes;
}

/** 2 P(X <= the smaller) of Binomial(b + c, 1/2), in whole numbers. */
function plainMcNemar(b: number, c: number): number {
  let ways = 1n;
  let tail = 0n;
  for (let i = 0; i <= Math.min(b, c); i += 1) {
    tail += ways;
    ways = (ways * BigInt(b + c - i)) / BigInt(i + 1);
  }
  return Math.min(1, Number((2n * tail * 10n ** 18n) / 2n ** BigInt(b + c)) / 1e18);
}

describe.skipIf(!hasRealData)(`seven verifiers runs${REAL_DATA_NOTE}`, () => {
  useDataFolder();
  const runs: { readonly id: string; readonly outcomes: ReadonlyMap<string, boolean> }[] = [];
  beforeAll(async () => {
    for (const model of MODELS) {
      const log = readRealFile(`verifiers/wiki-search--${model}/results.jsonl`).toString();
      runs.push({ id: (await importLog(log)).runId, outcomes: readOutcomes(log) });
    }
  });
  afterAll(() => resampleThreads().close());

  const pairOf = (left: number, right: number) => {
    const [a, b] = [runs[left], runs[right]];
    if (a === undefined || b === undefined) throw new Error('a run is missing');
    return { a, b };
  };

  test.each(PAIRS)('%i against %i', async (left, right) => {
    const { a, b } = pairOf(left, right);
    const answer = await call(compare.GET, `runs=${a.id},${b.id}&metrics=accuracy`);
    const found = await answerOf(OPERATIONS.compareRuns.answer, answer);
    const [accuracy] = found.metrics;
    if (accuracy === undefined) throw new Error('accuracy is not in the answer');
    const questions = [...a.outcomes.keys()].filter((question) => b.outcomes.has(question));
    const count = (ofA: boolean, ofB: boolean): number =>
      questions.filter((question) => a.outcomes.get(question) === ofA && b.outcomes.get(question) === ofB).length;
    const [both, onlyA, onlyB] = [count(true, true), count(true, false), count(false, true)];
    const n = questions.length;
    expect(n).toBe(100);
    expect(found.questions).toEqual({ shared: 100, partly: 0, unmatched: 0, ambiguous: 0 });
    expect(accuracy.questions).toBe(n);
    expect(accuracy.sides[0]?.value).toBeCloseTo((both + onlyA) / n, 12);
    expect(accuracy.sides[1]?.value).toBeCloseTo((both + onlyB) / n, 12);
    const difference = accuracy.differences[1];
    if (!difference?.test) throw new Error('there is no difference');
    expect(difference.value).toBeCloseTo((onlyB - onlyA) / n, 12);
    expect(difference).toMatchObject({ higher: onlyB, lower: onlyA, ties: n - onlyA - onlyB });
    expect(difference.test?.kind).toBe('mcnemar');
    expect(difference.test?.pValue).toBeCloseTo(plainMcNemar(onlyA, onlyB), 10);
    // One rollout a question: the variance of the differences follows from the discordant pairs.
    const mean = (onlyB - onlyA) / n;
    const deviation = Math.sqrt((onlyA + onlyB - n * mean * mean) / (n - 1));
    expect(difference.effectSize).toBeCloseTo(mean / deviation, 10);
    expect(difference.detectable).toBeCloseTo((2.8015852181129683 * deviation) / Math.sqrt(n), 10);
    // The bootstrap comes to the normal interval at 100 questions, give or take a step or two of one question.
    const half = (1.959963984540054 * deviation) / Math.sqrt(n);
    expect(Math.abs((difference.low ?? 9) - (mean - half))).toBeLessThan(0.025);
    expect(Math.abs((difference.high ?? 9) - (mean + half))).toBeLessThan(0.025);
  });

  test('all seven at once: 14 metrics, Holm over what is shown', async () => {
    const found = await answerOf(
      OPERATIONS.compareRuns.answer,
      await call(compare.GET, `runs=${runs.map(({ id }) => id).join(',')}&baseline=6`),
    );
    expect(found.metrics).toHaveLength(14);
    const tests = found.metrics.flatMap(({ differences }) => differences.flatMap((of) => of?.test ?? []));
    // One rollout a question: three metrics are one column, so there are fewer tests than differences.
    expect(found.tests).toBeLessThan(tests.length);
    for (const at of runs.keys()) {
      const [accuracy, ...copies] = ['accuracy', 'mean_at_k', 'pass_at_k'].map(
        (metric) => found.metrics.find((one) => one.metric === metric)?.differences[at]?.test,
      );
      expect(copies).toEqual([accuracy, accuracy]);
    }
    // Holm, written down plainly, bounds what is left from above.
    const ascending = tests.toSorted((a, b) => a.pValue - b.pValue);
    let highest = 0;
    for (const [rank, { pValue, holm }] of ascending.entries()) {
      highest = Math.max(highest, Math.min(1, pValue * (tests.length - rank)));
      expect(holm).toBeLessThanOrEqual(highest + 1e-12);
      expect(holm).toBeGreaterThanOrEqual(pValue);
    }
  });
});
