import { describe, expect, test } from 'vitest';

import {
  correctnessWords,
  entityWords,
  existingWords,
  fileWords,
  groupingWords,
  leftOutWords,
  outcomeWords,
  runFacts,
  thoughtWords,
  type GroupingFacts,
  type RunFacts,
} from './preview-words';

const byUid: GroupingFacts = { by: 'group_id', field: 'uid', withinStep: false, groups: 66, size: 8, odd: 2 };

const run: RunFacts = {
  format: 'verl',
  label: 'verl rollouts',
  why: 'input, output, score and step stand in every record',
  files: { total: 5, bytes: 12_500_000, first: ['1', '2', '3', '4'].map((n) => file(`run/${n}.jsonl`)) },
  companions: [],
  complete: false,
  rolloutsRead: 528,
  grouping: byUid,
  correctness: { score: 528 },
  outcomes: { correct: 100, wrong: 428, undecided: 0 },
  thoughts: { think_tags: 528 },
  entities: { questions: 66, fromLog: 0, fromStoredSets: 33, fromDroppedSets: 0, without: 33 },
  remembered: false,
};

function file(path: string) {
  return { path, bytes: 2_500_000, step: null, rollout: null };
}

describe('groupingWords', () => {
  test('names the field of the log, and groups of another size', () => {
    expect(groupingWords(byUid)).toBe('by uid of the log: 64 groups of 8 rollouts, 2 of another size');
  });
  test('names the step', () => {
    const grouping = { by: 'question', field: null, withinStep: true, groups: 1, size: 1, odd: 0 };
    expect(groupingWords(grouping)).toBe('by question within a training step: 1 group of 1 rollout');
  });
  test('says when there is none', () => {
    expect(groupingWords({ ...byUid, by: 'none' })).toBe('not at all: every rollout stands alone');
  });
  test('has words where the log gave no field', () => {
    expect(groupingWords({ ...byUid, by: 'group_id_or_question', field: null, odd: 0 })).toBe(
      'by the log’s group id, else question: 66 groups of 8 rollouts',
    );
  });
});

describe('counts', () => {
  test('correctness and thoughts, with words for what is known and the name of what is not', () => {
    expect(correctnessWords({ logged: 3, undecided: 1, toString: 2 })).toBe(
      '3 by what the log says, 1 by nothing: outcome unknown, 2 toString',
    );
    expect(correctnessWords({})).toBe('no rollout read yet');
    expect(thoughtWords({ think_tags: 2, none: 1_000 })).toBe('2 think tags, 1,000 none found');
    expect(outcomeWords({ correct: 0, wrong: 2, undecided: 1 })).toBe('2 wrong, 1 undecided');
  });
});

describe('entityWords', () => {
  test('says the share of questions that have any', () => {
    expect(entityWords(run.entities)).toBe('for 50.0% of 66 questions: 33 from entity sets stored before, 33 without');
  });
  test('says that there are none, or nothing was read', () => {
    const none = { questions: 1, fromLog: 0, fromStoredSets: 0, fromDroppedSets: 0, without: 1 };
    expect(entityWords(none)).toBe('none for 1 question; add them before or after');
    expect(entityWords({ ...none, questions: 0, without: 0 })).toBe('no question read yet');
  });
});

describe('files', () => {
  test('are counted, and the first named', () => {
    expect(fileWords({ ...run, companions: ['metadata.json'] })).toBe(
      '5 files, 12.5 MB: run/1.jsonl, run/2.jsonl, run/3.jsonl and 2 more; with metadata.json',
    );
  });
  test('left out: the reason given, else the kind', () => {
    expect(leftOutWords({ kind: 'refused', why: 'a pickle' })).toBe('a pickle');
    expect(leftOutWords({ kind: 'later', why: '' })).toBe('looked at when the import begins');
  });
  test('there already: exactly or by its looks', () => {
    expect(existingWords({ name: 'a', exact: true })).toBe('already imported as “a”');
    expect(existingWords({ name: 'a', exact: false })).toMatch(/looks like “a”/);
  });
});

describe('runFacts', () => {
  test('one line a fact, in order', () => {
    expect(runFacts(run).map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'Format: verl rollouts (input, output, score and step stand in every record)',
      'Files: 5 files, 12.5 MB: run/1.jsonl, run/2.jsonl, run/3.jsonl and 2 more',
      'Rollouts: 528 rollouts in the beginnings of the files',
      'Grouped: by uid of the log: 64 groups of 8 rollouts, 2 of another size',
      'Correctness: 528 by the log’s score against the threshold; 100 correct, 428 wrong',
      'Thoughts from: 528 think tags',
      'Gold entities: for 50.0% of 66 questions: 33 from entity sets stored before, 33 without',
    ]);
  });
  test('where no rollout was understood there is nothing to say of rollouts', () => {
    expect(runFacts({ ...run, rolloutsRead: 0 }).map(({ name }) => name)).toEqual(['Format', 'Files']);
  });
  test('an unknown format, nothing grouped, settings taken over', () => {
    const facts = runFacts({ ...run, format: null, why: 'a table', grouping: null, complete: true, remembered: true });
    expect(facts.map(({ name }) => name)).not.toContain('Grouped');
    expect(facts[0]?.value).toBe('unknown: a table');
    expect(facts.at(-1)).toEqual({ name: 'Settings', value: 'as in the last import of records of this shape' });
  });
});
