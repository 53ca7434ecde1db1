import { describe, expect, test } from 'vitest';

import { previewText } from './preview-text';
import { previewOf, runOf } from './testing/preview-documents';

const ADDRESS = 'http://127.0.0.1:3000';
const rollout = {
  file: 'log.jsonl',
  line: 1,
  questionId: 'q1',
  question: 'Which ship?',
  answers: ['Tegetthoff'],
  entities: ['Tegetthoff', 'Payer'],
  step: 1,
  prediction: null,
  correct: null,
  termination: null,
  turnList: [
    {
      turn: 1,
      spans: [
        { kind: 'thought' as const, message: 1, text: 'First\nI \u001B[31mthink', tool: null },
        { kind: 'query' as const, message: 1, text: 'ship', tool: { name: 'search', arguments: '{}' } },
      ],
    },
  ],
};

describe('previewText', () => {
  test('a run with its first rollout', () => {
    const notices = [{ code: 'logged_steps_only', message: 'Only logging steps are written.' }];
    const issues = [{ file: null, line: 7, code: 'line_not_json', message: 'no JSON' }];
    expect(previewText(previewOf([runOf({ rollouts: [rollout], notices, issues })]), ADDRESS)).toBe(
      `Run: log
  Format         Nearmiss JSON Lines (records with a question and messages)
  Files          1 file, 2.0 kB: log.jsonl
  Rollouts       4 rollouts
  Grouped        by question: 1 group of 4 rollouts
  Correctness    4 by what the log says; 1 correct, 3 wrong
  Thoughts from  4 of 4 between think tags
  Gold entities  for 100.0% of 1 question: 1 from the log
  Note           Only logging steps are written.
  Not used       1 record of those read, such as
                 line 7: no JSON
  First rollout (log.jsonl, line 1), as it was read:
    Question       Which ship?
    Gold answers   Tegetthoff
    Entities       Tegetthoff · Payer
    Prediction     none
    Correct        not decided
      1 thought     First I \uFFFD[31mthink
      1 query       ship
`,
    );
  });

  test('a run that is there already has the address of its page', () => {
    const text = previewText(previewOf([runOf({ existing: { runId: 7, name: 'old', exact: true } })]), ADDRESS);
    expect(text).toContain('There already  already imported as “old”: http://127.0.0.1:3000/runs/7');
  });

  test('of many runs the first are told in full, the others shorter and shorter', () => {
    const runs = Array.from({ length: 300 }, (_, index) => runOf({ name: `run ${index}`, rollouts: [rollout] }));
    const text = previewText(previewOf(runs), ADDRESS);
    expect(text.match(/First rollout/g)).toHaveLength(3);
    expect(text.match(/^Run: /gm)).toHaveLength(20);
    expect(text).toContain('280 more runs:\n  run 20: 1 file, 4 rollouts (Nearmiss JSON Lines)\n');
    expect(text).toContain('  run 219: 1 file, 4 rollouts (Nearmiss JSON Lines)\n  and 80 more\n');
  });

  test('says that a log of a known format gave nothing', () => {
    const issues = [{ file: 'log.jsonl', line: 7, code: 'line_not_json', message: 'no JSON' }];
    const text = previewText(previewOf([runOf({ rolloutsRead: 0, issues })]), ADDRESS);
    expect(text).toContain('Warning        Nothing in it could be read. log.jsonl, line 7: no JSON.');
    const later = previewText(previewOf([runOf({ rolloutsRead: 0, complete: false })]), ADDRESS);
    expect(later).toContain('Warning        no rollout was understood so far');
  });

  test('of many runs, those told in a line count what was read so far', () => {
    const runs = Array.from({ length: 21 }, (_, index) => runOf({ name: `run ${index}`, complete: false }));
    expect(previewText(previewOf(runs), ADDRESS)).toContain('run 20: 1 file, 4 rollouts so far (');
  });

  test('an archive that only the import will look at is warned of', () => {
    const leftOut = { total: 1, first: [{ path: 'all.tar.gz', kind: 'later' as const, code: null, why: 'large' }] };
    const text = previewText(previewOf([runOf({})], { leftOut }), ADDRESS);
    expect(text).toContain('Warning: all.tar.gz is too large to be looked at here');
  });

  test('a table of no known format shows its columns, what is suggested, and the formats there are', () => {
    const columns = [{ path: 'prompt', kind: 'string', example: 'Which ship?' }];
    const run = runOf({ format: null, why: 'a table', columns, suggestedMapping: { question: 'prompt' } });
    const text = previewText(previewOf([run]), ADDRESS);
    expect(text).toContain('say which is what with --map FILE');
    expect(text).toContain('prompt (string): Which ship?');
    expect(text).toContain('{"question":"prompt"}');
    expect(text).toContain('verl            verl rollouts');
  });

  test('entity files and files left out, with their reasons', () => {
    const entitySet = {
      path: 'gold.csv',
      format: 'csv',
      why: 'a column of questions and one of entities',
      questionsRead: 4,
      complete: false,
      joined: 1,
      questions: [{ questionId: null, question: 'Which ship?', entities: ['Tegetthoff'] }],
      issues: [],
    };
    const leftOut = {
      total: 30,
      first: [{ path: 'model.pt', kind: 'refused' as const, code: 'pickle', why: 'A pickle can run code.' }],
    };
    const text = previewText(previewOf([], { entitySets: [entitySet], leftOut }), ADDRESS);
    expect(text).toContain('Questions      4 in the beginning of the file; the runs here ask 1 (25.0%)');
    expect(text).toContain('Left out: 30 files\n  model.pt: A pickle can run code.\n  and 29 more');
  });

  test('nothing a log says reaches the terminal as a command', () => {
    const evil = '\u001B]0;owned\u0007\u202E';
    const run = runOf({
      name: evil,
      label: evil,
      why: evil,
      files: { total: 1, bytes: 1, first: [{ path: evil, bytes: 1, step: null, rollout: null }] },
      rollouts: [{ ...rollout, question: evil, answers: [evil], prediction: evil, file: evil }],
      correctness: { [evil]: 1 },
      issues: [{ file: evil, line: 1, code: 'x', message: evil }],
    });
    const leftOut = { total: 1, first: [{ path: evil, kind: 'refused' as const, code: null, why: evil }] };
    expect(previewText(previewOf([run], { leftOut }), ADDRESS)).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });
});
