import { isJsonObject } from '@/lib/import/json/json-value';
import { messagesFromAssistantText } from '@/lib/import/transcripts/assistant-turns';
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

/** Read into fields of their own, or token numbers. */
const KNOWN = new Set([
  'group_index',
  'status',
  'reward',
  'prompt',
  'messages',
  'response',
  'label',
  'rollout_id',
  'tokens',
  'response_length',
]);

/**
 * One sample of a miles trajectory file, or of slime's dump written as JSON (`response` as text, `label`; its reward may be
 * an object). The group is `group_index`, which counts on over a whole training run. Several
 * rows of one `sample_index` (context compression) are several transcripts of one sample; both numbers stay metadata.
 */
export function readMilesRecord(record: JsonObject): RecordOutcome {
  const fields = new FieldReader(record);
  const prompt = readPrompt(fields, record.prompt);
  const { messages, rawText } = readTranscript(fields, record, prompt);
  const status = fields.string('status');
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    question: questionFromMessages(prompt.length > 0 ? prompt : promptOf(messages)),
    answers: readAnswersField(fields, record.label, 'label'),
    groupKey: fields.identifier('group_index'),
    step: fields.count('rollout_id'),
    messages,
    rawText,
    rewardLogged: isJsonObject(record.reward) ? null : fields.finiteNumber('reward'),
    termination: lookUp(STATUSES, status) ?? translateTermination(status),
    tokens: readTokens(record.response_length),
    metadata: {
      ...restAsMetadata(record, KNOWN),
      ...(isJsonObject(record.reward) ? { reward: record.reward } : {}),
    },
  };
  return rolloutOrIssue(fields, rollout);
}

interface Transcript {
  readonly messages: readonly RolloutMessage[];
  readonly rawText: string | null;
}

/** miles has the conversation; slime the prompt and what was generated for it. */
function readTranscript(fields: FieldReader, record: JsonObject, prompt: readonly RolloutMessage[]): Transcript {
  if (record.messages !== undefined && record.messages !== null) {
    return { messages: readMessagesField(fields, record.messages, 'messages'), rawText: null };
  }
  const response = fields.string('response');
  if (response === null && fields.problems.length === 0) fields.missing('messages is missing');
  if (response === null) return { messages: [], rawText: null };
  if (typeof record.prompt !== 'string') {
    return { messages: [...prompt, ...messagesFromAssistantText(response)], rawText: response };
  }
  return {
    messages: messagesFromPromptAndOutput(record.prompt, response),
    rawText: `${record.prompt}${response}`,
  };
}

function readTokens(length: JsonValue | undefined): ImportedRollout['tokens'] {
  const isCount = typeof length === 'number' && Number.isInteger(length) && length >= 0 && length < 2 ** 31;
  return isCount ? { prompt: null, completion: length } : null;
}

/** The prompt as messages: a list, or text in a chat template. */
function readPrompt(fields: FieldReader, prompt: JsonValue | undefined): readonly RolloutMessage[] {
  if (typeof prompt === 'string') return messagesFromPromptAndOutput(prompt, '');
  return readMessagesField(fields, prompt, 'prompt');
}
