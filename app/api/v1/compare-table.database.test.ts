import { randomUUID } from 'node:crypto';

import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { OPERATIONS } from '@/lib/api/operations';
import { COMPARISON_COLUMNS } from '@/lib/core/compare-runs/comparison-rows';
import { database } from '@/lib/db/client';

import * as compare from './compare/route';
import * as table from './compare/table/route';
import { answerOf, call, importLog, problemOf, useDataFolder } from './testing/call-api';

useDataFolder();

const rowsSchema = z.array(z.record(z.string(), z.string()));

interface Asked {
  readonly correct: (question: number, rollout: number) => boolean;
  readonly split?: (question: number) => string;
}

/** Twelve questions with two rollouts each. */
async function importRun(mark: string, { correct, split }: Asked): Promise<string> {
  const lines = Array.from({ length: 24 }, (_, at) => {
    const question = at >> 1;
    const rollout = at & 1;
    return JSON.stringify({
      question: `Question ${question} ${mark}?`,
      rollout,
      correct: correct(question, rollout),
      ...(split === undefined ? {} : { split: split(question) }),
      messages: [{ role: 'assistant', content: '<answer>So.</answer>' }],
    });
  });
  return (await importLog(`${lines.join('\n')}\n`)).runId;
}

async function importTwo(split?: (question: number) => string) {
  const mark = randomUUID();
  const parts = split === undefined ? {} : { split };
  const left = await importRun(mark, { correct: (question) => question < 4, ...parts });
  const right = await importRun(mark, { correct: (question) => question < 10, ...parts });
  return { left, right, runs: `${left},${right}` };
}

async function textOf(query: string): Promise<string> {
  const response = await call(table.GET, query);
  expect(response.status, query).toBe(200);
  return response.text();
}
async function rowsOf(query: string) {
  return rowsSchema.parse(parse(await textOf(`${query}&format=csv`), { columns: true }));
}

describe('the table of a comparison', () => {
  test('as CSV holds every number that the API gives, raw', async () => {
    const { runs } = await importTwo();
    const rows = await rowsOf(`runs=${runs}&metrics=accuracy,tool_calls`);
    const comparison = await answerOf(
      OPERATIONS.compareRuns.answer,
      await call(compare.GET, `runs=${runs}&metrics=accuracy,tool_calls`),
    );
    expect(Object.keys(rows[0] ?? {})).toEqual([...COMPARISON_COLUMNS]);
    expect(rows.map(({ metric, is_baseline: isBaseline }) => [metric, isBaseline])).toEqual([
      ['accuracy', 'true'],
      ['accuracy', 'false'],
      ['tool_calls', 'true'],
      ['tool_calls', 'false'],
    ]);
    const [accuracy] = comparison.metrics;
    const difference = accuracy?.differences[1];
    expect(rows[0]).toMatchObject({ value: String(4 / 12), difference: '', questions: '12', observations: '24' });
    expect(rows[1]).toMatchObject({
      value: String(10 / 12),
      difference: String(difference?.value),
      difference_low: String(difference?.low),
      difference_high: String(difference?.high),
      p_value: String(difference?.test?.pValue),
      p_holm: String(difference?.test?.holm),
      questions_higher: '6',
      questions_lower: '0',
      questions_tied: '6',
      verdict: difference?.verdict,
      tests: String(comparison.tests),
      resamples: '10000',
      matcher: 'exact',
      metrics_version: String(comparison.definitions.metricsVersion),
    });
    expect(difference?.value).toBeCloseTo(0.5, 12);
  });

  test('follows baseline, k, metrics, split and definitions', async () => {
    const { left, runs } = await importTwo((question) => (question % 2 === 0 ? 'even' : 'odd'));
    const swapped = await rowsOf(`runs=${runs}&baseline=1&metrics=accuracy&k=1&alpha=0.5`);
    expect(Number(swapped[0]?.['difference'])).toBeCloseTo(-0.5, 12);
    expect(swapped[0]).toMatchObject({ run_id: left, k: '1', alpha: '0.5', baseline: runs.split(',')[1] });
    expect(swapped.map(({ split }) => split)).toEqual(['', '', 'even', 'even', 'odd', 'odd']);
    expect(swapped[2]).toMatchObject({ questions: '6' });
    const even = await rowsOf(`runs=${runs}&metrics=accuracy&split=even`);
    expect(even[0]).toMatchObject({ split: 'even', questions: '6' });
    const text = await textOf(`runs=${runs}&metrics=accuracy&split=even&format=markdown`);
    expect(text).toContain('Split: even');
  });

  test('as LaTeX and Markdown shows names of runs as text only', async () => {
    const { left, runs } = await importTwo();
    const name = '=cmd|\\input{/etc/passwd} & 50% <b>$x_1$</b>\n| [x](javascript:1)';
    await database().prisma.run.update({ where: { id: Number(left) }, data: { name } });
    const query = `runs=${runs}&metrics=accuracy,turns`;
    const latex = await textOf(`${query}&format=latex`);
    expect(latex).toContain(String.raw`{=cmd\textbar{}\textbackslash{}input\{/etc/passwd\} \& 50\% \textless{}b`);
    expect(latex).not.toContain(String.raw`\input`);
    for (const part of [String.raw`\toprule`, String.raw`\midrule`, String.raw`\bottomrule`, '+50.0']) {
      expect(latex).toContain(part);
    }
    const markdown = await textOf(`${query}&format=markdown`);
    expect(markdown.split('\n').filter((line) => line.startsWith('| '))).toHaveLength(4);
    expect(markdown).not.toMatch(/<b>|\]\(javascript/);
    const rows = await rowsOf(query);
    expect(rows[0]?.['run_name']).toBe(`'${name}`);
    for (const text of [latex, markdown]) {
      expect(text).toMatch(/metrics version \d/);
      expect(text).toMatch(/10,000 bootstrap resamples/);
      expect(text).toMatch(/12 questions that all 2 share/);
      expect(text).toMatch(/matcher exact in thoughts/);
    }
  });

  test('in full has the effect size and what can be detected', async () => {
    const { runs } = await importTwo();
    const query = `runs=${runs}&metrics=accuracy`;
    const [row] = (await rowsOf(query)).slice(1);
    const detectable = (100 * Number(row?.['detectable_difference_one_test'])).toFixed(1);
    const effect = `+${Number(row?.['effect_size']).toFixed(2)}`;
    expect(await textOf(`${query}&format=latex&detail=full`)).toContain(
      String.raw`\quad effect size $d_z$ &  &  & {\footnotesize ${effect}} \\`,
    );
    expect(await textOf(`${query}&format=markdown&detail=full`)).toContain(
      `detectable difference |  |  | ${detectable} |`,
    );
    expect(await textOf(`${query}&format=latex&detail=short`)).toBe(await textOf(`${query}&format=latex`));
    expect(await textOf(`${query}&format=latex`)).not.toContain('effect size');
    expect(await textOf(`${query}&format=csv&detail=full`)).toBe(await textOf(`${query}&format=csv`));
  });

  test('is a file of its kind', async () => {
    const { runs } = await importTwo();
    const kinds = [
      ['csv', 'text/csv; charset=utf-8', 'csv'],
      ['latex', 'application/x-tex; charset=utf-8', 'tex'],
      ['markdown', 'text/markdown; charset=utf-8', 'md'],
    ] as const;
    for (const [format, mediaType, ending] of kinds) {
      const response = await call(table.GET, `runs=${runs}&metrics=turns&format=${format}`);
      expect(response.headers.get('content-type')).toBe(mediaType);
      expect(response.headers.get('content-disposition')).toBe(
        `attachment; filename="nearmiss-comparison-${runs.replace(',', '-')}.${ending}"`,
      );
    }
    const full = await call(table.GET, `runs=${runs}&metrics=turns&format=latex&detail=full`);
    expect(full.headers.get('content-disposition')).toContain('-all-numbers.tex"');
  });

  test('says what is wrong with what is asked', async () => {
    const { runs } = await importTwo();
    const wrong = [
      [`runs=${runs}&format=pdf`, 'invalid_parameter'],
      [`runs=${runs}&format=latex&detail=most`, 'invalid_parameter'],
      [`runs=${runs}&baseline=2`, 'invalid_parameter'],
      [`runs=${runs}&metrics=shoes`, 'invalid_parameter'],
      [`runs=${runs}&shoes=1`, 'unknown_parameter'],
      [`runs=${runs},999999`, 'run_not_found'],
      ['runs=1', 'invalid_parameter'],
    ] as const;
    for (const [query, code] of wrong) {
      expect(await problemOf(await call(table.GET, query)), query).toMatchObject({ code });
    }
  });
});
