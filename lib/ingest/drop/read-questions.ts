import type { JsonRecordEvent } from '@/lib/import/containers/json-records';
import { ImportError } from '@/lib/import/import-error';
import { readQuestionSet } from '@/lib/import/entities/question-set';
import { sourceRecords } from '@/lib/import/source/source-records';
import { usualLayout } from '@/lib/import/detect';
import { knownAnswers, type KnownAnswers } from '@/lib/ingest/fill-from-questions';

import type { DropTools, PlannedDrop } from './open-and-plan';

/** Questions read of all sets of a drop together; each costs about a kilobyte in every thread. */
const MOST_QUESTIONS = 500_000;

/** The questions and gold answers of the sets in a drop: they serve its logs that have no gold answers of their own. */
export async function readQuestions(drop: PlannedDrop, { open, signal }: DropTools): Promise<readonly KnownAnswers[]> {
  const questions: KnownAnswers[] = [];
  for (const { path, probe } of drop.plan.questionSets) {
    const file = drop.files.get(path);
    if (file === undefined) continue;
    signal.throwIfAborted();
    const records = sourceRecords(open.source(file), probe.container, usualLayout(probe));
    for await (const question of wholeQuestions(records)) {
      questions.push(question);
      if (questions.length >= MOST_QUESTIONS) return questions;
    }
  }
  return questions;
}

/** A damaged set gives what is whole of it; the plan says what the file was taken for. */
async function* wholeQuestions(records: AsyncIterable<JsonRecordEvent>): AsyncGenerator<KnownAnswers> {
  try {
    for await (const event of readQuestionSet(records)) {
      if (event.kind === 'question') yield knownAnswers(event.question);
    }
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
  }
}
