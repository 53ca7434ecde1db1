import { describeType, isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';
import { MAPPED_FIELDS, type ColumnMapping, type MappedField } from './column-mapping';

/** Columns listed of one table; a table with more is one of keys by id, not of columns. */
const MAX_COLUMNS = 200;
const EXAMPLE_CHARACTERS = 80;
const EXAMPLE_ITEMS = 4;
/** Objects inside objects are listed this deep; `valueAt` follows any path. */
const LISTED_DEPTH = 2;

export interface Column {
  /** As a mapping names it. */
  readonly path: string;
  /** `mixed` where records differ; null does not count. */
  readonly kind: 'text' | 'number' | 'boolean' | 'list' | 'object' | 'mixed' | 'null';
  /** The first value that is not null, on one line, at most 80 characters; empty where there is none. */
  readonly example: string;
  /** Records (of those given) that have a value here that is not null. */
  readonly filled: number;
}

/**
 * The value of a column. A key that is written with dots itself comes before the way into objects; undefined where the
 * record has no such column.
 *
 * @example valueAt({ info: { gold: 'x' } }, 'info.gold') // 'x'
 * @example valueAt({ 'info.gold': 'y', info: { gold: 'x' } }, 'info.gold') // 'y'
 */
export function valueAt(record: JsonObject, path: string): JsonValue | undefined {
  let place: JsonObject = record;
  let rest = path;
  for (;;) {
    if (Object.hasOwn(place, rest)) return place[rest];
    const step = firstStep(place, rest);
    if (step === null) return undefined;
    place = step.inside;
    rest = step.rest;
  }
}

/** The shortest beginning of the path that is a key with an object under it. */
function firstStep(place: JsonObject, path: string): { readonly inside: JsonObject; readonly rest: string } | null {
  for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
    const key = path.slice(0, dot);
    const value = Object.hasOwn(place, key) ? place[key] : undefined;
    if (isJsonObject(value)) return { inside: value, rest: path.slice(dot + 1) };
  }
  return null;
}

/**
 * The columns of a table in the order in which they first come, those of objects behind the object, two levels deep.
 *
 * @param records the first records of a file
 */
export function columnsOf(records: readonly JsonObject[]): readonly Column[] {
  const columns = new Map<string, Column>();
  for (const record of records) collectColumnsInPlace(record, { prefix: '', depth: 1 }, columns);
  return [...columns.values()];
}

function collectColumnsInPlace(
  object: JsonObject,
  at: { readonly prefix: string; readonly depth: number },
  columns: Map<string, Column>,
): void {
  for (const [key, value] of Object.entries(object)) {
    const path = `${at.prefix}${key}`;
    const known = columns.get(path);
    if (known === undefined && columns.size >= MAX_COLUMNS) continue;
    columns.set(path, merged(known ?? { path, kind: 'null', example: '', filled: 0 }, value));
    if (isJsonObject(value) && at.depth < LISTED_DEPTH) {
      collectColumnsInPlace(value, { prefix: `${path}.`, depth: at.depth + 1 }, columns);
    }
  }
}

function merged(column: Column, value: JsonValue): Column {
  if (value === null) return column;
  const kind = kindOf(value);
  return {
    path: column.path,
    kind: column.kind === 'null' || column.kind === kind ? kind : 'mixed',
    example: column.example === '' ? exampleOf(value) : column.example,
    filled: column.filled + 1,
  };
}

function kindOf(value: JsonValue): Column['kind'] {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (value === null) return 'null';
  return isJsonObject(value) ? 'object' : 'list';
}

function exampleOf(value: JsonValue): string {
  const text = typeof value === 'string' ? value.slice(0, EXAMPLE_CHARACTERS * 4) : jsonBeginning(value);
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= EXAMPLE_CHARACTERS ? line : `${line.slice(0, EXAMPLE_CHARACTERS - 1)}…`;
}

/** JSON of a value; of a list or object only its beginning, so that large ones cost nothing. */
function jsonBeginning(value: JsonValue): string {
  if (isJsonArray(value)) {
    const items = JSON.stringify(value.slice(0, EXAMPLE_ITEMS).map(shallow)).slice(0, -1);
    return value.length > EXAMPLE_ITEMS ? `${items},…]` : `${items}]`;
  }
  if (!isJsonObject(value)) return String(value);
  const entries = Object.entries(value);
  const shown = entries.slice(0, EXAMPLE_ITEMS).map(([key, item]) => [key, shallow(item)] as const);
  const text = JSON.stringify(Object.fromEntries(shown)).slice(0, -1);
  return entries.length > EXAMPLE_ITEMS ? `${text},…}` : `${text}}`;
}

function shallow(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.slice(0, EXAMPLE_CHARACTERS);
  return typeof value === 'object' && value !== null ? `(${describeType(value)})` : value;
}

/** Usual names of columns, lower case, the likeliest first. The last part of a path is compared. */
const USUAL_NAMES: Readonly<Record<MappedField, readonly string[]>> = {
  questionId: ['question_id', 'example_id', 'query_id', 'task_id', 'sample_id', 'qid', '_id', 'id'],
  question: ['question', 'query', 'problem', 'user_question', 'q'],
  answer: [
    'gold_answers',
    'golden_answers',
    'gold_answer',
    'ground_truth',
    'answer',
    'answers',
    'gold',
    'gts',
    'gt',
    'target',
    'label',
    'reference',
    'expected_answer',
    'correct_answer',
  ],
  prediction: [
    'prediction',
    'pred',
    'pred_answer',
    'predicted_answer',
    'final_answer',
    'model_answer',
    'extracted_answer',
    'answer',
  ],
  correct: [
    'correct',
    'is_correct',
    'passed',
    'success',
    'judge_result',
    'judgement',
    'judgment',
    'verdict',
    'em',
    'exact_match',
    'acc',
    'accuracy',
  ],
  score: ['score', 'f1'],
  messages: [
    'messages',
    'conversation',
    'conversations',
    'chat',
    'trajectory',
    'traj',
    'history',
    'turns',
    'transcript',
  ],
  prompt: ['prompt', 'input_prompt', 'input', 'instruction'],
  text: [
    'completion',
    'response',
    'output',
    'output_response',
    'generation',
    'generated_text',
    'text',
    'transcript',
    'solution',
  ],
  step: ['step', 'global_step', 'training_step', 'iteration'],
  group: ['group', 'group_id', 'group_index', 'uid', 'prompt_id'],
  rollout: ['rollout', 'rollout_index', 'sample_index', 'sample_idx', 'attempt', 'trial', 'epoch'],
  split: ['split', 'data_source', 'dataset', 'benchmark'],
  reward: ['reward', 'rewards', 'total_reward'],
  entities: ['entities', 'gold_entities', 'supporting_titles', 'gold_titles', 'supporting_facts'],
  termination: ['termination', 'termination_reason', 'stop_reason', 'finish_reason', 'status'],
};

/**
 * A first guess of which column holds what, by usual names and by what the values are. A guess to be shown and changed,
 * never to be imported unseen. A column is used once; a column at the top comes before one inside an object.
 *
 * @param records the first records of the table
 */
export function suggestMapping(records: readonly JsonObject[]): ColumnMapping {
  const columns = columnsOf(records).filter(({ kind }) => kind !== 'null');
  const byDepth = columns.toSorted((a, b) => depthOf(a) - depthOf(b));
  const taken = new Set<string>();
  const found: [MappedField, string][] = [];
  for (const field of MAPPED_FIELDS) {
    const column = bestColumn(field, byDepth, records, taken);
    if (column === null) continue;
    taken.add(column.path);
    found.push([field, column.path]);
  }
  const mapping: ColumnMapping = Object.fromEntries(found);
  const { questionId, ...withoutId } = mapping;
  const kept = questionId !== undefined && isIdOfRow(records, mapping) ? withoutId : mapping;
  // A prompt and its output are what messages are made of where there are none.
  if (kept.messages === undefined) return kept;
  const { prompt: _prompt, text: _text, ...rest } = kept;
  return rest;
}

/** Whether an id changes where the question (or the prompt) does not: then it is the row's, and would tear groups apart. */
function isIdOfRow(records: readonly JsonObject[], mapping: ColumnMapping): boolean {
  const asked = mapping.question ?? mapping.prompt;
  if (asked === undefined || mapping.questionId === undefined) return false;
  const idOf = new Map<string, string>();
  for (const record of records) {
    const question = JSON.stringify(valueAt(record, asked) ?? null);
    const id = JSON.stringify(valueAt(record, mapping.questionId) ?? null);
    const known = idOf.get(question) ?? id;
    if (known !== id) return true;
    idOf.set(question, known);
  }
  return false;
}

function bestColumn(
  field: MappedField,
  columns: readonly Column[],
  records: readonly JsonObject[],
  taken: ReadonlySet<string>,
): Column | null {
  for (const name of USUAL_NAMES[field]) {
    const column = columns.find(
      (candidate) =>
        !taken.has(candidate.path) &&
        lastPart(candidate.path) === name &&
        fits(field, candidate, firstValue(records, candidate.path)),
    );
    if (column !== undefined) return column;
  }
  return null;
}

/** Whether the values can be what the field wants. */
function fits(field: MappedField, { kind }: Column, example: JsonValue): boolean {
  switch (field) {
    case 'messages':
      return isMessages(example);
    case 'prompt':
    case 'text':
      return typeof example === 'string' || isMessages(example);
    case 'question':
      return kind === 'text';
    case 'step':
    case 'rollout':
    case 'score':
    case 'reward':
      return isNumber(example);
    case 'correct':
      return kind !== 'list' && kind !== 'object';
    case 'entities':
      return kind === 'list' || kind === 'object' || kind === 'text';
    case 'questionId':
    case 'group':
    case 'split':
    case 'termination':
      return kind === 'text' || kind === 'number';
    case 'answer':
    case 'prediction':
      return kind !== 'object' || field === 'answer';
  }
}

/** A number, or the text of one, as tables of text have it. */
function isNumber(value: JsonValue): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^\s*-?\d[\d.eE+-]*\s*$/.test(value.slice(0, 40)));
}

/** A list of objects with roles, or text that begins like one. */
function isMessages(value: JsonValue): boolean {
  if (typeof value === 'string') return /^\s*\[\s*\{/.test(value.slice(0, 200));
  if (!isJsonArray(value)) return false;
  const [first] = value;
  return isJsonObject(first) && ['role', 'from'].some((key) => Object.hasOwn(first, key));
}

function firstValue(records: readonly JsonObject[], path: string): JsonValue {
  for (const record of records) {
    const value = valueAt(record, path);
    if (value !== undefined && value !== null) return value;
  }
  return null;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).toLowerCase();
}

function depthOf({ path }: Column): number {
  return path.split('.').length;
}
