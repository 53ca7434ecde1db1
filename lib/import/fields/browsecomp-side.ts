import { isJsonObject } from '@/lib/import/json/json-value';
import { parseJson } from '@/lib/import/json/parse-json';
import { baseNameOf } from '@/lib/import/paths/path-facts';
import type { JsonObject } from '@/lib/core/rollout/rollout';
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

/** A line of the decrypted data set. */
export function isBrowseCompQuery(record: JsonObject): boolean {
  return ['query_id', 'query', 'answer'].every((key) => Object.hasOwn(record, key));
}

/** What scripts_evaluation/evaluate_run.py writes for one run. */
export function isBrowseCompEvaluation(record: JsonObject): boolean {
  return ['query_id', 'correct_answer', 'judge_result'].every((key) => Object.hasOwn(record, key));
}

/** Gathers the data set and the evaluations that were dropped with runs; files and lines that are neither are passed over. */
export function readBrowseCompSide(files: ReadonlyMap<string, Uint8Array>): BrowseCompSide {
  const queries = new Map<string, BrowseCompQuery>();
  const evaluations = new Map<string, JsonObject[]>();
  for (const record of [...files.values()].flatMap(recordsOf)) {
    const id = firstIdentifier(record, ['query_id']);
    if (id === null) continue;
    if (isBrowseCompEvaluation(record)) evaluations.set(id, [...(evaluations.get(id) ?? []), record]);
    else if (isBrowseCompQuery(record)) queries.set(id, queryOf(record, ['query'], ['answer']));
  }
  for (const [id, [evaluation]] of evaluations) {
    if (evaluation !== undefined && !queries.has(id)) {
      queries.set(id, queryOf(evaluation, ['question'], ['correct_answer']));
    }
  }
  return { queries, evaluations };
}

function queryOf(record: JsonObject, question: readonly string[], answer: readonly string[]): BrowseCompQuery {
  return { question: firstText(record, question), answer: firstText(record, answer) };
}

/** One object, a list of them, or lines. */
function recordsOf(bytes: Uint8Array): readonly JsonObject[] {
  const whole = parseJson(bytes, 1);
  if (whole.ok) return (Array.isArray(whole.value) ? whole.value : [whole.value]).filter(isJsonObject);
  const lines = new TextDecoder('utf-8').decode(bytes).split('\n');
  return lines.flatMap((line) => {
    const result = parseJson(Buffer.from(line, 'utf8'), 0);
    return result.ok && isJsonObject(result.value) ? [result.value] : [];
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
