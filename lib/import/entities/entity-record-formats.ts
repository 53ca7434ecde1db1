import type { JsonObject } from '@/lib/core/rollout/rollout';
import type { EntityRecordFormat, EntitySetFormat } from './entity-record-format';
import { asearcherMemory } from './sources/asearcher-memory';
import { browseCompPlus } from './sources/browsecomp-plus';
import { canonicalEntities } from './sources/canonical-entities';
import { carrRubrics } from './sources/carr-rubrics';
import { entityRows } from './sources/entity-rows';
import { hotpotqa } from './sources/hotpotqa';
import { musique } from './sources/musique';
import { twoWikiMultihopQa } from './sources/two-wiki-multihop-qa';
import { webshaper } from './sources/webshaper';

/** The first that fits reads a record: what names entities outright goes before what they are made of. */
export const ENTITY_RECORD_FORMATS: readonly EntityRecordFormat[] = [
  canonicalEntities,
  entityRows,
  musique,
  twoWikiMultihopQa,
  hotpotqa,
  webshaper,
  asearcherMemory,
  browseCompPlus,
  carrRubrics,
];

/** The format of a record, from its keys; null where it is no known one. */
export function formatOfRecord(record: JsonObject): EntityRecordFormat | null {
  return ENTITY_RECORD_FORMATS.find((format) => format.fits(record)) ?? null;
}

/** The format of that name. */
export function entityRecordFormat(id: EntitySetFormat): EntityRecordFormat {
  const format = ENTITY_RECORD_FORMATS.find((candidate) => candidate.id === id);
  if (format === undefined) throw new RangeError(`there is no format of gold entities called ${id}`);
  return format;
}
