import type { EntityRecordFormat } from '@/lib/import/entities/entity-record-format';
import { GoldQuestionBuilder } from '@/lib/import/entities/gold-question';
import { NameCollector } from '@/lib/import/entities/name-collector';
import { isPlainValue } from '@/lib/import/entities/plain-value';
import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

const PLACEHOLDER = /^E(\d{1,6})$/;
const FIELDS = ['rubrics', 'rubric_scores', 'entity_values', 'all_entity_values', 'rubric_reward_result'];
const ABSENCE =
  'the rubrics have placeholders (<E0>, <E1>, ...) but no entity_values; use the output of the judge, which names them, or list the entities yourself';

/**
 * CaRR: what a judge put in the place of `<E0>` (the answer), `<E1>`, ... of the rubrics: `entity_values` of the record,
 * `all_entity_values` of the reward server, or the values of each of `rubric_scores`. Values are read from a rollout's
 * answer by the judge, so those of a right rollout are worth having; null and values that are dates or numbers are left out.
 */
export const carrRubrics: EntityRecordFormat = {
  id: 'carr_rubrics',
  label: 'CaRR rubrics',
  why: 'records with rubrics: what a judge put in the place of <E0>, <E1>, ...',
  fits: (record) => FIELDS.some((field) => Object.hasOwn(record, field)) || isJsonObject(remoteInfo(record)),
  read(record) {
    const builder = new GoldQuestionBuilder(record);
    const values = new Map<number, string>();
    for (const [source, found] of valuesOf(record)) {
      if (!isJsonObject(found)) {
        if (found !== null) builder.wrongType(source, found, 'an object such as {"E0": "name"}');
        continue;
      }
      addValuesInPlace(values, found, (field, value) => builder.wrongType(`${source}.${field}`, value, 'a string'));
    }
    const names = new NameCollector();
    for (const [, name] of [...values].toSorted(([a], [b]) => a - b)) if (!isPlainValue(name)) names.addName(name);
    const question = builder.fields.string('question') ?? questionOf(record);
    const id = builder.fields.identifier('question_id') ?? builder.fields.identifier('id');
    return builder.finish(id, question, GoldQuestionBuilder.entitiesOf(names), ABSENCE);
  },
};

/** Where values stand, the fullest place first; each with the name of its field. */
function valuesOf(record: JsonObject): readonly (readonly [string, JsonValue])[] {
  const judged = isJsonObject(record.rubric_reward_result) ? record.rubric_reward_result : {};
  const scores = record.rubric_scores ?? judged.rubric_scores ?? record.rubrics ?? null;
  const rubrics = isJsonArray(scores) ? scores : isJsonObject(scores) ? Object.values(scores) : [];
  return [
    ['entity_values', record.entity_values ?? null],
    ['all_entity_values', record.all_entity_values ?? judged.all_entity_values ?? null],
    ...rubrics.map(
      (rubric, index) =>
        [`rubrics[${index}].entity_values`, (isJsonObject(rubric) && rubric.entity_values) || null] as const,
    ),
  ];
}

/** The first value of each placeholder stands. */
function addValuesInPlace(
  values: Map<number, string>,
  found: JsonObject,
  wrongType: (field: string, value: JsonValue) => void,
): void {
  for (const [field, value] of Object.entries(found)) {
    const index = PLACEHOLDER.exec(field)?.[1];
    if (index === undefined || value === null) continue;
    if (typeof value !== 'string') wrongType(field, value);
    else if (!values.has(Number(index))) values.set(Number(index), value);
  }
}

/** The reward server is given the question as the first string that the agent must not search for. */
function questionOf(record: JsonObject): string | null {
  const info = remoteInfo(record);
  const strings = isJsonObject(info) ? info.search_forbidden_strs : null;
  const question = isJsonArray(strings) ? strings[0] : null;
  return typeof question === 'string' ? question : null;
}

function remoteInfo(record: JsonObject): JsonValue {
  return record.remote_env_info ?? null;
}
