import { describe, expect, test } from 'vitest';

import {
  correctnessWords,
  entityWords,
  existingWords,
  fileWords,
  groupingWords,
  leftOutWords,
  outcomeWords,
  rolloutWords,
  runFacts,
  storedEntityWords,
  terminationWords,
  thoughtWords,
  unreadableWords,
  unseenArchiveWords,
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

describe('of beginnings', () => {
  test('single rollouts of a beginning are no fact of the log’s groups', () => {
    const single = { ...byUid, groups: 66, size: 1, odd: 0 };
    expect(groupingWords(single, false)).toBe('by uid of the log: no two rollouts of one group so far');
    expect(groupingWords(single)).toBe('by uid of the log: 66 groups of 1 rollout');
  });
  test('every count says so', () => {
    expect(rolloutWords(run)).toBe('528 rollouts so far: only the beginnings of the files were read');
    expect(outcomeWords(run.outcomes, false)).toBe('100 correct, 428 wrong so far');
    expect(outcomeWords({ correct: 0, wrong: 0, undecided: 0 }, false)).toBe('');
    const none = { questions: 9, fromLog: 0, fromStoredSets: 0, fromDroppedSets: 0, without: 9 };
    expect(entityWords(none, false)).toBe('none for 9 questions so far; add them before or after');
  });
});

describe('unreadableWords', () => {
  const issues = [{ file: 'a.jsonl', line: 1_200, message: 'no JSON' }];
  test('gives the first reason with its place', () => {
    const nothing = { ...run, complete: true, rolloutsRead: 0, issues };
    expect(unreadableWords(nothing)).toBe('Nothing in it could be read. a.jsonl, line 1,200: no JSON.');
    expect(unreadableWords({ ...nothing, issues: [] })).toBe('Nothing in it could be read as a rollout.');
    expect(unreadableWords({ ...nothing, complete: false })).toContain('in the beginnings of its files. a.jsonl');
    expect(unreadableWords({ ...nothing, issues: [{ file: null, line: 2, message: 'bad' }] })).toContain(
      'run/1.jsonl, line 2: bad.',
    );
  });
  test('is silent where something was read, a table has no columns yet, or only the whole file can tell', () => {
    expect(unreadableWords({ ...run, issues })).toBeNull();
    expect(unreadableWords({ ...run, format: null, rolloutsRead: 0, complete: true, issues })).toBeNull();
    expect(unreadableWords({ ...run, rolloutsRead: 0, complete: false, issues: [] })).toBeNull();
  });
});

describe('what is left for later', () => {
  test('an archive is warned of; a log, or an archive that is refused, is not', () => {
    expect(unseenArchiveWords({ path: 'all.tar.gz', kind: 'later' })).toBe(
      'all.tar.gz is too large to be looked at here: it may hold more runs than these.',
    );
    expect(unseenArchiveWords({ path: 'log.jsonl', kind: 'later' })).toBeNull();
    expect(unseenArchiveWords({ path: 'all.zip', kind: 'refused' })).toBeNull();
  });
  test('gold entities are stored as such', () => {
    expect(leftOutWords({ kind: 'entities', why: '' })).toBe('stored as gold entities');
    const why = 'records with entities';
    expect(leftOutWords({ kind: 'entities', why })).toBe('stored as gold entities: records with entities');
  });
});

describe('terminationWords', () => {
  test('has words for what the log leaves out, and nothing to say where it says nothing', () => {
    expect(terminationWords({ answer: 464, no_answer: 1, 'not logged': 2 })).toBe(
      '464 with an answer, 1 without an answer, 2 without a word for how they ended',
    );
    expect(terminationWords({ max_turns: 3 })).toBe('3 max_turns');
    expect(terminationWords({ 'not logged': 100 })).toBe('');
  });
});

describe('counts', () => {
  test('correctness and thoughts, with words for what is known and the name of what is not', () => {
    expect(correctnessWords({ logged: 3, undecided: 1, toString: 2 })).toBe(
      '3 by what the log says, 1 by nothing: outcome unknown, 2 toString',
    );
    expect(correctnessWords({})).toBe('no rollout read yet');
    expect(thoughtWords({ think_tags: 2, none: 1_000 })).toBe(
      '2 of 1,002 between think tags, 1,000 without any thought',
    );
    expect(thoughtWords({ reasoning_content: 465 })).toBe('465 of 465 in the log’s own field for reasoning');
    expect(thoughtWords({})).toBe('no rollout read yet');
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

describe('storedEntityWords', () => {
  test('names only what there is', () => {
    const stored = { questions: 20, fromLog: 0, fromEntitySet: 15, without: 5 };
    expect(storedEntityWords(stored)).toBe('for 15 of 20 questions: 15 from entity sets');
    expect(storedEntityWords({ ...stored, fromEntitySet: 0, without: 20 })).toBe(
      'none for 20 questions; add them at any time',
    );
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
    expect(existingWords({ name: 'a', exact: false })).toBe('already imported as “a”, going by sizes and beginnings');
  });
});

describe('runFacts', () => {
  test('one line a fact, in order', () => {
    expect(runFacts(run).map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'Format: verl rollouts (input, output, score and step stand in every record)',
      'Files: 5 files, 12.5 MB: run/1.jsonl, run/2.jsonl, run/3.jsonl and 2 more',
      'Rollouts: 528 rollouts so far: only the beginnings of the files were read',
      'Grouped: by uid of the log: 64 groups of 8 rollouts, 2 of another size so far',
      'Correctness: 528 by the log’s score against the threshold so far; 100 correct, 428 wrong so far',
      'Thoughts from: 528 of 528 between think tags so far',
      'Gold entities: for 50.0% of 66 questions so far: 33 from entity sets stored before, 33 without',
    ]);
  });
  test('of whole files nothing is so far, of beginnings every count', () => {
    const counted = (complete: boolean) => runFacts({ ...run, complete }).slice(2);
    for (const { value } of counted(true)) expect(value).not.toContain('so far');
    for (const { value } of counted(false)) expect(value).toContain('so far');
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
