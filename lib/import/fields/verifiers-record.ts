import { isJsonObject } from '@/lib/import/json/json-value';
import { normaliseMessages } from '@/lib/import/messages/normalise-messages';
import type { ImportedRollout, JsonObject, JsonValue, RolloutMessage } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { FieldReader } from './field-reader';
import { isProblem, readAnswers, readEntities } from './gold-fields';
import { finalAnswerText } from './final-answer';
import { rolloutOrIssue } from './record-outcome';
import { readVerifiersCorrectness } from './verifiers-correctness';
import { readVerifiersTermination } from './verifiers-termination';

/** Read into fields of their own, or (tool definitions) of no use and large. Every other field is kept in metadata. */
const NOT_METADATA: ReadonlySet<string> = new Set([
  'example_id',
  'id',
  'prompt',
  'completion',
  'answer',
  'reward',
  'entities',
  'info',
  'tool_defs',
  'oai_tools',
  'generation_ms',
  'scoring_ms',
  'total_ms',
  'timing',
]);

/**
 * One line of a verifiers results.jsonl. Group and question id are the example's id: two ids may share one prompt. The
 * question is the last user message of the prompt (without the tips around it where `info` has the question itself), the
 * messages are prompt and completion in one.
 */
export function readVerifiersRecord(record: JsonObject): RecordOutcome {
  const fields = new FieldReader(record);
  const exampleId = fields.identifier(record.example_id === undefined ? 'id' : 'example_id');
  if (exampleId === null && fields.problems.length === 0) fields.missing('example_id (or id) is missing');
  const prompt = readTurns(fields, record, 'prompt', 'user');
  const completion = withoutPrompt(readTurns(fields, record, 'completion', 'assistant'), prompt);
  const messages = [...prompt, ...completion];
  const reward = fields.finiteNumber('reward');
  const info = isJsonObject(record.info) ? record.info : null;
  const timing = readTiming(record);
  const rollout: ImportedRollout = {
    questionId: exampleId,
    question: questionOf(prompt, info),
    answers: readGoldAnswers(fields, record),
    entities: readGoldEntities(fields, record, info),
    groupKey: exampleId,
    step: null,
    rolloutIndex: null,
    split: null,
    messages,
    rawText: null,
    prediction: finalAnswerText(completion),
    ...readVerifiersCorrectness(record),
    score: reward,
    rewardLogged: reward,
    termination: readVerifiersTermination(record, completion),
    tokens: readTokens(record),
    durationSeconds: timing.durationSeconds,
    metadata: readMetadata(record, info, timing.milliseconds),
  };
  return rolloutOrIssue(fields, rollout);
}

function readTurns(
  fields: FieldReader,
  record: JsonObject,
  field: string,
  role: 'user' | 'assistant',
): readonly RolloutMessage[] {
  const value = record[field];
  if (value === undefined || value === null) {
    fields.missing(`${field} is missing`);
    return [];
  }
  if (typeof value === 'string') return [{ role, content: value }];
  const result = normaliseMessages(value, field);
  if (result.ok) return result.messages;
  fields.problems.push({ code: 'field_wrong_type', message: result.message });
  return [];
}

/** Environments that keep a conversation of their own (RLMEnv) begin the completion with the prompt. */
function withoutPrompt(
  completion: readonly RolloutMessage[],
  prompt: readonly RolloutMessage[],
): readonly RolloutMessage[] {
  const repeats = prompt.every(({ role, content }, index) => {
    const message = completion[index];
    return message !== undefined && message.role === role && message.content === content;
  });
  return repeats ? completion.slice(prompt.length) : completion;
}

function questionOf(prompt: readonly RolloutMessage[], info: JsonObject | null): string | null {
  const asked = lastUserText(prompt);
  const alone = info?.raw_question;
  return typeof alone === 'string' && alone.trim() !== '' && asked?.includes(alone) === true ? alone : asked;
}

function lastUserText(prompt: readonly RolloutMessage[]): string | null {
  const text = prompt.findLast((message) => message.role === 'user')?.content ?? '';
  return text.trim() === '' ? null : text;
}

function readGoldAnswers(fields: FieldReader, record: JsonObject): readonly string[] {
  const answers = readAnswers(record.answer === '' ? null : record.answer, 'answer');
  if (!isProblem(answers)) return answers;
  fields.problems.push({ code: 'field_wrong_type', message: answers.problem });
  return [];
}

/** An environment may carry gold entities in a column of its own or in `info`; a list of another kind is not one. */
function readGoldEntities(
  fields: FieldReader,
  record: JsonObject,
  info: JsonObject | null,
): ImportedRollout['entities'] {
  const field = record.entities === undefined ? 'info.entities' : 'entities';
  const entities = readEntities(record.entities ?? info?.entities, field);
  if (!isProblem(entities)) return entities;
  fields.problems.push({ code: 'field_wrong_type', message: entities.problem });
  return null;
}

function readTokens(record: JsonObject): ImportedRollout['tokens'] {
  const usage = isJsonObject(record.token_usage) ? record.token_usage : null;
  // Older files have them only where the environment counts for itself, as metrics.
  const prompt = tokenCount(usage === null ? record.prompt_tokens : usage.input_tokens);
  const completion = tokenCount(usage === null ? record.completion_tokens : usage.output_tokens);
  return prompt === null && completion === null ? null : { prompt, completion };
}

/** verifiers averages token counts into floats; they are whole all the same. */
function tokenCount(value: JsonValue | undefined): number | null {
  return typeof value === 'number' && value >= 0 && value < 2 ** 31 ? Math.round(value) : null;
}

/** The time the rollout itself took, scoring left out: `timing` of newer files, top-level `*_ms` of older ones. */
function readTiming(record: JsonObject): {
  readonly durationSeconds: number | null;
  readonly milliseconds: JsonObject;
} {
  const source = isJsonObject(record.timing) ? record.timing : record;
  const entries = ['generation_ms', 'scoring_ms', 'total_ms'].flatMap((key) => {
    const value = source[key];
    return typeof value === 'number' ? [[key, value] as const] : [];
  });
  const milliseconds = Object.fromEntries(entries);
  const duration = milliseconds.generation_ms ?? milliseconds.total_ms ?? null;
  const whole = isJsonObject(record.timing) ? record.timing : milliseconds;
  return { durationSeconds: duration === null ? null : duration / 1000, milliseconds: whole };
}

function readMetadata(record: JsonObject, info: JsonObject | null, timing: JsonObject): JsonObject {
  const entries = Object.entries(record).filter(([key, value]) => !NOT_METADATA.has(key) && value !== null);
  const infoEntries = Object.entries(info ?? {}).filter(([key]) => key !== 'oai_tools' && key !== 'tool_defs');
  if (infoEntries.length > 0) entries.push(['info', Object.fromEntries(infoEntries)]);
  else if (info === null && typeof record.info === 'string' && record.info !== '') entries.push(['info', record.info]);
  if (Object.keys(timing).length > 0) entries.push(['timing', timing]);
  return Object.fromEntries(entries);
}
