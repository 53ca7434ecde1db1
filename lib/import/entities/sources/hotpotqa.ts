import { isProblem } from '@/lib/import/fields/gold-fields';
import type { EntityRecordFormat } from '@/lib/import/entities/entity-record-format';
import { GoldQuestionBuilder } from '@/lib/import/entities/gold-question';
import { readSupportingTitles } from '@/lib/import/entities/supporting-facts';

/**
 * HotpotQA, native and Hugging Face form: the distinct titles of `supporting_facts`, as written and without aliases. The
 * answer is not made an entity (see `EntityRecordFormat`).
 */
export const hotpotqa: EntityRecordFormat = {
  id: 'hotpotqa',
  label: 'HotpotQA',
  why: 'records with supporting_facts: their titles',
  fits: (record) => Object.hasOwn(record, 'supporting_facts'),
  read(record) {
    const titles = readSupportingTitles(record.supporting_facts);
    const entities = titles === null || isProblem(titles) ? titles : titles.map((name) => ({ name, aliases: [] }));
    return new GoldQuestionBuilder(record).build(entities, 'supporting_facts is missing or empty');
  },
};
