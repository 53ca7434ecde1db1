import type { ImportedRollout, JsonObject } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { finalAnswerText } from './final-answer';
import { promptOf, questionFromMessages } from './question-from-prompt';
import { readAnswersField, readRequiredMessages } from './read-parts';
import { rolloutOrIssue } from './record-outcome';
import { restAsMetadata } from './signals';

/** Definitions of tools are long and the same in every row. */
const NOT_METADATA: ReadonlySet<string> = new Set(['messages', 'answer', 'functions', 'tool_calls']);

/** One WebDancer sample. Its question stands behind `User:` in the first user message; nothing says whether it is right. */
export function readWebdancerRecord(record: JsonObject): RecordOutcome {
  const fields = new FieldReader(record);
  const messages = readRequiredMessages(fields, record.messages, 'messages');
  const question = questionFromMessages(promptOf(messages));
  if (question === null && fields.problems.length === 0) fields.missing('no user message asks a question');
  const answers = readAnswersField(fields, record.answer, 'answer');
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    question,
    answers,
    messages,
    prediction: finalAnswerText(messages),
    metadata: restAsMetadata(record, NOT_METADATA),
  };
  return rolloutOrIssue(fields, rollout);
}
