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

const messageSchema = z.object({ role: z.string(), tool_calls: z.array(z.string()).nullish() });
const lineSchema = z.object({
  prompt: z.array(z.object({ role: z.string(), content: z.string() })),
  completion: z.array(messageSchema),
  reward: z.number(),
});

/** What became of a question. */
interface Read {
  readonly isCorrect: boolean;
  readonly turns: number;
  readonly calls: number;
}

/** What became of each question of a log, by its text; every log has each once. */
function readLog(log: string): ReadonlyMap<string, Read> {
  const read = new Map<string, Read>();
  for (const line of log.split('\n').filter((text) => text !== '')) {
    const { prompt, completion, reward } = lineSchema.parse(JSON.parse(line));
    const question = prompt.find(({ role }) => role === 'user')?.content ?? '';
    expect(read.has(question)).toBe(false);
    const said = completion.filter(({ role }) => role === 'assistant');
    read.set(question, {
      isCorrect: reward >= 0.5,
      turns: said.length,
      calls: said.reduce((sum, { tool_calls: calls }) => sum + (calls?.length ?? 0), 0),
    });
  }
  return read;
}

/** What the metrics are of one rollout a question; null where it is left out. The logs have no errors. */
const METRICS: Readonly<Record<string, (read: Read) => number | null>> = {
  accuracy: ({ isCorrect }) => Number(isCorrect),
  mean_at_k: ({ isCorrect }) => Number(isCorrect),
  pass_at_k: ({ isCorrect }) => Number(isCorrect),
  tool_calls: ({ calls }) => calls,
  tool_calls_solved: ({ isCorrect, calls }) => (isCorrect ? calls : null),
  turns: ({ turns }) => turns,
  error_format: () => 0,
  error_overlength: () => 0,
};

/** Names a difference by the questions that all sides define and what each of them adds; its mirror image has the same. */
function nameOf(changes: ReadonlyMap<string, number>): string {
  const turn = Math.sign([...changes.values()].find((change) => change !== 0) ?? 0);
  return [...changes].map(([question, change]) => `${question}: ${change * turn}`).join('\n');
}

/** Holm's rule, written down plainly: each p times the number of those that are not smaller. */
function plainHolm(pByName: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const ascending = [...pByName].toSorted(([, a], [, b]) => a - b);
  return new Map(
    ascending.map(([name], place) => {
      const upTo = ascending.slice(0, place + 1);
      return [name, Math.max(...upTo.map(([, p], rank) => Math.min(1, p * (ascending.length - rank))))];
    }),
  );
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
  const runs: { readonly id: string; readonly read: ReadonlyMap<string, Read> }[] = [];
  beforeAll(async () => {
    for (const model of MODELS) {
      const log = readRealFile(`verifiers/wiki-search--${model}/results.jsonl`).toString();
      runs.push({ id: (await importLog(log)).runId, read: readLog(log) });
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
    const questions = [...a.read.keys()].filter((question) => b.read.has(question));
    const count = (ofA: boolean, ofB: boolean): number =>
      questions.filter((question) => a.read.get(question)?.isCorrect === ofA && b.read.get(question)?.isCorrect === ofB)
        .length;
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

  /** The values of a metric on each side, over the questions that all of them define. */
  const columnsOf = (valueOf: (read: Read) => number | null): readonly ReadonlyMap<string, number>[] => {
    const columns = runs.map(({ read }) => new Map([...read].map(([question, one]) => [question, valueOf(one)])));
    const questions = [...(columns[0]?.keys() ?? [])].filter((question) =>
      columns.every((column) => typeof column.get(question) === 'number'),
    );
    return columns.map(
      (column) => new Map(questions.map((question) => [question, column.get(question) ?? Number.NaN])),
    );
  };

  test('all seven at once: 14 metrics, Holm over the distinct differences of what is shown', async () => {
    const baseline = 6;
    const found = await answerOf(
      OPERATIONS.compareRuns.answer,
      await call(compare.GET, `runs=${runs.map(({ id }) => id).join(',')}&baseline=${baseline}`),
    );
    expect(found.metrics).toHaveLength(14);
    const tested = found.metrics.filter(({ differences }) => differences.some((one) => (one?.test ?? null) !== null));
    expect(tested.map(({ metric }) => metric)).toEqual(Object.keys(METRICS));

    const shown = tested.flatMap(({ metric, questions, sides, differences }) => {
      const columns = columnsOf(METRICS[metric] ?? (() => null));
      const base = columns[baseline] ?? new Map<string, number>();
      expect([metric, questions]).toEqual([metric, base.size]);
      return columns.flatMap((column, side) => {
        const values = [...column.values()];
        expect(sides[side]?.value).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 10);
        const test = differences[side]?.test;
        if (!test) return [];
        const changes = new Map([...column].map(([question, value]) => [question, value - (base.get(question) ?? 0)]));
        const isAlike = [...changes.values()].every((change) => change === 0);
        return [{ ...test, name: nameOf(changes), isAlike }];
      });
    });
    const pByName = new Map<string, number>();
    for (const { name, pValue, isAlike } of shown) {
      if (!isAlike) pByName.set(name, Math.max(pValue, pByName.get(name) ?? 0));
    }
    // Of 48 differences 24 are copies of accuracy or nothing but ties; turns may be calls plus one.
    expect(shown).toHaveLength(48);
    expect(pByName.size).toBeLessThanOrEqual(24);
    expect(found.tests).toBe(pByName.size);
    const holm = plainHolm(pByName);
    for (const one of shown) expect(one.holm).toBeCloseTo(one.isAlike ? 1 : (holm.get(one.name) ?? Number.NaN), 12);
    // Some are neither 0 nor 1, so that the rule is seen at work.
    expect([...holm.values()].filter((p) => p > 1e-6 && p < 1).length).toBeGreaterThan(2);
  });
});
