/** Contributions that differ by less come from rounding. */
const DIGITS = 1e9;
const HALF_WORD = 65_536;

/**
 * Names what each question contributes to a difference, so that copies of one test are found: with one rollout a question
 * accuracy, mean@1 and pass@1 are one column. The mirror image (all signs turned) has the same name, as it has the same
 * two-sided test.
 *
 * @param questions positions of the questions; as long as `perQuestion`
 * @param perQuestion contribution of each
 * @returns equal for equal contributions of equal questions, up to rounding; 64 bits, so by chance equal never in practice
 * @example fingerprintDifferences([0, 1], [1, -1]) === fingerprintDifferences([0, 1], [-1, 1]) // true
 */
export function fingerprintDifferences(questions: ArrayLike<number>, perQuestion: ArrayLike<number>): string {
  let first = 2_166_136_261;
  let second = 40_503;
  let turn = 0;
  for (let at = 0; at < perQuestion.length; at += 1) {
    const contribution = perQuestion[at] ?? 0;
    if (turn === 0) turn = Math.sign(contribution);
    const question = questions[at] ?? 0;
    const whole = Math.round(contribution * turn * DIGITS);
    const high = Math.floor(whole / (HALF_WORD * HALF_WORD));
    first = mixFirst(mixFirst(mixFirst(first, question), whole), high);
    second = mixSecond(mixSecond(mixSecond(second, question), whole), high);
  }
  return `${perQuestion.length} ${first >>> 0} ${second >>> 0}`;
}

function mixFirst(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 16_777_619);
  return mixed ^ (mixed >>> 15);
}

function mixSecond(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 2_246_822_519);
  return mixed ^ (mixed >>> 13);
}
