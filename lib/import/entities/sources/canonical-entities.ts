import { readEntities } from '@/lib/import/fields/gold-fields';
import { GoldQuestionBuilder } from '@/lib/import/entities/gold-question';
import type { EntityRecordFormat } from '@/lib/import/entities/entity-record-format';

/** Our own form: `{question, question_id, entities}`, entities a list of names or `{name, aliases}`, kept as written. */
export const canonicalEntities: EntityRecordFormat = {
  id: 'entities',
  label: 'Gold entities',
  why: 'records with entities',
  fits: (record) => Object.hasOwn(record, 'entities'),
  read(record) {
    const builder = new GoldQuestionBuilder(record);
    const entities = readEntities(record.entities, 'entities');
    return builder.build(entities, 'the question has no entities');
  },
};
