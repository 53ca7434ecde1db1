import { messagesFromPromptAndOutput } from '@/lib/import/transcripts/text-to-messages';
import type { ImportedRollout, JsonObject, JsonValue, RolloutMessage, Termination } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { promptOf, questionFromMessages } from './question-from-prompt';
import { lookUp, readAnswersField, readMessagesField } from './read-parts';
import { rolloutOrIssue } from './record-outcome';
import { restAsMetadata } from './signals';
import { translateTermination } from './termination-words';

/** `Sample.Status` of slime and miles (utils/types.py). */
const STATUSES: Readonly<Record<string, Termination>> = {
  completed: 'answer',
  truncated: 'context_exceeded',
  aborted: 'error',
  failed: 'error',
};

const KNOWN = new Set(['group_index', 'status', 'reward', 'prompt', 'messages', 'label']);

/**
 * One sample of a miles trajectory file. The group is `group_index`, which counts on over a whole training run. Several
 * rows of one `sample_index` (context compression) are several transcripts of one sample; both numbers stay metadata.
 */
export function readMilesRecord(record: JsonObject): RecordOutcome {
  const fields = new FieldReader(record);
  if (record.messages === undefined || record.messages === null) fields.missing('messages is missing');
  const messages = readMessagesField(fields, record.messages, 'messages');
  const prompt = readPrompt(fields, record.prompt);
  const status = fields.string('status');
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    question: questionFromMessages(prompt.length > 0 ? prompt : promptOf(messages)),
    answers: readAnswersField(fields, record.label, 'label'),
    groupKey: fields.identifier('group_index'),
    messages,
    rewardLogged: fields.finiteNumber('reward'),
    termination: lookUp(STATUSES, status) ?? translateTermination(status),
    metadata: restAsMetadata(record, KNOWN),
  };
  return rolloutOrIssue(fields, rollout);
}

/** The prompt as messages: a list, or text in a chat template; it only serves to find the question. */
function readPrompt(fields: FieldReader, prompt: JsonValue | undefined): readonly RolloutMessage[] {
  if (typeof prompt === 'string') return messagesFromPromptAndOutput(prompt, '');
  return readMessagesField(fields, prompt, 'prompt');
}
