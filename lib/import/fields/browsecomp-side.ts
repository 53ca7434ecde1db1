import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { parseJson } from '@/lib/import/json/parse-json';
import { baseNameOf } from '@/lib/import/paths/path-facts';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';
import { firstIdentifier, firstText, objectField } from './loose-fields';

/** What a side file says of a query. */
export interface BrowseCompQuery {
  readonly question: string | null;
  readonly answer: string | null;
}

export interface BrowseCompSide {
  readonly queries: ReadonlyMap<string, BrowseCompQuery>;
  /** Evaluations of runs; several of one query where several runs were evaluated. */
  readonly evaluations: ReadonlyMap<string, readonly JsonObject[]>;
}

/** The benchmark's table of queries. */
export const QUERIES_TABLE = 'queries.tsv';

/** A line of the decrypted data set. */
export function isBrowseCompQuery(record: JsonObject): boolean {
  return ['query_id', 'query', 'answer'].every((key) => Object.hasOwn(record, key));
}

/** What scripts_evaluation/evaluate_run.py writes for one run. */
export function isBrowseCompEvaluation(record: JsonObject): boolean {
  return ['query_id', 'correct_answer', 'judge_result'].every((key) => Object.hasOwn(record, key));
}

/** Gathers what was dropped with runs: table, data set, evaluations; files and lines that are none of them are passed over. */
export function readBrowseCompSide(files: ReadonlyMap<string, Uint8Array>): BrowseCompSide {
  const queries = new Map<string, BrowseCompQuery>();
  const evaluations = new Map<string, JsonObject[]>();
  const read = ([name, bytes]: readonly [string, Uint8Array]): readonly JsonObject[] =>
    name === QUERIES_TABLE ? queriesOfTable(bytes) : recordsOf(bytes);
  for (const record of [...files].flatMap(read)) {
    const id = firstIdentifier(record, ['query_id']);
    if (id === null) continue;
    queries.set(id, merged(queries.get(id), askedIn(record)));
    if (isBrowseCompEvaluation(record)) evaluations.set(id, [...(evaluations.get(id) ?? []), record]);
  }
  return { queries, evaluations };
}

function askedIn(record: JsonObject): BrowseCompQuery {
  if (isBrowseCompEvaluation(record)) {
    return { question: firstText(record, ['question']), answer: firstText(record, ['correct_answer']) };
  }
  return { question: firstText(record, ['query']), answer: firstText(record, ['answer']) };
}

function merged(known: BrowseCompQuery | undefined, { question, answer }: BrowseCompQuery): BrowseCompQuery {
  return { question: known?.question ?? question, answer: known?.answer ?? answer };
}

/** Lines of objects, or one object or a list of them over several lines. */
function recordsOf(bytes: Uint8Array): readonly JsonObject[] {
  const lines = new TextDecoder('utf-8').decode(bytes).split('\n');
  if (objectIn(lines[0] ?? '') !== null) return lines.map(objectIn).filter((record) => record !== null);
  const whole = parseJson(bytes, 1);
  if (!whole.ok) return [];
  const values: readonly JsonValue[] = isJsonArray(whole.value) ? whole.value : [whole.value];
  return values.filter(isJsonObject);
}

function objectIn(line: string): JsonObject | null {
  const result = line.startsWith('{') ? parseJson(Buffer.from(line, 'utf8'), 0) : null;
  return result?.ok === true && isJsonObject(result.value) ? result.value : null;
}

/** `topics-qrels/queries.tsv` of the benchmark: id and query, no header and no answers. */
function queriesOfTable(bytes: Uint8Array): readonly JsonObject[] {
  const lines = new TextDecoder('utf-8').decode(bytes).split('\n');
  return lines.flatMap((line) => {
    const [id = '', query = ''] = line.split('\t');
    return id.trim() === '' || query.trim() === '' ? [] : [{ query_id: id.trim(), query: query.trim() }];
  });
}

/**
 * The evaluation of the run in a file: of several of its query the one whose `json_path` names the file, else none, since
 * nothing tells which run they judge. An object without fields where there is none.
 */
export function evaluationOf(side: BrowseCompSide, queryId: string | null, path: string): JsonObject {
  const found = queryId === null ? [] : (side.evaluations.get(queryId) ?? []);
  const [only, ...others] = found;
  if (only === undefined) return {};
  if (others.length === 0) return only;
  const name = baseNameOf(path);
  return found.find((record) => baseNameOf(firstText(record, ['json_path']) ?? '') === name) ?? {};
}

/** What the side files say of a query; nulls where they do not know it. */
export function queryIn(side: BrowseCompSide, queryId: string | null): BrowseCompQuery {
  const found = queryId === null ? undefined : side.queries.get(queryId);
  return found ?? { question: null, answer: null };
}

/** Whether the judge found the answer right; null where it could not be told. */
export function judgedCorrect(evaluation: JsonObject): boolean | null {
  const { correct } = objectField(evaluation, 'judge_result');
  return typeof correct === 'boolean' ? correct : null;
}
