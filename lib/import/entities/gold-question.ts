import { FieldReader, type FieldProblem } from '@/lib/import/fields/field-reader';
import { isProblem, readEntities } from '@/lib/import/fields/gold-fields';
import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { GoldQuestion } from '@/lib/import/importer';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

export type GoldQuestionResult =
  { readonly ok: true; readonly question: GoldQuestion } | { readonly ok: false; readonly problem: FieldProblem };

/** Null where the record has no such field. */
type EntitiesOrProblem = GoldQuestion['entities'] | null | { readonly problem: string };

/**
 * Gold entities of one question from a JSON record: `{question, question_id, entities}`, or a HotpotQA (2WikiMultihopQA)
 * question with `supporting_facts`, whose entities are the distinct titles in order. The answer is not made an entity: in
 * the paper it is not one (methods.md 1.3), and it would leak correctness into the match rate.
 */
export function readGoldQuestion(record: JsonObject): GoldQuestionResult {
  const fields = new FieldReader(record);
  const questionId = readId(fields, record);
  const question = fields.string('question');
  const entities =
    record.entities === undefined ? readTitles(record.supporting_facts) : readEntities(record.entities, 'entities');
  if (isProblem(entities)) fields.problems.push({ code: 'field_wrong_type', message: entities.problem });
  if (!isNamed(questionId, question) && fields.problems.length === 0) {
    fields.missing('question and question_id are both missing');
  }
  const absence = describeAbsence(entities);
  if (absence !== null) fields.missing(absence);
  if (entities === null || isProblem(entities) || fields.problems.length > 0) {
    return { ok: false, problem: joinProblems(fields.problems) };
  }
  return { ok: true, question: { questionId, question, entities } };
}

function isNamed(questionId: string | null, question: string | null): boolean {
  return questionId !== null || (question !== null && question.trim() !== '');
}

/** What to say where a record has no entities; null where it has some, or something else in their place. */
function describeAbsence(entities: EntitiesOrProblem): string | null {
  if (entities === null) return 'entities (or supporting_facts) is missing';
  return !isProblem(entities) && entities.length === 0 ? 'the question has no entities' : null;
}

/** All problems as one, under the code of the first. */
function joinProblems(problems: readonly FieldProblem[]): FieldProblem {
  const message = problems.map((problem) => problem.message).join('; ');
  return { code: problems[0]?.code ?? 'field_missing', message };
}

/** `question_id`; HotpotQA says `_id`, its Hugging Face form `id`. An empty id is none. */
function readId(fields: FieldReader, record: JsonObject): string | null {
  const field = ['question_id', '_id', 'id'].find((name) => record[name] !== undefined && record[name] !== null);
  const id = field === undefined ? null : fields.identifier(field);
  return id === '' ? null : id;
}

/** Titles of `[[title, sentence], ...]`, `{title: [...], sent_id: [...]}` or `[{title, sent_id}, ...]`, each once, in order. */
function readTitles(value: JsonValue | undefined): EntitiesOrProblem {
  if (value === undefined || value === null) return null;
  const titles = isJsonObject(value) ? value.title : isJsonArray(value) ? value.map(titleOf) : null;
  if (!isJsonArray(titles) || !titles.every((title) => typeof title === 'string')) {
    return { problem: 'supporting_facts has no titles; expected [[title, sentence], ...] or {title, sent_id}' };
  }
  return [...new Set(titles)].map((name) => ({ name, aliases: [] }));
}

function titleOf(fact: JsonValue): JsonValue {
  if (isJsonArray(fact)) return fact[0] ?? null;
  return isJsonObject(fact) ? (fact.title ?? null) : null;
}
