import { stringsOfPythonList } from '@/lib/import/entities/python-list';
import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { parseJson } from '@/lib/import/json/parse-json';
import type { JsonValue } from '@/lib/core/rollout/rollout';
import { isProblem, readAnswers } from './gold-fields';

/** DeepResearcher and IGPO join the gold answers of a question with it. */
const ANSWER_SEPARATOR = '<|answer_split|>';
/** Keys under which trainers keep the answers inside of a ground truth. */
const INNER_KEYS = ['target', 'ground_truth', 'answers', 'answer'] as const;
/** A ground truth in a ground truth in a ground truth; deeper is no answer. */
const MAX_DEPTH = 4;

/**
 * Gold answers of a ground truth that is whatever the data set put there: text, list, `{"target": ...}`, either of these as
 * a string of JSON (`'["a"]'`), of Python or of numpy (`"['a' 'b']"`), or answers joined by `<|answer_split|>`. A text that
 * merely looks like a list (`[0, 1)`) is an answer as it stands.
 *
 * @returns Equal answers once, in order; none where the ground truth holds none, such as the test cases of a program.
 * @example readLooseAnswers({ target: "['Lima' 'Lima, Peru']" }) // ['Lima', 'Lima, Peru']
 */
export function readLooseAnswers(value: JsonValue | undefined): readonly string[] {
  const answers = readAnswers(unwrapped(value ?? null, MAX_DEPTH), 'answer');
  return isProblem(answers) ? [] : answers;
}

function unwrapped(value: JsonValue, depth: number): JsonValue {
  if (depth === 0) return value;
  if (typeof value === 'string') return unwrappedText(value, depth);
  if (isJsonArray(value)) return value.map((item) => unwrapped(item, depth - 1));
  if (!isJsonObject(value)) return value;
  const key = INNER_KEYS.find((inner) => Object.hasOwn(value, inner) && value[inner] !== null);
  return key === undefined ? value : unwrapped(value[key] ?? null, depth - 1);
}

function unwrappedText(text: string, depth: number): JsonValue {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) {
    const parsed = parseJson(Buffer.from(trimmed, 'utf8'), 0);
    if (parsed.ok && holdsAnswers(parsed.value)) return unwrapped(parsed.value, depth - 1);
  }
  const listed = stringsOfPythonList(trimmed);
  if (listed !== null && listed.length > 0) return listed;
  return text.includes(ANSWER_SEPARATOR) ? text.split(ANSWER_SEPARATOR).map((part) => part.trim()) : text;
}

/** Lists of numbers are vectors and intervals of mathematics: one answer, not several. */
function holdsAnswers(value: JsonValue): boolean {
  if (isJsonArray(value)) return value.length > 0 && value.every((item) => typeof item === 'string');
  return isJsonObject(value) && INNER_KEYS.some((key) => Object.hasOwn(value, key));
}
