import { ASPECTS, type EncodedTurn } from './encode-turns';

/**
 * How much each aspect of a turn says of whether two turns did the same. Asking the same, reading the same page and
 * giving the same answer are what a turn does; which entity it took from that is a consequence, and finding one more
 * than the other rollout on the same page must not part the two.
 *
 * Tried on some twenty questions of two real logs: see `align-rollouts.ts`.
 */
const ASPECT_WEIGHTS = { asked: 3, went: 3, answered: 3, found: 1 } as const;

/** Two addresses on one page: other sections, other parameters. Not enough for a shared row: which section was read matters. */
const SAME_PAGE = 0.4;
/** Two turns that both answer in other words: they belong into one row, but not into a shared one. */
const OTHER_ANSWER = 0.4;

function closest<Part>(
  parts: readonly Part[],
  others: readonly Part[],
  compare: (left: Part, right: Part) => number,
): number {
  let sum = 0;
  for (const part of parts) {
    let best = 0;
    for (const other of others) best = Math.max(best, compare(part, other));
    sum += best;
  }
  return sum;
}

function compareAddresses(left: EncodedTurn['addresses'][number], right: EncodedTurn['addresses'][number]): number {
  if (left.place === right.place) return 1;
  return left.page === right.page ? SAME_PAGE : 0;
}

/** Each address with the closest one of the other side, averaged over both sides. In [0, 1]. */
function addressSimilarity({ addresses: left }: EncodedTurn, { addresses: right }: EncodedTurn): number {
  const sum = closest(left, right, compareAddresses) + closest(right, left, compareAddresses);
  return sum / (left.length + right.length);
}

/** Entities of both, divided by entities of either. In [0, 1]. */
function entitySimilarity({ entities: left }: EncodedTurn, { entities: right }: EncodedTurn): number {
  let both = 0;
  for (const entity of left) if (right.includes(entity)) both += 1;
  return both / (left.length + right.length - both);
}

/** Sum of the weights of some aspects, by their bits. */
const WEIGHT_SUMS = Float64Array.from({ length: 16 }, (_, aspects) => {
  const weightOf = (aspect: keyof typeof ASPECTS) => ((aspects & ASPECTS[aspect]) === 0 ? 0 : ASPECT_WEIGHTS[aspect]);
  return weightOf('asked') + weightOf('went') + weightOf('answered') + weightOf('found');
});

/**
 * Similarity of two turns: the mean of the aspects in which at least one of them has anything, by their weights.
 *
 * @param asked Similarity of what they ask, in [0, 1]; passed in because it is computed for many pairs at once.
 * @returns in [0, 1]; 1 for a turn and itself, also for two turns that do nothing at all.
 */
export function turnSimilarity(left: EncodedTurn, right: EncodedTurn, asked: number): number {
  const either = left.aspects | right.aspects;
  if (either === 0) return 1;
  const both = left.aspects & right.aspects;
  let sum = ASPECT_WEIGHTS.asked * asked;
  if ((both & ASPECTS.went) !== 0) sum += ASPECT_WEIGHTS.went * addressSimilarity(left, right);
  if ((both & ASPECTS.answered) !== 0)
    sum += ASPECT_WEIGHTS.answered * (left.answer === right.answer ? 1 : OTHER_ANSWER);
  if ((both & ASPECTS.found) !== 0) sum += ASPECT_WEIGHTS.found * entitySimilarity(left, right);
  return sum / (WEIGHT_SUMS[either] ?? 1);
}
