import type { EntityRecordFormat } from '@/lib/import/entities/entity-record-format';
import { GoldQuestionBuilder } from '@/lib/import/entities/gold-question';
import { isJsonArray } from '@/lib/import/json/json-value';
import type { JsonValue } from '@/lib/core/rollout/rollout';

/**
 * A table with one entity a row: `question` or `question_id`, `entity`, and optionally `aliases`, separated by `|` or a
 * list. Each record gives its question with one entity; rows of one question are put together by the reader of the set.
 */
export const entityRows: EntityRecordFormat = {
  id: 'entity_rows',
  label: 'Table of gold entities',
  why: 'a table with an entity column',
  fits: (record) =>
    Object.hasOwn(record, 'entity') && (Object.hasOwn(record, 'question') || Object.hasOwn(record, 'question_id')),
  read(record) {
    const builder = new GoldQuestionBuilder(record);
    const questionId = builder.fields.identifier('question_id')?.trim() || null;
    const question = builder.fields.string('question')?.trim() || null;
    const name = builder.fields.string('entity') ?? '';
    const entities = name.trim() === '' ? [] : [{ name, aliases: readAliases(builder, record.aliases) }];
    return builder.finish(questionId, question, entities, 'entity is empty');
  },
};

function readAliases(builder: GoldQuestionBuilder, value: JsonValue | undefined): readonly string[] {
  if (isJsonArray(value)) return builder.strings('aliases');
  const aliases = builder.fields.string('aliases') ?? '';
  return aliases
    .split('|')
    .map((alias) => alias.trim())
    .filter((alias) => alias !== '');
}
