import { readAnnotation } from '@/lib/core/labels/reader-annotation';
import { isJsonObject } from '@/lib/import/json/json-value';
import { normaliseMessages } from '@/lib/import/messages/normalise-messages';
import type { CorrectnessMetric, ImportedRollout, JsonObject, JsonValue } from '@/lib/core/rollout/rollout';
import { FieldReader } from './field-reader';
import { isProblem, readAnswers, readEntities } from './gold-fields';
import { rolloutOrIssue } from './record-outcome';
import { translateTermination } from './termination-words';
import type { RecordOutcome } from '@/lib/import/importer';

/** Top-level fields that have a meaning; every other one goes to `metadata`. */
const KNOWN_FIELDS: ReadonlySet<string> = new Set([
  'question_id',
  'question',
  'answer',
  'answers',
  'entities',
  'group',
  'step',
  'rollout',
  'split',
  'messages',
  'raw_text',
  'prediction',
  'correct',
  'is_correct',
  'correctness_metric',
  'score',
  'reward',
  'termination',
  'tokens',
  'duration_s',
  'metadata',
  'nearmiss',
]);
/** Measures of correctness under their usual names, tried in this order where there is no `correctness_metric`. */
const METRIC_FIELDS = ['em', 'exact_match', 'acc', 'accuracy', 'cem', 'cover_em'] as const;

/**
 * Reads one canonical record. Any field of a wrong type costs the record, and the problem names every one of them.
 * Beyond the published fields it reads those that `toCanonicalRecord` writes so that nothing is lost on the way back:
 * `group`, `score`, `correctness_metric`, `raw_text`. Unknown fields go to `metadata`; of `nearmiss`, what an export
 * adds of our own, labels and note are read and the numbers left out, since they are computed anew.
 */
export function readCanonicalRecord(record: JsonObject): RecordOutcome {
  const fields = new FieldReader(record);
  const questionId = emptyToNull(fields.identifier('question_id'));
  const question = emptyToNull(fields.string('question'));
  if (questionId === null && question === null && fields.problems.length === 0) {
    fields.missing('question and question_id are both missing');
  }
  const messages = readMessages(fields, record);
  const metric = readMetric(fields, record);
  const annotation = readAnnotation(record.nearmiss);
  const rollout: ImportedRollout = {
    questionId,
    question,
    answers: readGoldAnswers(fields, record),
    entities: readGoldEntities(fields, record),
    groupKey: fields.identifier('group'),
    step: fields.count('step'),
    rolloutIndex: fields.count('rollout'),
    split: fields.string('split'),
    messages,
    rawText: fields.string('raw_text'),
    prediction: readPrediction(fields),
    correct: fields.boolean(record.correct === undefined || record.correct === null ? 'is_correct' : 'correct'),
    correctnessMetric: metric.value,
    score: fields.finiteNumber('score'),
    rewardLogged: fields.finiteNumber('reward'),
    termination: translateTermination(emptyToNull(fields.string('termination'))),
    tokens: readTokens(fields),
    durationSeconds: fields.finiteNumber('duration_s'),
    metadata: readMetadata(fields, record, metric.field),
    ...(annotation === null ? {} : { annotation }),
  };
  return rolloutOrIssue(fields, rollout);
}

function emptyToNull(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text;
}

function readMessages(fields: FieldReader, record: JsonObject): ImportedRollout['messages'] {
  if (record.messages === undefined) {
    fields.missing('messages is missing');
    return [];
  }
  const result = normaliseMessages(record.messages, 'messages');
  if (result.ok) return result.messages;
  fields.problems.push({ code: 'field_wrong_type', message: result.message });
  return [];
}

function readGoldAnswers(fields: FieldReader, record: JsonObject): readonly string[] {
  const field = record.answer === undefined || record.answer === null ? 'answers' : 'answer';
  const answers = readAnswers(record[field], field);
  if (!isProblem(answers)) return answers;
  fields.problems.push({ code: 'field_wrong_type', message: answers.problem });
  return [];
}

function readGoldEntities(fields: FieldReader, record: JsonObject): ImportedRollout['entities'] {
  const entities = readEntities(record.entities, 'entities');
  if (!isProblem(entities)) return entities;
  fields.problems.push({ code: 'field_wrong_type', message: entities.problem });
  return null;
}

/** Text; a number or boolean is a fair prediction too. */
function readPrediction(fields: FieldReader): string | null {
  const value = fields.value('prediction');
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : fields.string('prediction');
}

function readMetric(
  fields: FieldReader,
  record: JsonObject,
): { readonly value: CorrectnessMetric | null; readonly field: string | null } {
  const named = record.correctness_metric;
  if (named !== undefined && named !== null) {
    if (isJsonObject(named) && typeof named.name === 'string' && typeof named.value === 'number') {
      return { value: { name: named.name, value: named.value }, field: null };
    }
    // Python's NaN reads as null: a measure that was not measured.
    if (isJsonObject(named) && typeof named.name === 'string' && named.value === null)
      return { value: null, field: null };
    fields.wrongType('correctness_metric', named, '{"name", "value"}');
    return { value: null, field: null };
  }
  for (const field of METRIC_FIELDS) {
    const value = metricValue(record[field]);
    if (value !== null) return { value: { name: field, value }, field };
  }
  return { value: null, field: null };
}

/** A measure in [0, 1], or null: a number outside cannot be told correct at 0.5, so it stays metadata. */
function metricValue(value: JsonValue | undefined): number | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : null;
}

function readTokens(fields: FieldReader): ImportedRollout['tokens'] {
  const tokens = fields.object('tokens');
  if (tokens === null) return null;
  return {
    prompt: fields.countIn(tokens.prompt ?? null, 'tokens.prompt'),
    completion: fields.countIn(tokens.completion ?? null, 'tokens.completion'),
  };
}

function readMetadata(fields: FieldReader, record: JsonObject, metricField: string | null): JsonObject {
  const own = fields.object('metadata') ?? {};
  const unknown = Object.entries(record).filter(([key]) => !KNOWN_FIELDS.has(key) && key !== metricField);
  if (unknown.length === 0) return own;
  const renamed = unknown.map(([key, value]) => [Object.hasOwn(own, key) ? `${key} (top level)` : key, value] as const);
  return Object.fromEntries([...Object.entries(own), ...renamed]);
}
