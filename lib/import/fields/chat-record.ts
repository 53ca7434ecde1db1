import type {
  CorrectnessMetric,
  ImportedRollout,
  JsonObject,
  JsonValue,
  RolloutMessage,
} from '@/lib/core/rollout/rollout';
import { isJsonArray } from '@/lib/import/json/json-value';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { isProblem, readAnswers } from './gold-fields';
import { booleanFromText, numberFromText } from './number-text';
import { promptOf, questionFromMessages } from './question-from-prompt';
import { firstField, numberOrNull, textOrNull } from './read-parts';
import { restAsMetadata } from './signals';
import { translateTermination } from './termination-words';

/**
 * Usual names beside chat messages, the likeliest first. A plain `id` is the row's own more often than the question's; an
 * `answer` beside another gold answer is the model's.
 */
const QUESTION_IDS = ['example_id', 'query_id', 'task_id', 'problem_id', 'prompt_id', 'qid'];
const QUESTIONS = ['question', 'query', 'problem'];
const ANSWERS = [
  'ground_truth',
  'gold_answers',
  'golden_answers',
  'gold_answer',
  'reference_answer',
  'gts',
  'gt',
  'target',
  'label',
  'answer',
  'answers',
];
const PREDICTIONS = ['prediction', 'pred', 'pred_answer', 'predicted_answer', 'model_answer', 'final_answer', 'answer'];
const VERDICTS = ['correct', 'is_correct', 'success', 'passed'];
const METRICS = ['em', 'exact_match', 'acc', 'accuracy'];
const SCORES = ['score'];
const REWARDS = ['reward'];
const STEPS = ['step', 'global_step', 'training_step'];
const ROLLOUTS = ['rollout', 'rollout_index', 'sample_idx', 'trial', 'attempt'];
const GROUPS = ['group', 'group_id', 'group_index'];
const ENDS = ['termination', 'termination_reason', 'finish_reason', 'stop_reason'];

/**
 * A rollout out of messages and whatever stands beside them under usual names. A field is taken only where its value is of
 * the kind the name promises; everything else is metadata. The question is the last user message of the prompt where no
 * field says it. What decides correctness may be missing: then nothing does.
 *
 * @param own fields the messages were read from
 */
export function chatRollout(
  record: JsonObject,
  messages: readonly RolloutMessage[],
  own: readonly string[],
): ImportedRollout {
  const reader = new ChatFields(record, own);
  return {
    ...EMPTY_ROLLOUT,
    questionId: reader.identifier(QUESTION_IDS),
    question: reader.text(QUESTIONS) ?? questionFromMessages(promptOf(messages)),
    answers: reader.answers(ANSWERS),
    groupKey: reader.identifier(GROUPS),
    step: reader.count(STEPS),
    rolloutIndex: reader.count(ROLLOUTS),
    split: reader.text(['split']),
    messages,
    prediction: reader.scalar(PREDICTIONS),
    correct: reader.verdict(VERDICTS),
    correctnessMetric: reader.metric(METRICS),
    score: reader.number(SCORES),
    rewardLogged: reader.number(REWARDS),
    termination: translateTermination(reader.text(ENDS)),
    metadata: restAsMetadata(record, reader.used),
  };
}

/** A number, also one written as text, else null. */
function writtenNumber(value: JsonValue): number | null {
  return typeof value === 'string' ? numberFromText(value) : numberOrNull(value);
}

/** Reads fields by the first usual name that is there with a fitting value, and notes which were used. */
class ChatFields {
  readonly used: Set<string>;
  readonly #record: JsonObject;

  constructor(record: JsonObject, own: readonly string[]) {
    this.#record = record;
    this.used = new Set(own);
  }

  text(names: readonly string[]): string | null {
    return this.#take(names, textOrNull);
  }

  number(names: readonly string[]): number | null {
    return this.#take(names, writtenNumber);
  }

  identifier(names: readonly string[]): string | null {
    return this.#take(names, (value) =>
      typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : textOrNull(value),
    );
  }

  count(names: readonly string[]): number | null {
    return this.#take(names, (value) => {
      const number = writtenNumber(value);
      return number !== null && Number.isInteger(number) && number >= 0 && number < 2 ** 31 ? number : null;
    });
  }

  /** Text, or a number or boolean as text. */
  scalar(names: readonly string[]): string | null {
    return this.#take(names, (value) =>
      typeof value === 'number' || typeof value === 'boolean' ? String(value) : textOrNull(value),
    );
  }

  verdict(names: readonly string[]): boolean | null {
    return this.#take(names, (value) => {
      if (typeof value === 'boolean') return value;
      if (typeof value === 'string') return booleanFromText(value);
      return value === 0 || value === 1 ? value === 1 : null;
    });
  }

  metric(names: readonly string[]): CorrectnessMetric | null {
    const name = firstField(this.#record, names);
    const value = name === null ? undefined : this.#record[name];
    const number = typeof value === 'boolean' ? Number(value) : numberOrNull(value);
    if (name === null || number === null || number < 0 || number > 1) return null;
    this.used.add(name);
    return { name, value: number };
  }

  answers(names: readonly string[]): readonly string[] {
    return (
      this.#take(names, (value) => {
        const answers = readAnswers(value === '' ? null : value, '');
        return isProblem(answers) || answers.length === 0 ? null : answers;
      }) ?? []
    );
  }

  #take<Value>(names: readonly string[], read: (value: JsonValue) => Value | null): Value | null {
    for (const name of names) {
      if (this.used.has(name)) continue;
      const value = Object.hasOwn(this.#record, name) ? (this.#record[name] ?? null) : null;
      const found = value === null ? null : read(value);
      if (found === null) continue;
      this.used.add(name);
      return found;
    }
    return null;
  }
}

/** The problem of a record whose only rollout cannot be read, for `rolloutOrIssue`. */
export function problemOf(message: string): FieldReader {
  const fields = new FieldReader({});
  fields.problems.push({ code: 'field_wrong_type', message });
  return fields;
}

/** Whether a value is a list that begins with messages of `role` or `from`. */
export function looksLikeMessages(value: JsonValue | undefined, key: 'role' | 'from'): boolean {
  if (!isJsonArray(value)) return false;
  const [first] = value;
  return typeof first === 'object' && first !== null && !isJsonArray(first) && typeof first[key] === 'string';
}
