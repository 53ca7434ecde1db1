import { randomUUID } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { OPERATIONS } from '@/lib/api/operations';

import * as beside from './beside/route';
import * as partners from './beside/partners/route';
import { answerOf, call, ENTITIES, groupOf, importLog, problemOf, useDataFolder } from './testing/call-api';

useDataFolder();

interface Sketch {
  readonly question: string;
  readonly id?: string;
  readonly step?: number;
  readonly rollout?: number;
  readonly queries: readonly string[];
  readonly found?: Readonly<Record<number, string>>;
  readonly correct?: boolean;
  readonly entities?: readonly string[];
  readonly page?: string;
}

/** A canonical line: one search a turn, thoughts that mention what `found` says, then the answer. */
function line({
  question,
  id,
  step = 1,
  rollout = 0,
  queries,
  found = {},
  correct = false,
  entities,
  page,
}: Sketch): string {
  const searches = queries.flatMap((query, at) => [
    {
      role: 'assistant',
      reasoning_content: `I look further. ${found[at + 1] ?? ''}`,
      content: '',
      tool_calls: [{ id: 'c', type: 'function', function: { name: 'search', arguments: JSON.stringify({ query }) } }],
    },
    { role: 'tool', tool_call_id: 'c', content: page ?? `A page about ${query}.` },
  ]);
  const answer = correct ? 'Karl' : 'Julius';
  return JSON.stringify({
    question,
    question_id: id,
    step,
    rollout,
    correct,
    entities: entities ?? ['Tegetthoff', 'Polar Year'],
    answer: ['Karl'],
    prediction: answer,
    messages: [
      { role: 'user', content: question },
      ...searches,
      { role: 'assistant', reasoning_content: 'So.', content: `<answer>${answer}</answer>` },
    ],
  });
}

const read = async (query: string) => answerOf(OPERATIONS.readBeside.answer, await call(beside.GET, query));
const refused = async (query: string) => problemOf(await call(beside.GET, query));

describe('two rollouts beside each other', () => {
  test('of one group: heads, alignment, first divergence and what only one found', async () => {
    const question = `Who ${randomUUID()}?`;
    const right = {
      question,
      queries: ['arctic expedition', 'tegetthoff ship', 'polar year'],
      found: { 2: 'The Tegetthoff.', 3: 'The Polar Year!' },
    };
    const { runId } = await importLog(
      [
        line({ ...right, rollout: 0, correct: true }),
        line({
          question,
          rollout: 1,
          queries: ['Arctic expedition?', 'julius payer'],
          found: { 1: 'The Tegetthoff.' },
        }),
      ].join('\n'),
    );
    const answer = await read(`left=${runId}.1&right=${runId}.2`);
    expect(answer.left).toMatchObject({
      n: 1,
      outcome: 'correct',
      matched: 2,
      toolCalls: 3,
      turns: 4,
      prediction: 'Karl',
      rewardEGrpo: 1,
    });
    expect(answer.right).toMatchObject({
      n: 2,
      outcome: 'near_miss',
      matched: 1,
      rewardEGrpo: 0.15,
      run: { id: Number(runId) },
    });
    expect(answer.alignment.rows.map(({ left, right: other, shared }) => [left, other, shared])).toEqual([
      [1, 1, true],
      [2, null, false],
      [null, 2, false],
      [3, null, false],
      [4, 3, false],
    ]);
    expect(answer.alignment).toMatchObject({ firstDivergence: 1, halfBand: null });
    expect(answer.alignment.rows[0]?.reasons).toEqual(['similar_query', 'only_right_found']);
    expect(answer.entities).toEqual([
      { entity: 1, foundBy: 'only_left', left: { found: 3, seen: null }, right: { found: null, seen: null } },
      { entity: 0, foundBy: 'both', left: { found: 2, seen: null }, right: { found: 1, seen: null } },
    ]);
    expect(answer.left.turnList[1]).toMatchObject({
      turn: 2,
      calls: [{ tool: 'search', queries: ['tegetthoff ship'], addresses: [] }],
      found: [0],
      thought: 'I look further. The Tegetthoff.',
      cut: false,
    });
    expect(answer.notices).toEqual([]);
  });

  test('follow the matcher and the scope in force', async () => {
    const question = `Who ${randomUUID()}?`;
    const { runId } = await importLog(
      line({ question, queries: ['x'], found: { 1: 'the tegetthoff' }, page: 'Polar Year' }),
    );
    const names = `left=${runId}.1&right=${runId}.1`;
    expect((await read(names)).entities.map(({ foundBy }) => foundBy)).toEqual(['neither', 'neither']);
    expect((await read(`${names}&matcher=casefold`)).entities[0]).toMatchObject({ entity: 0, foundBy: 'both' });
    expect((await read(`${names}&scope=observations`)).entities[0]).toMatchObject({ entity: 1, foundBy: 'both' });
  });

  test('the same rollout twice never parts, and the answer says so', async () => {
    const { runId } = await importLog(groupOf(`Who ${randomUUID()}?`, ENTITIES));
    const answer = await read(`left=${runId}.2&right=${runId}.2`);
    expect(answer.alignment).toMatchObject({ firstDivergence: null });
    expect(answer.alignment.rows.every(({ shared }) => shared)).toBe(true);
    expect(answer.notices.map(({ code }) => code)).toEqual(['same_rollout']);
  });

  test('of another step and of another run, by text where the ids differ', async () => {
    const question = `Who ${randomUUID()}?`;
    const one = await importLog(
      [line({ question, id: 'a', step: 1, queries: ['x'] }), line({ question, id: 'a', step: 2, queries: ['x'] })].join(
        '\n',
      ),
    );
    const two = await importLog(line({ question: `${question} `, id: 'b', queries: ['x'] }));
    const three = await importLog(
      line({ question: `In short: ${question}`, id: 'a', queries: ['x'], entities: ['Tegetthoff', 'Medal'] }),
    );
    expect((await read(`left=${one.runId}.1&right=${one.runId}.2`)).right.step).toBe(2);
    expect((await read(`left=${one.runId}.1&right=${two.runId}.1`)).notices).toEqual([]);
    const byId = await read(`left=${one.runId}.1&right=${three.runId}.1`);
    expect(byId.notices.map(({ code }) => code)).toEqual(['texts_differ', 'entities_differ']);
    expect(byId.question.entityList.map(({ name }) => name)).toEqual(['Tegetthoff', 'Polar Year', 'Medal']);
  });

  test('entities that only one run has are looked for on both sides', async () => {
    const question = `Who ${randomUUID()}?`;
    const found = { 1: 'The Medal and the Tegetthoff.' };
    const one = await importLog(line({ question, queries: ['x'], found, entities: ['Tegetthoff'] }));
    const two = await importLog(line({ question, queries: ['x'], found, entities: ['Medal'] }));
    const answer = await read(`left=${one.runId}.1&right=${two.runId}.1`);
    expect(answer.entities.map(({ entity, foundBy }) => [entity, foundBy])).toEqual([
      [0, 'both'],
      [1, 'both'],
    ]);
  });

  test('different questions, missing rollouts and names that are none are told apart', async () => {
    const { runId } = await importLog(`${groupOf(`Who ${randomUUID()}?`)}${groupOf('What else?')}`);
    const different = await refused(`left=${runId}.1&right=${runId}.5`);
    expect(different).toMatchObject({ code: 'different_questions', status: 409 });
    expect(different.detail).toContain('“What else?”');
    expect(await refused(`left=${runId}.1&right=${runId}.99`)).toMatchObject({
      code: 'rollout_not_found',
      status: 404,
    });
    expect(await refused(`left=2147483647.1&right=${runId}.1`)).toMatchObject({ code: 'run_not_found' });
    for (const name of ['1', '1.0', '-1.1', '1.2147483648', '1e3.1', "1.1' OR 1=1", '٣.١']) {
      expect(await refused(`left=${encodeURIComponent(name)}&right=${runId}.1`)).toMatchObject({
        code: 'invalid_parameter',
        parameter: 'left',
        value: name,
      });
    }
    expect(await refused(`left=${runId}.1`)).toMatchObject({ code: 'invalid_parameter', parameter: 'right' });
    expect(await refused(`left=${runId}.1&right=${runId}.2&top=1`)).toMatchObject({ code: 'unknown_parameter' });
  });

  test('a rollout without a turn is all of one side', async () => {
    const question = `Who ${randomUUID()}?`;
    const empty = JSON.stringify({ question, rollout: 1, step: 1, messages: [] });
    const { runId } = await importLog([line({ question, queries: ['x'] }), empty].join('\n'));
    const answer = await read(`left=${runId}.1&right=${runId}.2`);
    expect(answer.right.turnList).toEqual([]);
    expect(answer.alignment.rows.map(({ right }) => right)).toEqual([null, null]);
  });

  test('long texts are sent as beginnings', async () => {
    const question = `Who ${randomUUID()}?`;
    const long = `${'word '.repeat(2_000)}Tegetthoff`;
    const { runId } = await importLog(
      line({ question, queries: ['q'.repeat(900)], found: { 1: long }, page: 'p'.repeat(150_000) }),
    );
    const answer = await read(`left=${runId}.1&right=${runId}.1`);
    const [first] = answer.left.turnList;
    expect(first).toMatchObject({ cut: true, observationLength: 150_000 });
    expect(first?.thought).toHaveLength(600);
    expect(first?.calls[0]?.queries[0]).toHaveLength(240);
  });
});

describe('what a rollout can be put beside', () => {
  test('its group, its place at other steps and in other runs', async () => {
    const question = `Who ${randomUUID()}?`;
    const steps = [1, 2, 3].flatMap((step) => [0, 1].map((rollout) => ({ step, rollout })));
    const log = steps
      .map(({ step, rollout }) => line({ question, step, rollout, queries: ['x'], correct: rollout === 1 }))
      .join('\n');
    const one = await importLog(log, 'run=one');
    const two = await importLog(log, 'run=two');
    const answer = await answerOf(OPERATIONS.readPartners.answer, await call(partners.GET, `of=${one.runId}.3`));
    expect(answer.of).toMatchObject({ n: 3, step: 2, rollout: 0 });
    expect(answer.bestCorrect).toMatchObject({ n: 4, outcome: 'correct' });
    expect(answer.group.map(({ n }) => n)).toEqual([4]);
    expect(answer.steps.map(({ step, rollout, n }) => [step, rollout, n])).toEqual([
      [1, 0, 1],
      [3, 0, 5],
    ]);
    expect(answer.runs.map(({ runId, runName, step, n }) => [String(runId), runName, step, n])).toEqual([
      [two.runId, 'two', 2, 3],
    ]);
    expect([answer.stepsTotal, answer.runsTotal]).toEqual([2, 1]);
    expect(await problemOf(await call(partners.GET, `of=${one.runId}.7`))).toMatchObject({ code: 'rollout_not_found' });
  });
});
