import { describe, expect, it } from 'vitest';
import { baseNameOf, dashedFolderOf, fileIsRun, folderOf, numberedFile, stemOf, stepOf } from './path-facts';

describe('parts of paths', () => {
  it.each([
    ['a/b/c.tar.gz', 'a/b', 'c.tar.gz', 'c.tar'],
    ['c', '', 'c', 'c'],
    ['.hidden', '', '.hidden', '.hidden'],
    ['', '', '', ''],
  ])('%j', (path, folder, name, stem) => {
    expect([folderOf(path), baseNameOf(path), stemOf(path)]).toEqual([folder, name, stem]);
  });

  it.each([
    ['out/gsm8k--org--model/run--1/results.jsonl', ['run', '1']],
    ['out/gsm8k--org--model/abc/results.jsonl', ['gsm8k', 'org', 'model']],
    ['out/abc/results--2.jsonl', null],
  ])('the dashed folder of %s is %j', (path, parts) => {
    expect(dashedFolderOf(path)).toEqual(parts);
  });

  it.each([
    ['exp/global_step_120_evals/nq.jsonl', 120],
    ['exp/step_3/step_4/a.json', 4],
    ['exp/train_step-7.json', 7],
    ['exp/stepping_stones/a.json', null],
    ['exp/12.jsonl', null],
  ])('the step of %s is %s', (path, step) => {
    expect(stepOf(path)).toBe(step);
  });
});

describe('numberedFile', () => {
  it.each([
    ['exp/12.jsonl', { run: 'exp/', runName: 'exp', step: 12, rolloutIndex: null }],
    ['exp/log_step_12.jsonl', { run: 'exp/log', runName: 'log', step: 12, rolloutIndex: null }],
    ['exp/iter3.jsonl', { run: 'exp/', runName: 'exp', step: null, rolloutIndex: 3 }],
    ['exp/nq-seed7.jsonl', { run: 'exp/nq', runName: 'nq', step: null, rolloutIndex: 7 }],
    ['exp/dump-rank0.jsonl', { run: 'exp/dump', runName: 'dump', step: null, rolloutIndex: null }],
    ['5.jsonl', { run: '/', runName: null, step: 5, rolloutIndex: null }],
  ])('%s', (path, facts) => {
    expect(numberedFile(path)).toMatchObject(facts);
  });

  it.each(['exp/gpt-4.jsonl', 'qwen3.jsonl', 'results.jsonl', 'restep12b.jsonl'])('%s is a run of its own', (path) => {
    expect(numberedFile(path)).toEqual(fileIsRun(path));
  });
});
