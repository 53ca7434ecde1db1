import { describe, expect, it } from 'vitest';
import { headOf } from '@/lib/import/testing/byte-source';
import { readProbe } from '@/lib/import/probe/read-probe';
import type { ImportSettings } from '@/lib/import/settings/import-settings';
import { planRuns } from './plan-runs';

const CANONICAL = '{"question":"Who?","messages":[]}\n';
const VERIFIERS = '{"example_id":0,"prompt":[],"completion":[],"reward":1}\n';
const GOLD = '{"question":"Who?","entities":["Tegetthoff"]}\n';

function plan(files: Readonly<Record<string, string>>, settings: ImportSettings = {}) {
  const looked = Object.entries(files).map(([path, text]) => ({
    path,
    probe: readProbe(headOf(path, Buffer.from(text))),
  }));
  const { runs, leftOut } = planRuns(looked, settings);
  return {
    runs: runs.map(({ name, importer, files: members, companions }) => ({
      name,
      format: importer?.id ?? null,
      files: members.map(({ path }) => path),
      companions,
    })),
    leftOut: leftOut.map(({ path, kind }) => `${kind} ${path}`),
  };
}

describe('planRuns', () => {
  it('gives each file of its own a run, named after it, or after its folder where many are called so', () => {
    const { runs } = plan({ 'exp/good.jsonl': CANONICAL, 'env--model/ab12/results.jsonl': VERIFIERS });
    expect(runs.map(({ name }) => name)).toEqual(['ab12', 'good']);
  });

  it('puts numbered files of a folder into one run, in natural order', () => {
    const { runs } = plan({ 'exp/10.jsonl': CANONICAL, 'exp/9.jsonl': CANONICAL, 'other/1.jsonl': CANONICAL });
    expect(runs.map(({ name, files }) => [name, files])).toEqual([
      ['exp', ['exp/9.jsonl', 'exp/10.jsonl']],
      ['other', ['other/1.jsonl']],
    ]);
  });

  it('takes files of one record each, in one folder or in its steps, for the rollouts of one run', () => {
    const files = Object.fromEntries(
      [0, 1].flatMap((step) => ['a', 'b'].map((name) => [`small/step_${step}/rollout_${name}.json`, CANONICAL])),
    );
    const { runs } = plan({ ...files, 'other/one.json': CANONICAL, 'other/two.json': CANONICAL });
    expect(runs.map(({ name, files: members }) => [name, members.length])).toEqual([
      ['one', 1],
      ['two', 1],
      ['small', 4],
    ]);
  });

  it('puts files of one name in the folders of several steps into one run', () => {
    const two = CANONICAL + CANONICAL;
    const { runs } = plan({ 'exp/step_1/log.jsonl': two, 'exp/step_2/log.jsonl': two });
    expect(runs).toMatchObject([{ name: 'exp', files: ['exp/step_1/log.jsonl', 'exp/step_2/log.jsonl'] }]);
  });

  it('reads a scored copy instead of the file it was made of', () => {
    const row = '{"question":"q","answer":"a","messages":[],"prediction":"b","termination":"answer"}\n';
    const scored =
      '{"question":"q","answer":"a","messages":[],"prediction":"b","is_correct":true,"judgement":"Correct"}\n';
    const { runs, leftOut } = plan({ 'o/iter1.jsonl': row, 'o/iter1_scored.jsonl': scored, 'o/iter2.jsonl': row });
    expect(runs.map(({ files }) => files)).toEqual([['o/iter1_scored.jsonl', 'o/iter2.jsonl']]);
    expect(leftOut).toEqual(['superseded o/iter1.jsonl']);
  });

  it('gives metadata to the logs of its folder only', () => {
    const { runs, leftOut } = plan({
      'a/results.jsonl': VERIFIERS,
      'a/metadata.json': '{"env_id":"x"}',
      'b/results.jsonl': VERIFIERS,
    });
    expect(runs.map(({ companions }) => companions)).toEqual([['a/metadata.json'], []]);
    expect(leftOut).toEqual(['companion a/metadata.json']);
  });

  it('tells gold entities, questions, tables and what is none of these apart', () => {
    const { runs, leftOut } = plan({
      'gold.jsonl': GOLD,
      'questions.jsonl': '{"question":"Who?","answer":"Payer"}\n',
      'table.csv': 'said,verdict\nPayer,yes\n',
      'notes.md': 'Hello.\n',
    });
    expect(runs).toEqual([{ name: 'table', format: null, files: ['table.csv'], companions: [] }]);
    expect(leftOut).toEqual(['entities gold.jsonl', 'refused notes.md', 'questions questions.jsonl']);
  });

  it('does as it is told: one run, a run a file, a format, a mapping, left out', () => {
    const files = { 'a.jsonl': CANONICAL, 'b.jsonl': CANONICAL, 't.jsonl': '{"x":"1","y":"2"}\n' };
    expect(plan(files, { files: 'one_run' }).runs.map((run) => run.files)).toEqual([
      ['a.jsonl', 'b.jsonl'],
      ['t.jsonl'],
    ]);
    expect(plan(files, { files: 'run_per_file' }).runs).toHaveLength(3);
    const mapped = plan(files, { runs: { 'file:t.jsonl': { mapping: { question: 'x', text: 'y' }, name: 'T' } } });
    expect(mapped.runs.at(-1)).toMatchObject({ name: 'T', files: ['t.jsonl'] });
    expect(mapped.runs.at(-1)?.format).not.toBeNull();
    const left = plan(files, { exclude: ['a.jsonl'], runs: { 'file:b.jsonl': { skip: true } } });
    expect(left.leftOut).toEqual(['excluded a.jsonl', 'excluded b.jsonl']);
  });

  it('keeps keys of settings that are names of objects from meaning anything', () => {
    const { runs } = plan({ 'constructor.jsonl': CANONICAL }, { runs: { __proto__: { skip: true } } });
    expect(runs).toHaveLength(1);
  });
});
