import { EMPTY_ROLLOUT } from '@/lib/import/fields/empty-rollout';
import { promptOf, questionFromMessages } from '@/lib/import/fields/question-from-prompt';
import { restAsMetadata } from '@/lib/import/fields/signals';
import { translateTermination } from '@/lib/import/fields/termination-words';
import { describeType, isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { parseJson } from '@/lib/import/json/parse-json';
import { normaliseMessages, type MessagesResult } from '@/lib/import/messages/normalise-messages';
import { messagesFromShareGpt } from '@/lib/import/messages/sharegpt';
import { messagesFromPromptAndOutput, messagesFromText } from '@/lib/import/transcripts/text-to-messages';
import type { ImportedRollout, JsonObject, JsonValue, RolloutMessage } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import type { ColumnMapping } from './column-mapping';
import { MappedValues } from './mapped-values';

interface Transcript {
  readonly messages: readonly RolloutMessage[];
  /** Null where the table had messages. */
  readonly rawText: string | null;
}

const NO_TRANSCRIPT: Transcript = { messages: [], rawText: null };

/**
 * One record of a table as a rollout, as a mapping says. Without a column for the question it is the last user message of
 * the prompt. Columns that are not mapped are metadata. A value that is not what its field needs costs the record, and the
 * issue names every such column.
 */
export function readMappedRecord(record: JsonObject, mapping: ColumnMapping): RecordOutcome {
  const values = new MappedValues(record, mapping);
  const { messages, rawText } = readTranscript(values);
  const { correct, metric } = values.verdict('correct');
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    questionId: values.text('questionId'),
    question: values.text('question') ?? questionFromMessages(promptOf(messages)),
    answers: values.answers('answer'),
    entities: values.entities('entities'),
    groupKey: values.text('group'),
    step: values.count('step'),
    rolloutIndex: values.count('rollout'),
    split: values.text('split'),
    messages,
    rawText,
    prediction: readPrediction(values),
    correct,
    correctnessMetric: metric,
    score: values.number('score'),
    rewardLogged: values.number('reward'),
    termination: translateTermination(values.text('termination')),
    metadata: restAsMetadata(record, mappedKeys(record, mapping)),
  };
  const [first] = values.problems;
  if (first === undefined) return { kind: 'rollout', rollout };
  return { kind: 'issue', code: first.code, message: values.problems.map(({ message }) => message).join('; ') };
}

/** A list of predictions is shown as JSON rather than refused. */
function readPrediction(values: MappedValues): string | null {
  const value = values.value('prediction');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : values.text('prediction');
}

/** Messages come first, then prompt and text, then either of them alone. */
function readTranscript(values: MappedValues): Transcript {
  const value = values.value('messages');
  if (value !== null) return readMessages(values, value);
  const prompt = readPart(values, 'prompt');
  const text = readPart(values, 'text');
  if (prompt === null && text === null) return NO_TRANSCRIPT;
  if (typeof prompt === 'string' && typeof text === 'string') {
    return { messages: messagesFromPromptAndOutput(prompt, text), rawText: `${prompt}${text}` };
  }
  if (prompt === null && typeof text === 'string') return { messages: messagesFromText(text), rawText: text };
  return { messages: [...asTurns(prompt, 'prompt'), ...asTurns(text, 'text')], rawText: null };
}

type Part = string | readonly RolloutMessage[] | null;

/** A prompt or an output: text, or a list of messages. */
function readPart(values: MappedValues, field: 'prompt' | 'text'): Part {
  const value = values.value(field);
  const opened = typeof value === 'string' ? (parsedList(value) ?? value) : value;
  if (opened === null || typeof opened === 'string') return opened;
  const result = messagesOf(opened, values.column(field));
  if (result.ok) return result.messages;
  values.problems.push({ code: 'field_wrong_type', message: result.message });
  return null;
}

function asTurns(part: Part, field: 'prompt' | 'text'): readonly RolloutMessage[] {
  if (part === null) return [];
  if (typeof part !== 'string') return part;
  return field === 'prompt' ? messagesFromPromptAndOutput(part, '') : messagesFromPromptAndOutput('', part);
}

function readMessages(values: MappedValues, value: JsonValue): Transcript {
  const list = typeof value === 'string' ? parsedList(value) : value;
  // Text that is no list of messages is a transcript.
  if (list === null && typeof value === 'string') return { messages: messagesFromText(value), rawText: value };
  const result = messagesOf(list ?? value, values.column('messages'));
  if (result.ok) return { messages: result.messages, rawText: null };
  values.problems.push({ code: 'field_wrong_type', message: result.message });
  return NO_TRANSCRIPT;
}

/** Messages of `role`, or of `from` as ShareGPT has them. */
function messagesOf(value: JsonValue, column: string): MessagesResult {
  if (!isJsonArray(value))
    return { ok: false, message: `${column} is ${describeType(value)}; expected a list of messages` };
  const [first] = value;
  const isShareGpt = isJsonObject(first) && first.role === undefined && first.from !== undefined;
  return isShareGpt ? messagesFromShareGpt(value, null) : normaliseMessages(value, column);
}

/** The list of objects that a text is the JSON of; null for any other text. */
function parsedList(text: string): JsonValue | null {
  if (!/^\s*\[\s*\{/.test(text.slice(0, 1000))) return null;
  const result = parseJson(Buffer.from(text, 'utf8'), 0);
  return result.ok && isJsonArray(result.value) ? result.value : null;
}

/** The top-level columns that a mapping uses whole; those it reaches into stay metadata. */
function mappedKeys(record: JsonObject, mapping: ColumnMapping): ReadonlySet<string> {
  return new Set(Object.values(mapping).filter((path) => Object.hasOwn(record, path)));
}
