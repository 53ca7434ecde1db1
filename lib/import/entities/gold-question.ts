import { FieldReader, type FieldProblem } from '@/lib/import/fields/field-reader';
import type { Entity } from '@/lib/core/entities/entity';
import { parseJson } from '@/lib/import/json/parse-json';
import { describeType, isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { GoldQuestion } from '@/lib/import/importer';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';
import { MAX_ENTITIES_OF_QUESTION, type NameCollector } from './name-collector';

export type GoldQuestionResult =
  { readonly ok: true; readonly question: GoldQuestion } | { readonly ok: false; readonly problem: FieldProblem };

/** Null where the record has no such field. */
export type EntitiesOrProblem = readonly Entity[] | null | { readonly problem: string };

export interface QuestionFields {
  readonly id: readonly string[];
  readonly question: readonly string[];
}

const USUAL_FIELDS: QuestionFields = { id: ['question_id', '_id', 'id', 'qid', 'query_id'], question: ['question'] };

/** Builds a gold question from one record, gathering what is wrong with it. */
export class GoldQuestionBuilder {
  readonly fields: FieldReader;
  readonly #record: JsonObject;

  constructor(record: JsonObject) {
    this.#record = record;
    this.fields = new FieldReader(record);
  }

  /** Notes that a field is of a wrong type. */
  wrongType(field: string, value: JsonValue | undefined, expected: string): void {
    const message = `${field} is ${describeType(value)}; expected ${expected}`;
    this.fields.problems.push({ code: 'field_wrong_type', message });
  }

  /**
   * A list, the list that its JSON text holds (columns of tables do), or the objects of an object of equally long lists
   * (Hugging Face writes lists of objects so); null where it is absent or of a wrong type.
   */
  list(field: string): readonly JsonValue[] | null {
    return this.listIn(this.fields.value(field), field);
  }

  listIn(value: JsonValue | undefined, field: string): readonly JsonValue[] | null {
    if (value === undefined || value === null) return null;
    const list = typeof value === 'string' ? parseList(value) : isJsonObject(value) ? rowsOfColumns(value) : value;
    if (isJsonArray(list)) return list;
    this.wrongType(field, value, 'a list');
    return null;
  }

  /** Strings of a list; null items are left out, others are of a wrong type. */
  strings(field: string): readonly string[] {
    const list = this.list(field) ?? [];
    const bad = list.findIndex((item) => item !== null && typeof item !== 'string');
    if (bad !== -1) this.wrongType(`${field}[${bad}]`, list[bad], 'a string');
    return list.filter((item) => typeof item === 'string');
  }

  /** `answer` with further `golden_answers` or `answer_aliases`, the accepted forms of one thing; empty where there is none. */
  acceptedAnswers(): readonly string[] {
    const answer = this.fields.string('answer');
    const others = [...this.strings('golden_answers'), ...this.strings('answer_aliases')];
    return answer === null ? others : [answer, ...others];
  }

  /** Objects of a list; others are of a wrong type. */
  objects(field: string): readonly JsonObject[] {
    const list = this.list(field) ?? [];
    const bad = list.findIndex((item) => !isJsonObject(item));
    if (bad !== -1) this.wrongType(`${field}[${bad}]`, list[bad], 'an object');
    return list.filter(isJsonObject);
  }

  /**
   * The question with these entities, or every problem of the record as one.
   *
   * @param absence what to say where there are no entities
   */
  build(entities: EntitiesOrProblem, absence: string, names: QuestionFields = USUAL_FIELDS): GoldQuestionResult {
    const questionId = this.#firstOf(names.id, (field) => this.fields.identifier(field)) || null;
    const question = this.#firstOf(names.question, (field) => this.fields.string(field));
    return this.finish(questionId, question, entities, absence);
  }

  finish(
    questionId: string | null,
    question: string | null,
    entities: EntitiesOrProblem,
    absence: string,
  ): GoldQuestionResult {
    const { problems } = this.fields;
    if (isNoList(entities)) {
      problems.push({ code: 'field_wrong_type', message: entities.problem });
      return { ok: false, problem: joinProblems(problems) };
    }
    if (questionId === null && (question === null || question.trim() === '') && problems.length === 0) {
      this.fields.missing('question and question_id are both missing');
    }
    const usable = entities ?? [];
    if (usable.length === 0 && (problems.length === 0 || entities === null)) this.fields.missing(absence);
    if (problems.length > 0) return { ok: false, problem: joinProblems(problems) };
    return { ok: true, question: { questionId, question, entities: usable } };
  }

  /** What a collector gathered, for `build`. */
  static entitiesOf(names: NameCollector): EntitiesOrProblem {
    const problem = `the record names more than ${MAX_ENTITIES_OF_QUESTION} entities; at most so many are read`;
    return names.entities() ?? { problem };
  }

  #firstOf(names: readonly string[], read: (field: string) => string | null): string | null {
    const field = names.find((name) => Object.hasOwn(this.#record, name) && this.#record[name] !== null);
    return field === undefined ? null : read(field);
  }
}

function isNoList(entities: EntitiesOrProblem): entities is { readonly problem: string } {
  return entities !== null && 'problem' in entities;
}

/** `{a: [1, 2], b: [3, 4]}` as `[{a: 1, b: 3}, {a: 2, b: 4}]`; null where the lists are not of one length. */
function rowsOfColumns(columns: JsonObject): readonly JsonObject[] | null {
  const entries = Object.entries(columns);
  const [first] = entries.map(([, column]) => column);
  if (!isJsonArray(first)) return null;
  const lists = entries.flatMap(([name, column]) => (isJsonArray(column) ? [{ name, column }] : []));
  if (lists.length < entries.length || lists.some(({ column }) => column.length !== first.length)) return null;
  return first.map((_, row) => Object.fromEntries(lists.map(({ name, column }) => [name, column[row] ?? null])));
}

function parseList(text: string): JsonValue {
  const result = parseJson(Buffer.from(text), 1);
  return result.ok ? result.value : null;
}

/** All problems as one, under the code of the first. */
function joinProblems(problems: readonly FieldProblem[]): FieldProblem {
  const message = problems.map((problem) => problem.message).join('; ');
  return { code: problems[0]?.code ?? 'field_missing', message };
}
