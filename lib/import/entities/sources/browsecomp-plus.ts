import type { EntityRecordFormat } from '@/lib/import/entities/entity-record-format';
import { GoldQuestionBuilder } from '@/lib/import/entities/gold-question';
import { NameCollector } from '@/lib/import/entities/name-collector';
import { titleOfWikiAddress } from '@/lib/import/entities/page-title';
import type { JsonObject } from '@/lib/core/rollout/rollout';

/** Documents of the corpus begin with a block of YAML; a title stands in its first lines. */
const FRONT_MATTER_TITLE = /^---\s*\ntitle:[ \t]*(.{1,500})/;

/**
 * BrowseComp-Plus: the titles of `evidence_docs` and `gold_docs`, a stand-in for entities that the set does not name. A
 * title is the document's `title`, the title in the head of its `text`, or that of its wiki page.
 */
export const browseCompPlus: EntityRecordFormat = {
  id: 'browsecomp_plus',
  label: 'BrowseComp-Plus',
  why: 'records with evidence_docs or gold_docs: the titles of the documents',
  fits: (record) =>
    Object.hasOwn(record, 'query_id') && (Object.hasOwn(record, 'evidence_docs') || Object.hasOwn(record, 'gold_docs')),
  read(record) {
    const builder = new GoldQuestionBuilder(record);
    const names = new NameCollector();
    for (const document of [...builder.objects('evidence_docs'), ...builder.objects('gold_docs')]) {
      const title = titleOf(document);
      if (title !== null) names.addTitle(title);
    }
    const fields = { id: ['query_id'], question: ['query', 'question'] };
    const absence = 'none of the evidence_docs and gold_docs has a title';
    return builder.build(GoldQuestionBuilder.entitiesOf(names), absence, fields);
  },
};

function titleOf({ title, text, url }: JsonObject): string | null {
  if (typeof title === 'string' && title.trim() !== '') return withoutSite(title);
  const written = typeof text === 'string' ? (FRONT_MATTER_TITLE.exec(text)?.[1] ?? '') : '';
  const unquoted = written.trim().replace(/^(["'])(.*)\1$/, '$2');
  if (unquoted !== '') return withoutSite(unquoted);
  return typeof url === 'string' ? titleOfWikiAddress(url) : null;
}

function withoutSite(title: string): string {
  return title.endsWith(' - Wikipedia') ? title.slice(0, -' - Wikipedia'.length) : title;
}
