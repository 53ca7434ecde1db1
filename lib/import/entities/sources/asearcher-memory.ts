import type { EntityRecordFormat } from '@/lib/import/entities/entity-record-format';
import { GoldQuestionBuilder } from '@/lib/import/entities/gold-question';
import { NameCollector } from '@/lib/import/entities/name-collector';
import { titleOfWikiAddress } from '@/lib/import/entities/page-title';

/**
 * The memory of ASearcher's synthesis agent, one record a file: the names of the pages in `relevant`, of which the question
 * `qa` was made. A page whose title the agent could not read is named by its address; then its wiki title is the name.
 * The record has no id (the file name is one); questions are joined by their text.
 */
export const asearcherMemory: EntityRecordFormat = {
  id: 'asearcher_memory',
  label: 'ASearcher synthesis memory',
  why: 'records with qa and relevant: the names of its pages',
  fits: (record) => Object.hasOwn(record, 'qa') && Object.hasOwn(record, 'relevant'),
  read(record) {
    const builder = new GoldQuestionBuilder(record);
    const qa = builder.fields.object('qa');
    const names = new NameCollector();
    for (const [index, { name }] of builder.objects('relevant').entries()) {
      if (typeof name === 'string') names.addTitle(titleOfWikiAddress(name) ?? name);
      else builder.wrongType(`relevant[${index}].name`, name, 'a string');
    }
    const question = qa?.question ?? null;
    if (question !== null && typeof question !== 'string') builder.wrongType('qa.question', question, 'a string');
    return builder.finish(
      builder.fields.identifier('uid'),
      typeof question === 'string' ? question : null,
      GoldQuestionBuilder.entitiesOf(names),
      'relevant is empty',
    );
  },
};
