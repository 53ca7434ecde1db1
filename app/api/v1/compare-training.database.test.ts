import { randomUUID } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { OPERATIONS } from '@/lib/api/operations';

import * as panels from './compare/panels/route';
import * as training from './compare/training/route';
import * as rollouts from './runs/[id]/rollouts/route';
import { answerOf, call, importLog, problemOf, useDataFolder } from './testing/call-api';

useDataFolder();

interface Sketch {
  readonly question: string;
  readonly step?: number;
  /** One a rollout: right, and which of the two entities are in its thoughts, queries, observations. */
  readonly rollouts: readonly (readonly [correct: boolean, thinks: string, reads?: string])[];
  readonly tokens?: boolean;
  readonly rewards?: readonly number[];
  readonly split?: string;
}

function logOf(sketches: readonly Sketch[]): string {
  const lines = sketches.flatMap(({ question, step, tokens = true, rewards, split, rollouts: group }) =>
    group.map(([correct, thinks, reads = 'Nothing.'], rollout) =>
      JSON.stringify({
        question,
        rollout,
        ...(step === undefined ? {} : { step }),
        ...(tokens ? { tokens: { prompt: 60, completion: 40 } } : {}),
        ...(rewards === undefined ? {} : { reward: rewards[rollout] }),
        ...(split === undefined ? {} : { split }),
        entities: ['Key', 'Map'],
        correct,
        messages: [
          { role: 'assistant', content: '<think>Where to begin?</think><search>begin</search>' },
          { role: 'user', content: `<information>${reads}</information>` },
          { role: 'assistant', content: `<think>${thinks}</think><answer>So.</answer>` },
        ],
      }),
    ),
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** Two steps of two questions; the second question is the run's own. */
function trained(id: string, own: string): readonly Sketch[] {
  return [
    {
      question: `Where is ${id}?`,
      step: 1,
      rollouts: [
        [true, 'Key, Map'],
        [false, 'Key'],
        [false, 'no'],
      ],
      rewards: [2, -1, -1],
    },
    {
      question: `Own ${own}?`,
      step: 1,
      rollouts: [
        [false, 'no'],
        [false, 'no'],
      ],
      rewards: [0, 0],
    },
    {
      question: `Where is ${id}?`,
      step: 3,
      rollouts: [
        [true, 'Key, Map'],
        [true, 'Key'],
      ],
      rewards: [2, 2],
    },
  ];
}

async function read(query: string) {
  return answerOf(OPERATIONS.readTrainingComparison.answer, await call(training.GET, query));
}

async function readPanels(query: string) {
  return answerOf(OPERATIONS.readPanelsComparison.answer, await call(panels.GET, query));
}

async function listed(runId: string, filter: string): Promise<number> {
  const query = `limit=1&filter=${encodeURIComponent(filter)}`;
  const response = await call(rollouts.GET, query, { params: { id: runId } });
  return (await answerOf(OPERATIONS.listRollouts.answer, response)).total;
}

describe('runs over training', () => {
  test('each side by step, with rewards and how far training had come', async () => {
    const [id, own, other] = [randomUUID(), randomUUID(), randomUUID()];
    const { runId: first } = await importLog(logOf(trained(id, own)));
    const { runId: second } = await importLog(
      logOf(
        trained(id, other)
          .slice(0, 2)
          .map((at) => ({ ...at, tokens: false })),
      ),
    );
    const answer = await read(`runs=${first},${second}`);
    expect(answer).toMatchObject({ over: 'all', sharedQuestions: 1, definitions: { std: 'sample' } });
    const [left, right] = answer.sides;
    expect(left).toMatchObject({
      rollouts: 7,
      rolloutsWithoutStep: 0,
      steps: 2,
      stepsPerPoint: 1,
      firstStep: [1, 3],
      lastStep: [1, 3],
      rolloutsAt: [5, 2],
      rolloutsSoFar: [5, 7],
      tokensSoFar: [500, 700],
    });
    expect(left?.measures.accuracy).toMatchObject({ value: [0.2, 1], n: [5, 2] });
    // Found of the two entities: 2, 1, 0 and 0, 0; then 2 and 1.
    expect(left?.measures.matchRate.value).toEqual([0.3, 0.75]);
    expect(left?.measures.zeroAdvantageGrpo).toMatchObject({ value: [0.5, 1], n: [2, 1] });
    // E-GRPO pays 1, 0.15, 0: stdev .5392958; the group that found nothing has 0.
    expect(left?.rewards.e_grpo.mean.value).toEqual([0.23, 1]);
    expect(left?.rewards.e_grpo.deviation).toMatchObject({ value: [0.269645, 0], n: [2, 1] });
    // The log's own: stdev(2, -1, -1) = sqrt 3, halved.
    expect(left?.rewards.logged.deviation.value[0]).toBeCloseTo(Math.sqrt(3) / 2, 5);
    expect(right).toMatchObject({ steps: 1, tokensSoFar: null, rolloutsWithoutTokens: 5, rolloutsSoFar: [5] });
    const population = await read(`runs=${first},${second}&std=population`);
    expect(population.sides[0]?.rewards.logged.deviation.value[0]).toBeCloseTo(Math.SQRT2 / 2, 5);
  });

  test('over the shared questions alone, and the links that lead to them', async () => {
    const [id, own, other] = [randomUUID(), randomUUID(), randomUUID()];
    const { runId: first } = await importLog(logOf(trained(id, own)));
    const { runId: second } = await importLog(logOf(trained(id, other)));
    const { sides } = await read(`runs=${first},${second}@last&over=shared`);
    expect(sides[0]).toMatchObject({ rollouts: 5, rolloutsAt: [3, 2], filterIsExact: true });
    // Progress is that of the whole side.
    expect(sides[0]?.rolloutsSoFar).toEqual([5, 7]);
    expect(sides[1]).toMatchObject({ rollouts: 2, firstStep: [3], rolloutsSoFar: [2], filter: 'step:3' });
    expect(await listed(first, `${sides[0]?.filter} step:1`)).toBe(3);
  });

  test('no steps, no shared question, one question alone', async () => {
    const [id, own] = [randomUUID(), randomUUID()];
    const stepless = trained(id, own)
      .slice(0, 2)
      .map(({ question, rollouts: group }) => ({ question, rollouts: group }));
    const { runId: first } = await importLog(logOf(stepless));
    const { runId: second } = await importLog(logOf(trained(randomUUID(), randomUUID())));
    const { sides, sharedQuestions } = await read(`runs=${first},${second}&over=shared`);
    expect(sharedQuestions).toBe(0);
    expect(sides[0]).toMatchObject({ steps: 0, firstStep: [], rolloutsWithoutStep: 5, tokensSoFar: null });
    expect(sides[1]).toMatchObject({ steps: 0, rollouts: 0 });
    const all = await read(`runs=${first},${second}`);
    expect(all.sides.map(({ steps }) => steps)).toEqual([0, 2]);
  });
});

type PanelSide = Awaited<ReturnType<typeof readPanels>>['sides'][number];

/** The marks of a side of one question: what each links to, and how many rollouts it stands for. */
function marksOf(side: PanelSide | undefined): readonly { readonly filter: string; readonly rollouts: number }[] {
  if (side === undefined) return [];
  return [
    ...side.separation.distribution.bins.flatMap((bin) => [
      { filter: bin.filterCorrect, rollouts: bin.correct },
      { filter: bin.filterWrong, rollouts: bin.wrong },
    ]),
    ...side.accuracyByRate.matchRate.map(({ filter, n }) => ({ filter, rollouts: n })),
    ...side.contrast.cells.map(({ filter }) => ({ filter: filter ?? '', rollouts: side.rollouts })),
  ];
}

describe('panels', () => {
  test('the figures of each side in the same bins, with marks that lead to their rollouts', async () => {
    const [id, own, other] = [randomUUID(), randomUUID(), randomUUID()];
    const { runId: first } = await importLog(logOf(trained(id, own)));
    const { runId: second } = await importLog(logOf(trained(id, other)));
    const answer = await readPanels(`runs=${first},${second}@1`);
    expect(answer).toMatchObject({ over: 'shared', sharedQuestions: 1 });
    const [left, right] = answer.sides;
    expect(left).toMatchObject({ rollouts: 5, accuracy: { value: 0.6, n: 5 }, filterIsExact: true });
    // Correct rollouts found 2, 2 and 1 of 2, wrong ones 1 and 0.
    expect(left?.contrast).toMatchObject({
      questions: 1,
      signTest: { higher: 1, lower: 0, ties: 0, pValue: 1 },
      cells: [{ side: 'correct_higher', meanWrong: 0.25 }],
    });
    expect(left?.separation.distribution.bins.map(({ correct, wrong }) => [correct, wrong])).toEqual([
      [0, 1],
      [1, 1],
      [2, 0],
    ]);
    expect(right?.separation.distribution.bins.map(({ rates }) => rates.low)).toEqual([0, 0.5, 1]);
    for (const [side, runId] of [
      [left, first],
      [right, second],
    ] as const) {
      for (const { filter, rollouts: count } of marksOf(side)) expect(await listed(runId, filter)).toBe(count);
    }
  });

  test('figure 5: thoughts alone against whatever stands anywhere in the trajectory', async () => {
    const [id, other] = [randomUUID(), randomUUID()];
    const group: Sketch['rollouts'] = [
      [true, 'Key, Map', 'Key'],
      // In its thoughts one, in what it read the other: together both, which no single scope tells.
      [false, 'Key', 'Map'],
      [false, 'no', 'Map'],
      [false, 'no'],
    ];
    const log = (name: string) =>
      logOf([
        { question: `Where is ${id}?`, rollouts: group },
        { question: `And ${name}?`, rollouts: group },
      ]);
    const { runId: first } = await importLog(log(id));
    const { runId: second } = await importLog(log(other));
    const { sides } = await readPanels(`runs=${first},${second}`);
    const byText = new Map(
      sides[0]?.texts.map(({ text, distribution }) => [text, distribution.bins.map(({ wrong }) => wrong)]),
    );
    expect([...byText.keys()]).toEqual(['thoughts', 'queries', 'observations', 'answer', 'anywhere']);
    expect(byText.get('thoughts')).toEqual([2, 1, 0]);
    expect(byText.get('observations')).toEqual([1, 0, 2]);
    expect(byText.get('anywhere')).toEqual([1, 1, 1]);
    expect(byText.get('answer')).toEqual([3, 0, 0]);
    const area = (text: string) => sides[0]?.texts.find((found) => found.text === text)?.area.value;
    expect(area('thoughts')).toBe(1);
    expect(area('anywhere')).toBeCloseTo(2.5 / 3, 12);
    expect(area('answer')).toBe(0.5);
  });

  test('without a shared question there is nothing to draw; over all rollouts there is', async () => {
    const { runId: first } = await importLog(logOf(trained(randomUUID(), randomUUID())));
    const { runId: second } = await importLog(logOf(trained(randomUUID(), randomUUID())));
    const shared = await readPanels(`runs=${first},${second}`);
    expect(shared.sides.map(({ rollouts: count }) => count)).toEqual([0, 0]);
    expect(shared.sides[0]?.correlation.pearson).toMatchObject({ r: null, reason: 'no_observations' });
    expect(shared.sides[0]?.texts[4]?.area).toEqual({ value: null, low: null, high: null, n: 0 });
    const all = await readPanels(`runs=${first},${second}&over=all`);
    expect(all.sides.map(({ rollouts: count }) => count)).toEqual([7, 7]);
    expect(all.sides[0]?.correlation.pearson.r).toBeGreaterThan(0);
  });
});

describe('narrowed to a split', () => {
  const group: Sketch['rollouts'] = [
    [true, 'Key, Map'],
    [false, 'Key'],
  ];

  /** A question of both runs whose split the first alone names, and one of each run's own. */
  async function importTwo() {
    const shared = { question: `Both ${randomUUID()}?`, step: 1, rollouts: group };
    const own = (split: string) => ({
      question: `Own ${randomUUID()}?`,
      step: 2,
      split,
      rollouts: [...group, ...group],
    });
    const { runId: first } = await importLog(logOf([{ ...shared, split: 'easy' }, own('hard')]));
    const { runId: second } = await importLog(logOf([shared, own('easy')]));
    return { first, second, runs: `runs=${first},${second}` };
  }

  test('a shared question has the split that the first side names, another that of its own log', async () => {
    const { first, second, runs } = await importTwo();
    const counts = async (query: string) => {
      const [curves, figures] = [await read(`${runs}&${query}`), await readPanels(`${runs}&${query}`)];
      expect([curves.split, curves.sharedQuestions]).toEqual([figures.split, figures.sharedQuestions]);
      const drawn = curves.sides.map(({ rollouts: count }) => count);
      expect(figures.sides.map(({ rollouts: count }) => count)).toEqual(drawn);
      expect(figures.sides.map(({ texts }) => texts[0]?.distribution.correct)).toEqual(drawn.map((count) => count / 2));
      return [curves.split, curves.sharedQuestions, ...drawn];
    };
    expect(await counts('over=all')).toEqual([null, 1, 6, 6]);
    expect(await counts('over=all&split=easy')).toEqual(['easy', 1, 2, 6]);
    expect(await counts('over=all&split=hard')).toEqual(['hard', 0, 4, 0]);
    expect(await counts('over=shared&split=easy')).toEqual(['easy', 1, 2, 2]);
    expect(await counts('over=shared&split=hard')).toEqual(['hard', 0, 0, 0]);
    expect(await counts('over=all&split=none')).toEqual(['none', 0, 0, 0]);
    const { sides } = await read(`${runs}&over=all&split=easy`);
    expect(await listed(first, sides[0]?.filter ?? '')).toBe(2);
    expect(await listed(second, sides[1]?.filter ?? '')).toBe(6);
    // How far training had come is that of the whole side.
    expect(sides[0]).toMatchObject({ firstStep: [1], rolloutsAt: [2], rolloutsSoFar: [2], tokensSoFar: [200] });
  });
});

describe.each([
  ['training', training.GET],
  ['panels', panels.GET],
] as const)('bad input of %s', (_name, handler) => {
  test('says what is wrong', async () => {
    const { runId } = await importLog(logOf(trained(randomUUID(), randomUUID())));
    const bad: readonly (readonly [query: string, code: string, words: string])[] = [
      ['', 'invalid_parameter', 'runs'],
      ['runs=', 'invalid_parameter', 'two to ten'],
      [`runs=${runId}`, 'invalid_parameter', 'two to ten'],
      [`runs=${runId},${runId}`, 'invalid_parameter', 'different sides'],
      [`runs=${runId},x`, 'invalid_parameter', 'two to ten'],
      [`runs=${runId},${runId}@9..1`, 'invalid_parameter', 'two to ten'],
      [`runs=${Array.from({ length: 11 }, (_, at) => `${runId}@${at}`).join(',')}`, 'invalid_parameter', 'two to ten'],
      [`runs=${runId},2147483647`, 'run_not_found', '2147483647'],
      [`runs=${runId},${runId}@1&over=some`, 'invalid_parameter', 'all, shared'],
      [`runs=${runId},${runId}@1&smooth=1`, 'unknown_parameter', 'smooth'],
      [`runs=${runId},${runId}@1&alpha=2`, 'invalid_parameter', 'alpha'],
      [`runs=${'1,'.repeat(300)}2`, 'invalid_parameter', 'runs'],
      [`runs=${encodeURIComponent("1,2'; DROP TABLE runs; --")}`, 'invalid_parameter', 'two to ten'],
    ];
    for (const [query, code, words] of bad) {
      const problem = await problemOf(await call(handler, query));
      expect([query, problem.code]).toEqual([query, code]);
      expect(problem.detail).toContain(words);
    }
  });

  test('takes steps that no rollout has for an empty side', async () => {
    const { runId } = await importLog(logOf(trained(randomUUID(), randomUUID())));
    const response = await call(handler, `runs=${runId},${runId}@900`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ sides: [{}, { rollouts: 0 }] });
  });
});
