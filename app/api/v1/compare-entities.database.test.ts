import { randomUUID } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { OPERATIONS } from '@/lib/api/operations';

import * as discovery from './compare/discovery/route';
import * as entities from './compare/entities/route';
import { answerOf, call, groupOf, importLog, problemOf, useDataFolder } from './testing/call-api';

useDataFolder();

interface Sketch {
  readonly question: string;
  readonly entities?: readonly string[];
  /** Of each rollout, what it thinks in each turn. */
  readonly thinks: readonly (readonly string[])[];
  readonly step?: number;
  readonly split?: string;
}

function logOf(sketches: readonly Sketch[]): string {
  const lines = sketches.flatMap(({ thinks, ...place }) =>
    thinks.map((turns, rollout) => {
      const messages = turns.map((thought) => ({
        role: 'assistant',
        content: `<think>${thought}</think><search>on</search>`,
      }));
      return JSON.stringify({ ...place, rollout, correct: false, messages });
    }),
  );
  return lines.map((line) => `${line}\n`).join('');
}

async function runOf(sketches: readonly Sketch[]): Promise<string> {
  return (await importLog(logOf(sketches))).runId;
}

async function gainsOf(runs: string, query = '') {
  const response = await call(entities.GET, `runs=${encodeURIComponent(runs)}&${query}`);
  return answerOf(OPERATIONS.listEntityGains.answer, response);
}

async function discoveryOf(runs: string, query = '') {
  const response = await call(discovery.GET, `runs=${encodeURIComponent(runs)}&${query}`);
  return answerOf(OPERATIONS.readDiscovery.answer, response);
}

/** Two runs over one question: of eight rollouts two found the key before and seven after; the map was forgotten. */
async function keyedRuns() {
  const question = `Where ${randomUUID()}?`;
  const gold = ['Key', 'Map', 'Sea', 'Atlantis'];
  const rollouts = (keys: number, maps: number, turn: number) =>
    Array.from({ length: 8 }, (_, at) => [
      ...Array.from({ length: turn - 1 }, () => 'Where to begin?'),
      `The Sea${at < keys ? ', the Key' : ''}${at < maps ? ', the Map' : ''}.`,
    ]);
  const before = await runOf([{ question, entities: gold, thinks: rollouts(2, 3, 3) }]);
  const after = await runOf([{ question, entities: gold, thinks: rollouts(7, 0, 1) }]);
  return { before, after };
}

describe('entities of compared runs', () => {
  test('by hand: what one run finds more often, less often, and no longer', async () => {
    const { before, after } = await keyedRuns();
    const list = await gainsOf(`${before},${after}`);
    expect(list.items.map(({ name, change }) => [name, change])).toEqual([
      ['Key', 'gained'],
      ['Atlantis', 'same'],
      ['Sea', 'same'],
      ['Map', 'forgotten'],
    ]);
    const [key, atlantis] = list.items;
    expect(key).toMatchObject({
      questions: 1,
      baseline: { found: 2, rollouts: 8, share: 0.25, spellings: ['Key'], questionNumbers: [0] },
      against: { found: 7, rollouts: 8, share: 0.875 },
      questionList: [{ baseline: { questionNo: 0, group: 0, groups: 1, found: 2 }, against: { group: 0, found: 7 } }],
      test: { kind: 'fisher' },
    });
    expect(key?.difference.value).toBeCloseTo(0.625, 12);
    // SciPy 1.17: fisher_exact([[7, 1], [2, 6]]).pvalue. The map is found by 3 of 16: even 3 of 8 against none, as here, has
    // p = 0.2, so it cannot stand out and is no second test.
    expect(key?.test.pValue).toBeCloseTo(0.040559440559440565, 12);
    expect(key?.test.holm).toBeCloseTo(0.040559440559440565, 12);
    expect(atlantis?.test).toEqual({ kind: 'fisher', pValue: 1, holm: null });
    expect(list.counts).toEqual({
      entities: 4,
      learned: 0,
      gained: 1,
      same: 2,
      lost: 0,
      forgotten: 1,
      tested: 1,
      canStand: true,
      standingGains: 1,
      standingLosses: 0,
    });
    const swapped = await gainsOf(`${before},${after}`, 'baseline=1');
    expect(swapped.items.map(({ name, change }) => [name, change])).toEqual([
      ['Map', 'learned'],
      ['Atlantis', 'same'],
      ['Sea', 'same'],
      ['Key', 'lost'],
    ]);
    expect(swapped.items[3]?.difference.value).toBeCloseTo(-0.625, 12);
    expect(swapped.items[3]?.difference.high).toBeCloseTo(-(key?.difference.low ?? 0), 12);
  });

  test('by hand: the curves of both runs', async () => {
    const { before, after } = await keyedRuns();
    const { curves, questions, entities: compared, lastTurn } = await discoveryOf(`${before},${after}`);
    expect(questions).toEqual({ shared: 1, compared: 1, nothingInCommon: 0, differing: 0, without: [0, 0] });
    expect(compared).toEqual({ compared: 4, names: 4, leftOut: 0 });
    expect(lastTurn).toBe(3);
    // 8 + 2 + 3 of 8 x 4 in turn 3; 8 + 7 of them in turn 1.
    expect(curves.map(({ points }) => points.map(({ value }) => value))).toEqual([
      [0, 0, 0, 13 / 32],
      [0, 15 / 32, 15 / 32, 15 / 32],
    ]);
    expect(
      curves.map(({ halfTurn, finds, findsBeyond, rollouts }) => [halfTurn, finds, findsBeyond, rollouts]),
    ).toEqual([
      [3, 13, 0, 8],
      [1, 15, 0, 8],
    ]);
    expect(curves[0]?.end).toEqual({ value: 13 / 32, low: null, high: null });
  });

  test('a run against itself, at all steps and at some, shows nothing', async () => {
    const question = `Where ${randomUUID()}?`;
    const runId = await runOf([
      { question, entities: ['Key', 'Map'], step: 1, thinks: [['Key'], ['Map'], ['']] },
      { question, entities: ['Key', 'Map'], step: 2, thinks: [['Key'], ['Map'], ['']] },
    ]);
    const list = await gainsOf(`${runId}@1,${runId}@2,${runId}`, 'against=2');
    expect(list.items.map(({ change, difference, test: { pValue } }) => [change, difference.value, pValue])).toEqual([
      ['same', 0, 1],
      ['same', 0, 1],
    ]);
    expect(list.items[0]).toMatchObject({ baseline: { rollouts: 3 }, against: { rollouts: 6 } });
    expect(list.items[0]?.questionList[0]).toMatchObject({
      baseline: { group: 0, groups: 1 },
      against: { group: 1, groups: 2 },
    });
    expect([list.baseline.rolloutFilter, list.against.rolloutFilter]).toEqual(['step:1', '']);
    const { curves } = await discoveryOf(`${runId}@1,${runId}@last`);
    expect(curves[0]?.points).toEqual(curves[1]?.points);
    expect((await gainsOf(`${runId},${runId}@last`)).against.rolloutFilter).toBe('step:2');
  });

  test('follow matcher and scope, and the split', async () => {
    const [one, two] = [`One ${randomUUID()}?`, `Two ${randomUUID()}?`];
    const sketch = (thinks: string, split: string, question: string): Sketch => ({
      question,
      split,
      entities: ['Key'],
      thinks: [[thinks]],
    });
    const before = await runOf([sketch('-', 'dev', one), sketch('-', 'test', two)]);
    const after = await runOf([sketch('the KEY', 'dev', one), sketch('Key', 'test', two)]);
    const runs = `${before},${after}`;
    const found = async (query: string) => (await gainsOf(runs, query)).items.map(({ against }) => against.found);
    expect(await found('')).toEqual([1]);
    expect(await found('matcher=casefold')).toEqual([2]);
    expect(await found('scope=answer')).toEqual([0]);
    expect(await found('split=dev')).toEqual([0]);
    expect(await found('split=dev&matcher=casefold')).toEqual([1]);
    expect((await gainsOf(runs, 'split=train')).questions).toMatchObject({ shared: 0, compared: 0 });
    expect((await discoveryOf(runs, 'split=test')).curves[1]?.end?.value).toBe(1);
  });

  test('entity sets that differ: what both have is compared, the rest counted', async () => {
    const questions = [`One ${randomUUID()}?`, `Two ${randomUUID()}?`, `Three ${randomUUID()}?`];
    const [one = '', two = '', three = ''] = questions;
    const before = await runOf([
      { question: one, entities: ['Map', 'The Founder’s Medal'], thinks: [["the founder's medal"]] },
      { question: two, entities: ['Sea'], thinks: [['Sea']] },
      { question: three, thinks: [['Sea']] },
    ]);
    const after = await runOf([
      { question: one, entities: ["the founder's MEDAL", 'Ship'], thinks: [["the founder's medal"]] },
      { question: two, entities: ['Lake'], thinks: [['Lake']] },
      { question: three, entities: ['Lake'], thinks: [['Lake']] },
    ]);
    const list = await gainsOf(`${before},${after}`, 'matcher=normalised');
    expect(list.questions).toEqual({ shared: 3, compared: 1, nothingInCommon: 1, differing: 1, without: [1, 0] });
    expect(list.entities).toEqual({ compared: 1, names: 1, leftOut: 5 });
    expect(list.items).toMatchObject([
      {
        name: 'The Founder’s Medal',
        baseline: { found: 1, spellings: ['The Founder’s Medal'] },
        against: { found: 1, spellings: ["the founder's MEDAL"] },
      },
    ]);
  });

  test('nothing to compare is no error', async () => {
    const before = await runOf([{ question: `Who ${randomUUID()}?`, entities: ['Key'], thinks: [['Key']] }]);
    const elsewhere = await runOf([{ question: `Where ${randomUUID()}?`, entities: ['Key'], thinks: [['Key']] }]);
    expect((await discoveryOf(`${before},${elsewhere}`)).curves).toMatchObject([
      { points: [], end: null, rollouts: 0 },
      { points: [], end: null },
    ]);
    const question = `Which ${randomUUID()}?`;
    const { runId: bare } = await importLog(groupOf(question));
    const { runId: gold } = await importLog(groupOf(question, ['Medal']));
    const list = await gainsOf(`${bare},${gold}`);
    expect(list).toMatchObject({ items: [], total: 0, questions: { shared: 1, compared: 0, without: [1, 0] } });
  });

  test('are chosen by class and name, sorted and paged', async () => {
    const question = `All ${randomUUID()}?`;
    const gold = Array.from({ length: 9 }, (_, at) => `Entity ${at} "'; DROP TABLE runs; --`);
    const thinks = (from: number, to: number) => [[gold.slice(from, to).join(', ')]];
    const before = await runOf([{ question, entities: gold, thinks: thinks(0, 4) }]);
    const after = await runOf([{ question, entities: gold, thinks: thinks(2, 9) }]);
    const runs = `${before},${after}`;
    const names = async (query: string) =>
      (await gainsOf(runs, query)).items.map(({ name }) => Number(name.split(' ')[1]));
    expect(await names('class=learned')).toEqual([4, 5, 6, 7, 8]);
    expect(await names('class=gained')).toEqual([4, 5, 6, 7, 8]);
    expect(await names('class=forgotten&sort=-name')).toEqual([1, 0]);
    expect(await names('class=lost&sort=difference')).toEqual([0, 1]);
    expect(await names(`name=${encodeURIComponent('ENTITY 3')}`)).toEqual([3]);
    expect(await names('name=%25')).toEqual([]);
    expect(await names('sort=difference')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    for (const sort of ['pValue', '-pValue', '-baseline', 'against', 'questions']) {
      expect(
        (await names(`sort=${sort}`)).toSorted((a, b) => a - b),
        sort,
      ).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    }
    const pages: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const next: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: Awaited<ReturnType<typeof gainsOf>> = await gainsOf(runs, `sort=-difference&limit=4${next}`);
      pages.push(...page.items.map(({ name }) => Number(name.split(' ')[1])));
      cursor = page.nextCursor;
    }
    expect(pages).toEqual([4, 5, 6, 7, 8, 2, 3, 0, 1]);
  });

  test('bad input is named', async () => {
    const { before, after } = await keyedRuns();
    const runs = `runs=${before},${after}`;
    const problem = async (query: string) => problemOf(await call(entities.GET, query));
    expect(await problem(runs + '&against=0')).toMatchObject({ code: 'invalid_parameter', parameter: 'against' });
    expect(await problem(runs + '&against=2')).toMatchObject({ code: 'invalid_parameter', parameter: 'against' });
    expect(await problem(runs + '&baseline=5')).toMatchObject({ code: 'invalid_parameter', parameter: 'baseline' });
    expect(await problem(runs + '&baseline=-1')).toMatchObject({ code: 'invalid_parameter', parameter: 'baseline' });
    expect(await problem(runs + '&class=new')).toMatchObject({ code: 'invalid_parameter', parameter: 'class' });
    expect(await problem(runs + '&sort=shoes')).toMatchObject({ code: 'invalid_parameter', parameter: 'sort' });
    expect(await problem(runs + '&cursor=zzz')).toMatchObject({ code: 'invalid_cursor' });
    expect(await problem(runs + '&k=3')).toMatchObject({ code: 'unknown_parameter' });
    expect(await problem('')).toMatchObject({ code: 'invalid_parameter', parameter: 'runs' });
    expect(await problem(`runs=${before}`)).toMatchObject({ code: 'invalid_parameter' });
    expect(await problem(`runs=${before},${before}`)).toMatchObject({ code: 'invalid_parameter' });
    expect(await problem(`runs=${before},999999`)).toMatchObject({ code: 'run_not_found' });
    const read = async (query: string) => problemOf(await call(discovery.GET, query));
    expect(await read(`runs=${before},999999`)).toMatchObject({ code: 'run_not_found' });
    expect(await read(`runs=12;DROP`)).toMatchObject({ code: 'invalid_parameter' });
    expect(await read(runs + '&baseline=1')).toMatchObject({ code: 'unknown_parameter' });
  });
});
