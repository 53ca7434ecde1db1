import { randomUUID } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { OPERATIONS } from '@/lib/api/operations';
import { QUESTION_ORDERS } from '@/lib/core/compare-runs/question-orders';
import { METRICS_VERSION } from '@/lib/core/rewards/definitions';

import * as questions from './compare/questions/route';
import * as transitions from './compare/transitions/route';
import { answerOf, call, importLog, problemOf, useDataFolder } from './testing/call-api';

useDataFolder();

const GOLD = ['Tegetthoff', 'Polar Year'];
type Letter = 'c' | 'n' | 'f' | 'u';

interface Asked {
  readonly id?: string;
  readonly question: string;
  /** One rollout a letter: correct, near-miss (half of the entities), failure, unknown. */
  readonly rollouts: readonly Letter[];
  readonly step?: number;
  readonly split?: string;
  /** Searches of each rollout. */
  readonly calls?: number;
}

const THOUGHT = { c: 'The Tegetthoff, the Polar Year.', n: 'The Tegetthoff.', f: 'Nothing.', u: 'Nothing.' } as const;

function linesOf({ id, question, rollouts, step, split, calls = 1 }: Asked): readonly string[] {
  const search = { type: 'function', function: { name: 'search', arguments: '{"query":"ship"}' } };
  return rollouts.map((letter, rollout) =>
    JSON.stringify({
      question_id: id,
      question,
      rollout,
      step,
      split,
      ...(letter === 'u' ? {} : { correct: letter === 'c' }),
      entities: GOLD,
      messages: [
        { role: 'user', content: question },
        ...Array.from({ length: calls }, () => [
          { role: 'assistant', reasoning_content: 'I look.', content: '', tool_calls: [{ id: 'c', ...search }] },
          { role: 'tool', tool_call_id: 'c', content: 'A page.' },
        ]).flat(),
        { role: 'assistant', reasoning_content: THOUGHT[letter], content: '<answer>So.</answer>' },
      ],
    }),
  );
}

async function importRun(...asked: readonly Asked[]): Promise<string> {
  const { runId } = await importLog(
    asked
      .flatMap(linesOf)
      .map((line) => `${line}\n`)
      .join(''),
  );
  return runId;
}

const moves = async (query: string) => answerOf(OPERATIONS.readTransitions.answer, await call(transitions.GET, query));
const listed = async (query: string) =>
  answerOf(OPERATIONS.listMovedQuestions.answer, await call(questions.GET, query));
const refusedList = async (query: string) => problemOf(await call(questions.GET, query));
const refusedMoves = async (query: string) => problemOf(await call(transitions.GET, query));

/** Two runs that share five questions; each has one of its own. */
async function twoRuns() {
  const about = randomUUID();
  const ask = (name: string, more: Omit<Asked, 'id' | 'question'>): Asked => ({
    id: `${name} ${about}`,
    question: `What of ${name}, ${about}?`,
    ...more,
  });
  const baseline = await importRun(
    ask('gained', { rollouts: ['n', 'n', 'c', 'f'], split: 'easy' }),
    ask('lost', { rollouts: ['c', 'c'], split: 'hard', calls: 2 }),
    ask('kept', { rollouts: ['c', 'c'], split: 'easy', calls: 5 }),
    ask('sunk', { rollouts: ['n'], split: 'hard' }),
    ask('undecided', { rollouts: ['u'] }),
    ask('own', { rollouts: ['c'] }),
  );
  const against = await importRun(
    ask('undecided', { rollouts: ['c'] }),
    ask('sunk', { rollouts: ['f'] }),
    ask('kept', { rollouts: ['c', 'n', 'c', 'c'], calls: 3 }),
    ask('lost', { rollouts: ['f', 'f', 'c'], calls: 6 }),
    ask('gained', { rollouts: ['c'], calls: 4 }),
    ask('other', { rollouts: ['f'] }),
  );
  return { baseline, against, about, runs: `runs=${baseline},${against}` };
}

describe('transitions', () => {
  test('by hand: at least half correct is correct, else the most frequent outcome that is not', async () => {
    const { runs, baseline, against } = await twoRuns();
    const answer = await moves(runs);
    expect(answer).toMatchObject({
      definitions: { threshold: 0.5, metricsVersion: METRICS_VERSION },
      shared: 5,
      split: null,
      baseline: { position: 0, name: baseline, steps: null, run: { id: Number(baseline) } },
      against: { position: 1, name: against, steps: null },
      rollouts: { baseline: 10, against: 10 },
      moves: { toCorrect: 1, fromCorrect: 1, otherwise: 1, kept: 1, unknown: 1 },
      outcomes: [
        { outcome: 'correct', baseline: 2, against: 3 },
        { outcome: 'near_miss', baseline: 2, against: 0 },
        { outcome: 'failure', baseline: 0, against: 2 },
        { outcome: 'unknown', baseline: 1, against: 0 },
      ],
      cells: [
        { from: 'correct', to: 'correct', questions: 1 },
        { from: 'correct', to: 'failure', questions: 1 },
        { from: 'near_miss', to: 'correct', questions: 1 },
        { from: 'near_miss', to: 'failure', questions: 1 },
        { from: 'unknown', to: 'correct', questions: 1 },
      ],
    });
    // Both solve gained (1 against 4), lost (2 against 6) and kept (5 against 3) at least once.
    expect(answer.toolCallsBothSolve).toEqual({
      questions: 3,
      baseline: { mean: 8 / 3, rollouts: 5 },
      against: { mean: 13 / 3, rollouts: 5 },
      difference: 5 / 3,
    });
  });

  test('the other way round is the transposed matrix; a side without rollouts shares nothing', async () => {
    const { runs, baseline } = await twoRuns();
    const there = await moves(runs);
    const back = await moves(`${runs}&baseline=1`);
    expect(back.against.position).toBe(0);
    const key = ({ from, to, questions: count }: (typeof back.cells)[number]) => `${from} ${to} ${count}`;
    expect(back.cells.map(key).sort((a, b) => a.localeCompare(b))).toEqual(
      there.cells.map(({ from, to, questions: count }) => `${to} ${from} ${count}`).sort((a, b) => a.localeCompare(b)),
    );
    const stepless = await moves(`runs=${baseline},${baseline}@0..`);
    // The log has no steps, so a choice of steps leaves nothing to share.
    expect(stepless).toMatchObject({ shared: 0, cells: [], toolCallsBothSolve: { questions: 0, difference: null } });
  });

  test('follow the threshold, and the split of the first side that names one', async () => {
    const { runs } = await twoRuns();
    const strict = await moves(`${runs}&threshold=1`);
    // Half of the best of its group is no near-miss any more.
    expect(strict.outcomes.map(({ outcome }) => outcome)).toEqual(['correct', 'partial', 'failure', 'unknown']);
    expect(await moves(`${runs}&split=easy`)).toMatchObject({
      shared: 2,
      split: 'easy',
      moves: { toCorrect: 1, fromCorrect: 0, kept: 1 },
    });
    expect(await moves(`${runs}&split=easy&baseline=1`)).toMatchObject({ shared: 2, moves: { fromCorrect: 1 } });
    expect(await moves(`${runs}&split=none`)).toMatchObject({ shared: 0, cells: [] });
  });

  test('steps of one run are sides of their own, and a run against itself only has a diagonal', async () => {
    const question = `Who ${randomUUID()}?`;
    const runId = await importRun(
      { question, rollouts: ['f', 'f'], step: 1 },
      { question, rollouts: ['n', 'f'], step: 2 },
      { question, rollouts: ['c', 'c'], step: 3 },
    );
    expect(await moves(`runs=${runId}@1..2,${runId}@last`)).toMatchObject({
      shared: 1,
      baseline: { steps: '1..2' },
      against: { steps: 'last' },
      cells: [{ from: 'failure', to: 'correct', questions: 1 }],
    });
    const { items } = await listed(`runs=${runId}@1..2,${runId}@last`);
    expect(items[0]?.baseline.groups).toEqual({
      total: 2,
      latest: [
        { group: 1, step: 2 },
        { group: 0, step: 1 },
      ],
    });
    expect(items[0]?.against.groups.latest).toEqual([{ group: 2, step: 3 }]);
    const self = await moves(`runs=${runId},${runId}@1..3`);
    expect(self.cells.every(({ from, to }) => from === to)).toBe(true);
    expect(self.moves).toMatchObject({ toCorrect: 0, fromCorrect: 0, otherwise: 0, kept: 1 });
  });
});

describe('questions that moved', () => {
  const names = (items: readonly { readonly questionId: string | null }[]) =>
    items.map(({ questionId }) => questionId?.split(' ')[0]);

  test('come with the numbers of both sides and a rollout that shows each outcome', async () => {
    const { runs, about } = await twoRuns();
    const { items, total } = await listed(runs);
    expect(total).toBe(5);
    expect(names(items)).toEqual(['lost', 'kept', 'sunk', 'gained', 'undecided']);
    const [lost, , , gained, undecided] = items;
    expect(lost).toMatchObject({
      question: `What of lost, ${about}?`,
      baseline: { outcome: 'correct', rollouts: 2, known: 2, correct: 2, accuracy: 1, matchRate: 1, toolCalls: 2 },
      against: { outcome: 'failure', rollouts: 3, known: 3, correct: 1, toolCalls: 6, toolCallsCorrect: 6 },
    });
    expect(lost?.difference.accuracy).toBeCloseTo(-2 / 3, 12);
    expect(lost?.difference.matchRate).toBeCloseTo(-2 / 3, 12);
    // 1 x 2/3 + 0: two of the three pairs differ.
    expect(lost?.disagreement).toBeCloseTo(2 / 3, 12);
    expect(lost?.difference.toolCallsCorrect).toBe(4);
    expect(gained?.baseline).toMatchObject({ outcome: 'near_miss', shown: 1, groups: { total: 1 } });
    expect(gained?.against).toMatchObject({ outcome: 'correct', shown: 10, questionNo: 4 });
    expect(undecided).toMatchObject({
      baseline: { outcome: 'unknown', known: 0, accuracy: null },
      difference: { accuracy: null, matchRate: 1 },
      disagreement: null,
    });
  });

  test('are narrowed by move, text, id and split', async () => {
    const { runs, about } = await twoRuns();
    const narrowed = async (query: string) => names((await listed(`${runs}&${query}`)).items);
    expect(await narrowed('moved=near_miss%3Ecorrect')).toEqual(['gained']);
    expect(await narrowed('moved=%3Efailure')).toEqual(['lost', 'sunk']);
    expect(await narrowed('moved=correct%3Enot_correct')).toEqual(['lost']);
    expect(await narrowed('moved=kept')).toEqual(['kept']);
    expect(await narrowed('moved=partial%3Ecorrect')).toEqual([]);
    expect(await narrowed(`q=${encodeURIComponent('WHAT OF SUNK')}`)).toEqual(['sunk']);
    expect(await narrowed(`q=${encodeURIComponent(`gained ${about}`)}`)).toEqual(['gained']);
    expect(await narrowed(`q=${encodeURIComponent(`%' OR 1=1; --_`)}`)).toEqual([]);
    expect(await narrowed('split=hard')).toEqual(['lost', 'sunk']);
    expect(await narrowed('split=hard&moved=correct%3E')).toEqual(['lost']);
  });

  test('every order holds all of them once, page by page', async () => {
    const { runs } = await twoRuns();
    for (const sort of QUESTION_ORDERS) {
      const whole = names((await listed(`${runs}&sort=${sort}`)).items);
      const paged: (string | undefined)[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: Awaited<ReturnType<typeof listed>> = await listed(
          `${runs}&sort=${sort}&limit=2${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
        );
        paged.push(...names(page.items));
        cursor = page.nextCursor;
      }
      expect(paged, sort).toEqual(whole);
      expect(new Set(paged).size, sort).toBe(5);
    }
    expect(names((await listed(`${runs}&sort=improvement&limit=1`)).items)).toEqual(['gained']);
    expect(names((await listed(`${runs}&sort=toolCalls&limit=1`)).items)).toEqual(['kept']);
    expect(names((await listed(`${runs}&sort=regression&offset=3&limit=1`)).items)).toEqual(['gained']);
  });

  test('share nothing where the runs ask different questions', async () => {
    const one = await importRun({ question: `Who ${randomUUID()}?`, rollouts: ['c'] });
    const other = await importRun({ question: `Who ${randomUUID()}?`, rollouts: ['c'] });
    expect(await listed(`runs=${one},${other}`)).toMatchObject({ items: [], total: 0, shared: 0, nextCursor: null });
  });

  test('refuse what cannot be answered', async () => {
    const { runs, baseline } = await twoRuns();
    expect(await refusedList('')).toMatchObject({ code: 'invalid_parameter', parameter: 'runs' });
    expect(await refusedList(`runs=${baseline}`)).toMatchObject({ code: 'invalid_parameter' });
    expect(await refusedList(`runs=${baseline},zwei`)).toMatchObject({ code: 'invalid_parameter' });
    expect(await refusedList(`runs=${baseline},999999`)).toMatchObject({ code: 'run_not_found' });
    expect(await refusedMoves(`runs=${baseline},999999`)).toMatchObject({ code: 'run_not_found' });
    for (const [query, parameter] of [
      ['against=0', 'against'],
      ['against=2', 'against'],
      ['against=-1', 'against'],
      ['baseline=1&against=1', 'against'],
      ['baseline=2', 'baseline'],
      ['baseline=x', 'baseline'],
      ['threshold=2', 'threshold'],
    ]) {
      expect(await refusedMoves(`${runs}&${query}`), query).toMatchObject({ code: 'invalid_parameter', parameter });
      expect(await refusedList(`${runs}&${query}`), query).toMatchObject({ code: 'invalid_parameter', parameter });
    }
    expect(await refusedList(`${runs}&moved=sideways`)).toMatchObject({
      code: 'invalid_parameter',
      parameter: 'moved',
      value: 'sideways',
    });
    expect(await refusedList(`${runs}&sort=shoes`)).toMatchObject({ code: 'invalid_parameter', parameter: 'sort' });
    expect(await refusedList(`${runs}&cursor=zzz`)).toMatchObject({ code: 'invalid_cursor' });
    const { nextCursor } = await listed(`${runs}&limit=2`);
    expect(await refusedList(`${runs}&sort=improvement&cursor=${encodeURIComponent(nextCursor ?? '')}`)).toMatchObject({
      code: 'invalid_cursor',
    });
    expect(await refusedList(`${runs}&colour=red`)).toMatchObject({ code: 'unknown_parameter', parameter: 'colour' });
    expect(await refusedMoves(`${runs}&sort=regression`)).toMatchObject({ code: 'unknown_parameter' });
  });
});
