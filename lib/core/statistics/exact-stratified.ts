import { cochranMantelHaenszel, comparableStrata, type Stratum } from './mantel-haenszel';

/** Counts this much more likely than the observed one count as equally likely: R's tolerance. */
const RELATIVE_TOLERANCE = 1e-7;

/** Up to this many counts of marks the exact test is quick; beyond, the normal one agrees with it in every digit shown. */
const LARGEST_EXACT_SPAN = 1000;

/** Which test a p-value comes from. */
export type StratifiedTestKind = 'exact' | 'mantel_haenszel';

/** How many of the first kind can be marked, margins given: from `low`, with the probability of each. */
interface Counts {
  readonly low: number;
  readonly probabilities: Float64Array;
}

function markRange({ first, firstTotal, second, secondTotal }: Stratum): readonly [number, number] {
  const marked = first + second;
  return [Math.max(0, marked - secondTotal), Math.min(firstTotal, marked)];
}

/** The hypergeometric distribution of the marked of the first kind, by the ratio of neighbouring terms. */
function countsOf(stratum: Stratum): Counts {
  const { firstTotal, second, secondTotal } = stratum;
  const marked = stratum.first + second;
  const [low, high] = markRange(stratum);
  const probabilities = new Float64Array(high - low + 1);
  // The likeliest term is 1 before scaling, so that none overflows.
  const mode = Math.min(
    high,
    Math.max(low, Math.floor(((firstTotal + 1) * (marked + 1)) / (firstTotal + secondTotal + 2))),
  );
  const ratio = (count: number): number =>
    ((firstTotal - count) * (marked - count)) / ((count + 1) * (secondTotal - marked + count + 1));
  probabilities[mode - low] = 1;
  for (let at = mode; at < high; at += 1) probabilities[at + 1 - low] = (probabilities[at - low] ?? 0) * ratio(at);
  for (let at = mode; at > low; at -= 1) probabilities[at - 1 - low] = (probabilities[at - low] ?? 0) / ratio(at - 1);
  const total = probabilities.reduce((sum, probability) => sum + probability, 0);
  return { low, probabilities: probabilities.map((probability) => probability / total) };
}

function sumOf(left: Counts, right: Counts): Counts {
  const probabilities = new Float64Array(left.probabilities.length + right.probabilities.length - 1);
  left.probabilities.forEach((probability, at) => {
    right.probabilities.forEach((other, step) => {
      probabilities[at + step] = (probabilities[at + step] ?? 0) + probability * other;
    });
  });
  return { low: left.low + right.low, probabilities };
}

/**
 * Exact conditional test that within every stratum the two kinds are marked alike: the probability, margins of every
 * stratum given, of all total counts of marked trials of the first kind that are no more likely than the observed one.
 * Of one stratum it is Fisher's exact test. Needs no large numbers.
 *
 * @returns p in [0, 1]; 1 where the margins leave only one table, as where all or none of each stratum are marked
 * @throws RangeError where a stratum has more marked trials than trials
 * @example the Rabbits data of R, `mantelhaen.test(Rabbits, exact = TRUE)`: 0.03994
 * Source: A. Agresti, Categorical Data Analysis (2002), 6.7.1; R, `mantelhaen.test(exact = TRUE)`.
 */
export function exactStratified(strata: readonly Stratum[]): number {
  const comparable = comparableStrata(strata);
  const { low, probabilities } = totalCounts(comparable);
  const observed = comparable.reduce((sum, { first }) => sum + first, 0);
  return noLikelierThan(probabilities, probabilities[observed - low] ?? 0);
}

/**
 * The smallest p-value that the exact test can give with these margins, whatever is observed; 1 where they leave one
 * table only, 0 where there are too many counts for the exact test.
 *
 * @example 8 trials a kind, 8 marked of all: 2 / 12870, the p of 8 against 0
 */
export function leastExactPValue(strata: readonly Stratum[]): number {
  const comparable = comparableStrata(strata);
  if (spanOf(comparable) > LARGEST_EXACT_SPAN) return 0;
  const { probabilities } = totalCounts(comparable);
  return noLikelierThan(
    probabilities,
    probabilities.reduce((least, probability) => Math.min(least, probability), 1),
  );
}

function totalCounts(comparable: readonly Stratum[]): Counts {
  const start: Counts = { low: 0, probabilities: Float64Array.of(1) };
  return comparable.map(countsOf).reduce(sumOf, start);
}

function noLikelierThan(probabilities: Float64Array, probability: number): number {
  const limit = probability * (1 + RELATIVE_TOLERANCE);
  return Math.min(
    1,
    probabilities.reduce((sum, one) => (one <= limit ? sum + one : sum), 0),
  );
}

function spanOf(comparable: readonly Stratum[]): number {
  return comparable.reduce((sum, stratum) => {
    const [low, high] = markRange(stratum);
    return sum + high - low;
  }, 0);
}

/** The exact test where it is quick, else Cochran's, Mantel's and Haenszel's, whose error is then below what is shown. */
export function testStrata(strata: readonly Stratum[]): { readonly kind: StratifiedTestKind; readonly pValue: number } {
  if (spanOf(comparableStrata(strata)) <= LARGEST_EXACT_SPAN) return { kind: 'exact', pValue: exactStratified(strata) };
  return { kind: 'mantel_haenszel', pValue: cochranMantelHaenszel(strata)?.pValue ?? 1 };
}
