/** Up to so many differences that are not 0, all 2^n signs are tried. */
export const EXACT_UP_TO = 12;
/** Sums this close to the one observed count as reaching it: equal sums come out a little different in another order. */
const EQUAL_WITHIN = 1e-12;

/**
 * Exact p-value of the sign-flip test: of all ways to give the differences signs, the share whose sum is at least as far
 * from 0 as the one observed. Differences of 0 have no sign and change nothing.
 *
 * @param differences one a question; at most `EXACT_UP_TO` of them not 0
 * @returns in (0, 1]; 1 where nothing differs
 * @throws RangeError on more
 * @example exactSignFlip([1, 2, 3]) // 0.25: +++ and --- of eight
 * Source: R. A. Fisher, The Design of Experiments (1935), section 21; SciPy `permutation_test(permutation_type='samples')`.
 */
export function exactSignFlip(differences: Iterable<number>): number {
  const sizes = [...differences].filter((difference) => difference !== 0);
  if (sizes.length > EXACT_UP_TO) throw new RangeError(`${sizes.length} differences, more than ${EXACT_UP_TO}`);
  const observed = sizes.reduce((sum, size) => sum + size, 0);
  const scale = sizes.reduce((sum, size) => sum + Math.abs(size), 0);
  const ways = 2 ** sizes.length;
  let reaching = 0;
  for (let signs = 0; signs < ways; signs += 1) {
    const sum = sizes.reduce((total, size, at) => ((signs >> at) & 1 ? total - size : total + size), 0);
    if (Math.abs(sum) >= Math.abs(observed) - EQUAL_WITHIN * scale) reaching += 1;
  }
  return reaching / ways;
}

/**
 * P-value of the sign-flip test from drawn signs: (1 + how many sums reach the one observed) / (1 + draws). The ones
 * count the observed signs themselves, without which a test of few draws would reject a true null too often.
 * That is at least 1 / (1 + draws), which a correction for a thousand tests would make 0.1 whatever the data; so
 * where Hoeffding's bound of the exact p-value, 2 exp(-T^2 / (2 sum d^2)), is smaller, the answer is the bound.
 *
 * @param differences one a question
 * @param drawn their sums under random signs
 * @returns in (0, 1], but for an underflow of the bound to 0
 * Source: B. Phipson and G. K. Smyth, Statistical Applications in Genetics and Molecular Biology 9 (2010), article 39;
 * W. Hoeffding, JASA 58 (1963) 13-30, theorem 2.
 */
export function drawnSignFlip(differences: Float64Array, drawn: Float64Array): number {
  let observed = 0;
  let scale = 0;
  let squares = 0;
  for (let at = 0; at < differences.length; at += 1) {
    const difference = differences[at] ?? 0;
    observed += difference;
    scale += Math.abs(difference);
    squares += difference * difference;
  }
  const reached = Math.abs(observed) - EQUAL_WITHIN * scale;
  let reaching = 0;
  for (let draw = 0; draw < drawn.length; draw += 1) if (Math.abs(drawn[draw] ?? 0) >= reached) reaching += 1;
  const bound = squares === 0 ? 1 : 2 * Math.exp(-(observed * observed) / (2 * squares));
  return Math.min((1 + reaching) / (1 + drawn.length), bound);
}
