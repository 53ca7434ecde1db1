import { foldText } from '@/lib/core/entities/fold-text';

import { normaliseAddress } from './normalise-address';
import { queryWords } from './query-words';
import type { TurnFeatures } from './turn-features';
import { areResultsDifferent } from './turn-results';

/** Why two turns stand in one row, or what parts them; in the order in which a page names them. */
export const ROW_REASONS = [
  'same_query',
  'similar_query',
  'related_query',
  'same_page',
  'same_document',
  'different_results',
  'same_entity',
  'both_correct',
  'same_answer',
  'both_answer',
  'similar_thought',
  'only_left_found',
  'only_right_found',
] as const;
export type RowReason = (typeof ROW_REASONS)[number];

/** From this share of common words on, two queries are called similar. */
const SIMILAR = 0.5;

function overlap(left: readonly string[], right: readonly string[]): number {
  const both = left.filter((word) => right.includes(word)).length;
  return (2 * both) / Math.max(1, left.length + right.length);
}

function queriesOf({ calls }: TurnFeatures): readonly string[] {
  return calls.flatMap(({ queries }) => queries);
}

function queryReason(left: TurnFeatures, right: TurnFeatures): RowReason | null {
  const [mine, theirs] = [queriesOf(left), queriesOf(right)];
  const folded = new Set(mine.map((query) => foldText(query).trim()));
  if (theirs.some((query) => folded.has(foldText(query).trim()))) return 'same_query';
  const words = theirs.map(queryWords);
  const best = Math.max(0, ...mine.map(queryWords).flatMap((query) => words.map((other) => overlap(query, other))));
  if (best >= SIMILAR) return 'similar_query';
  return best > 0 ? 'related_query' : null;
}

function addressReason(left: TurnFeatures, right: TurnFeatures): RowReason | null {
  const of = ({ calls }: TurnFeatures) => calls.flatMap(({ addresses }) => addresses.map(normaliseAddress));
  const [mine, theirs] = [of(left), of(right)];
  if (mine.some(({ place }) => theirs.some((other) => other.place === place))) return 'same_page';
  return mine.some(({ page }) => theirs.some((other) => other.page === page)) ? 'same_document' : null;
}

function answerReason(left: TurnFeatures, right: TurnFeatures): RowReason | null {
  if (left.answer === null || right.answer === null) return null;
  if (left.isCorrect && right.isCorrect) return 'both_correct';
  return left.answer === right.answer ? 'same_answer' : 'both_answer';
}

function thoughtReason(left: TurnFeatures, right: TurnFeatures): RowReason | null {
  if (left.silentThought === '' || right.silentThought === '') return null;
  return overlap(queryWords(left.silentThought), queryWords(right.silentThought)) >= SIMILAR ? 'similar_thought' : null;
}

/** What two turns of a row have in common, and which of them found an entity that the other did not find in its turn. */
export function rowReasons(left: TurnFeatures, right: TurnFeatures): readonly RowReason[] {
  const common = left.found.some((entity) => right.found.includes(entity));
  const address = addressReason(left, right);
  const reasons: readonly (RowReason | null)[] = [
    queryReason(left, right),
    address,
    address === 'same_page' && areResultsDifferent(left.result, right.result) ? 'different_results' : null,
    common ? 'same_entity' : null,
    answerReason(left, right),
    thoughtReason(left, right),
    left.found.some((entity) => !right.found.includes(entity)) ? 'only_left_found' : null,
    right.found.some((entity) => !left.found.includes(entity)) ? 'only_right_found' : null,
  ];
  return reasons.filter((reason) => reason !== null);
}
