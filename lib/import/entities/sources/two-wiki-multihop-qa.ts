import { isProblem } from '@/lib/import/fields/gold-fields';
import type { EntityRecordFormat } from '@/lib/import/entities/entity-record-format';
import { GoldQuestionBuilder } from '@/lib/import/entities/gold-question';
import { NameCollector } from '@/lib/import/entities/name-collector';
import { isNameOfAnswer, isPlainValue } from '@/lib/import/entities/plain-value';
import { readSupportingTitles } from '@/lib/import/entities/supporting-facts';
import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { JsonValue } from '@/lib/core/rollout/rollout';

/**
 * 2WikiMultihopQA: the titles of `supporting_facts`, then the subjects and objects of `evidences`
 * `[[subject, relation, object], ...]`, then the answer. A title `X (film)` and an evidence `X` are one entity, named by its
 * title, with the alias `X`. Objects that are dates or numbers are no entities; countries and nationalities are. Relations
 * and the Wikidata ids (`evidences_id`, `answer_id`) are never looked for in texts.
 */
export const twoWikiMultihopQa: EntityRecordFormat = {
  id: '2wikimultihopqa',
  label: '2WikiMultihopQA',
  why: 'records with supporting_facts and evidences: titles, ends of evidences and the answer, without dates and numbers',
  fits: (record) => Object.hasOwn(record, 'supporting_facts') && Object.hasOwn(record, 'evidences'),
  read(record) {
    const builder = new GoldQuestionBuilder(record);
    const titles = readSupportingTitles(record.supporting_facts);
    const names = new NameCollector();
    if (isProblem(titles)) return builder.build(titles, '');
    for (const title of titles ?? []) names.addTitle(title);
    for (const [index, evidence] of (builder.list('evidences') ?? []).entries()) {
      const ends = readEvidence(evidence);
      if (ends === null) {
        builder.wrongType(`evidences[${index}]`, evidence, '[subject, relation, object]');
        break;
      }
      for (const name of ends) if (!isPlainValue(name)) names.addTitleOrName(name);
    }
    const [answer, ...others] = builder.acceptedAnswers();
    if (answer !== undefined && isNameOfAnswer(answer)) names.addName(answer, others);
    return builder.build(GoldQuestionBuilder.entitiesOf(names), 'supporting_facts and evidences are empty');
  },
};

/** Subject and object of `[subject, relation, object]` or of the Hugging Face form `{fact, relation, entity}`. */
function readEvidence(evidence: JsonValue): readonly [string, string] | null {
  const subject = isJsonArray(evidence) ? evidence[0] : isJsonObject(evidence) ? evidence.fact : null;
  const object = isJsonArray(evidence) ? evidence[2] : isJsonObject(evidence) ? evidence.entity : null;
  return typeof subject === 'string' && typeof object === 'string' ? [subject, object] : null;
}
