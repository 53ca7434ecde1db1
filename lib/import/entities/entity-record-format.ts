import type { JsonObject } from '@/lib/core/rollout/rollout';
import type { GoldQuestionResult } from './gold-question';

/** Formats of gold entities, by what their records mean; the container that holds the records is another matter. */
export const ENTITY_SET_FORMATS = [
  'entities',
  'entity_rows',
  'hotpotqa',
  '2wikimultihopqa',
  'musique',
  'webshaper',
  'asearcher_memory',
  'carr_rubrics',
  'browsecomp_plus',
] as const;
export type EntitySetFormat = (typeof ENTITY_SET_FORMATS)[number];

/**
 * How one kind of record gives the gold entities of its question.
 *
 * Which fields count follows formats.md 6. Two choices hold for all of them:
 *
 * - The gold answer. HotpotQA: never made an entity (a title may be the answer all the same). In the paper it is none
 *   (arXiv 2510.24694, App. D: the answer is not among the entities of the example), and where it is one, the match rate
 *   knows whether the answer is right. 2WikiMultihopQA and MuSiQue: it is one, as the last entity of the annotated path,
 *   unless it is yes, no, a date or a number. CaRR: its `E0` is one wherever the judge names it. WebShaper, ASearcher and
 *   BrowseComp-Plus: it is not added. The warning `answer_is_entity` names every question where it matters.
 * - Dates, numbers and quantities are values, not entities: found by chance in almost any text (`isPlainValue`). Persons,
 *   works, places, countries and nationalities are entities. What a set itself lists as `entities` is taken as written.
 */
export interface EntityRecordFormat {
  readonly id: EntitySetFormat;
  readonly label: string;
  /** What shows that a record is of this format, and what becomes an entity; for the preview. */
  readonly why: string;
  /** By its keys alone; later keys of a cut record may be missing. */
  fits(record: JsonObject): boolean;
  /** Never throws: what is wrong with a record is its problem. */
  read(record: JsonObject): GoldQuestionResult;
}
