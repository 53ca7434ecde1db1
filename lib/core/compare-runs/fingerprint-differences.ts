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
  const add = (word: number): void => {
    first = Math.imul(first ^ word, 16_777_619);
    first ^= first >>> 15;
    second = Math.imul(second ^ word, 2_246_822_519);
    second ^= second >>> 13;
  };
  let turn = 0;
  for (let at = 0; at < perQuestion.length; at += 1) {
    const contribution = perQuestion[at] ?? 0;
    if (turn === 0) turn = Math.sign(contribution);
    const whole = Math.round(contribution * turn * DIGITS);
    add(questions[at] ?? 0);
    add(whole);
    add(Math.floor(whole / (HALF_WORD * HALF_WORD)));
  }
  return `${perQuestion.length} ${first >>> 0} ${second >>> 0}`;
}
