import type { EntityRecordFormat } from '@/lib/import/entities/entity-record-format';
import { GoldQuestionBuilder } from '@/lib/import/entities/gold-question';
import { NameCollector } from '@/lib/import/entities/name-collector';
import { decodePercent, titleOfWikiAddress } from '@/lib/import/entities/page-title';
import { isPlainValue } from '@/lib/import/entities/plain-value';
import { isJsonArray } from '@/lib/import/json/json-value';

/** A capital letter, or a letter of a script that has none. */
const LETTER_OF_NAME = /[\p{Lu}\p{Lt}\p{Lo}]/u;

/**
 * WebShaper: the titles of the wiki pages among `urls`, then the constants (`C@`) of the triples of `formalization` that
 * are names.
 *
 * The variables (`V@X`) and the target (`?`) have no names in the data, so the pages that were read for a question are the
 * only trace of what they stand for: their titles are entities of their own, or the same entity where a constant has that
 * name. Addresses outside of wikis end in slugs and numbers and name nothing. Of the constants, class words (`C@book`,
 * `C@football club`: no capital letter) would be found in any thought, and so would dates and numbers: both are left out.
 * Named constants mostly stand in the question itself, which the warning `entity_in_question` says. The answer is not an
 * entity.
 */
export const webshaper: EntityRecordFormat = {
  id: 'webshaper',
  label: 'WebShaper',
  why: 'records with formalization: its constants that are names, and the titles of wiki pages',
  fits: (record) => Object.hasOwn(record, 'formalization') && Object.hasOwn(record, 'question'),
  read(record) {
    const builder = new GoldQuestionBuilder(record);
    const names = new NameCollector();
    for (const url of builder.strings('urls')) {
      const title = titleOfWikiAddress(url);
      if (title !== null) names.addTitle(title);
    }
    for (const [index, triple] of (builder.list('formalization') ?? []).entries()) {
      if (!isJsonArray(triple) || !triple.every((part) => typeof part === 'string')) {
        builder.wrongType(`formalization[${index}]`, triple, 'a triple of strings');
        break;
      }
      for (const constant of triple.flatMap(constantsOf)) names.addName(constant);
    }
    const absence = 'formalization has no constants that are names, and urls no wiki page';
    return builder.build(GoldQuestionBuilder.entitiesOf(names), absence);
  },
};

/** The constants of one end of a triple; several may stand in it, as `C@Tour_DuPont & V@Y & C@South_Carolina`. */
function constantsOf(part: string): string[] {
  return part
    .split(/ & (?=[CV]@|\?$)/)
    .filter((end) => end.startsWith('C@'))
    .map((end) => (decodePercent(end.slice(2)) ?? end.slice(2)).replaceAll('_', ' ').trim())
    .filter((name) => LETTER_OF_NAME.test(name) && !isPlainValue(name));
}
