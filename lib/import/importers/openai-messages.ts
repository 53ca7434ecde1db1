import { numberedFile } from '@/lib/import/paths/path-facts';
import { chatRollout, looksLikeMessages, problemOf } from '@/lib/import/fields/chat-record';
import { rolloutOrIssue } from '@/lib/import/fields/record-outcome';
import { FieldReader } from '@/lib/import/fields/field-reader';
import { isJsonArray } from '@/lib/import/json/json-value';
import { parseJson } from '@/lib/import/json/parse-json';
import { normaliseMessages } from '@/lib/import/messages/normalise-messages';
import type { Detection, FormatProbe, Notice, RecordImporter, RecordOutcome } from '@/lib/import/importer';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

/** Said of every log of bare chat messages: fine-tuning sets look the same. */
export const OUTCOME_MAY_BE_MISSING: Notice = {
  code: 'outcome_may_be_missing',
  message:
    'Chat messages alone do not say whether a rollout was right. Where the records have no gold answer, verdict or score beside the messages, the outcome is unknown; fine-tuning sets look the same and are imported so.',
};

/** Names under which home-made logs and agent frameworks keep the messages, the likeliest first. */
const OTHER_NAMES = [
  'conversation',
  'conversations',
  'message_history',
  'chat_history',
  'trajectory',
  'history',
  'dialogue',
];

/**
 * Chat messages in OpenAI's form (`messages` with roles, tool calls of any of the usual shapes), with whatever stands
 * beside them under usual names. Never certain: more exact formats have messages too.
 */
export const openaiMessages: RecordImporter = {
  kind: 'records',
  id: 'openai-messages',
  label: 'Chat messages (OpenAI)',
  detect: detectMessages,
  place: numberedFile,
  describe: () => ({ name: null, metadata: {} }),
  notices: [OUTCOME_MAY_BE_MISSING],
  open: () => ({ read: (record) => [readRecord(record)] }),
};

function detectMessages(probe: FormatProbe): Detection {
  const known = probe.records.filter((record) => looksLikeMessages(messagesOf(record), 'role'));
  if (known.length === 0) return null;
  // The canonical record has a question and a list of messages; of one cut record the question may stand behind them.
  if (probe.records.some(isCanonical)) return null;
  if (probe.cut && probe.records.length === 1) return null;
  return { confidence: 'likely', why: 'records with chat messages' };
}

function isCanonical(record: JsonObject): boolean {
  const hasQuestion = Object.hasOwn(record, 'question') || Object.hasOwn(record, 'question_id');
  return hasQuestion && isJsonArray(record.messages);
}

/** The field with the messages: `messages`, or another usual name where a list of messages stands under it. */
function fieldOf(record: JsonObject): string {
  if (record.messages !== undefined) return 'messages';
  return OTHER_NAMES.find((name) => looksLikeMessages(record[name], 'role')) ?? 'messages';
}

/** The messages of a record: a list, or one as JSON text (tables keep nested columns so). */
function messagesOf(record: JsonObject): JsonValue | undefined {
  const messages = record[fieldOf(record)];
  if (typeof messages !== 'string') return messages;
  const result = parseJson(Buffer.from(messages, 'utf8'), 0);
  return result.ok && isJsonArray(result.value) ? result.value : messages;
}

function readRecord(record: JsonObject): RecordOutcome {
  const field = fieldOf(record);
  const result = normaliseMessages(messagesOf(record), field);
  if (!result.ok) return rolloutOrIssue(problemOf(result.message), chatRollout(record, [], [field]));
  return rolloutOrIssue(new FieldReader(record), chatRollout(record, result.messages, [field, 'tools', 'functions']));
}
