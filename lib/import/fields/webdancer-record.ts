import { normaliseMessages } from '@/lib/import/messages/normalise-messages';
import type { ImportedRollout, JsonObject, RolloutMessage } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { finalAnswerText } from './final-answer';
import { isProblem, readAnswers } from './gold-fields';
import { promptOf, questionFromMessages } from './question-from-prompt';
import { rolloutOrIssue } from './record-outcome';
import { restAsMetadata } from './signals';

/** Definitions of tools are long and the same in every row. */
const NOT_METADATA: ReadonlySet<string> = new Set(['messages', 'answer', 'functions', 'tool_calls']);

/** One WebDancer sample. Its question stands behind `User:` in the first user message; nothing says whether it is right. */
export function readWebdancerRecord(record: JsonObject): RecordOutcome {
  const fields = new FieldReader(record);
  const messages = readMessages(fields, record);
  const question = questionFromMessages(promptOf(messages));
  if (question === null && fields.problems.length === 0) fields.missing('no user message asks a question');
  const answers = readAnswers(record.answer, 'answer');
  if (isProblem(answers)) fields.problems.push({ code: 'field_wrong_type', message: answers.problem });
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    question,
    answers: isProblem(answers) ? [] : answers,
    messages,
    prediction: finalAnswerText(messages),
    metadata: restAsMetadata(record, NOT_METADATA),
  };
  return rolloutOrIssue(fields, rollout);
}

function readMessages(fields: FieldReader, record: JsonObject): readonly RolloutMessage[] {
  const result = normaliseMessages(record.messages, 'messages');
  if (result.ok) return result.messages;
  fields.problems.push({ code: 'field_wrong_type', message: result.message });
  return [];
}
