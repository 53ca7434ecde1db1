const PUNCTUATION = /[!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]/g;

/**
 * Search-R1's exact match (`em_check` in verl/utils/reward_score/qa_em.py at a14dc3a4): lower case, without ASCII
 * punctuation, articles and surplus white space, equal to any gold answer.
 *
 * @example isExactMatch('The Moor.', ['moor']) // true
 */
export function isExactMatch(prediction: string, answers: readonly string[]): boolean {
  const wanted = normalised(prediction);
  return answers.some((answer) => normalised(answer) === wanted);
}

function normalised(text: string): string {
  const words = text
    .toLowerCase()
    .replace(PUNCTUATION, '')
    .replace(/\b(?:a|an|the)\b/g, ' ');
  return words
    .split(/\s+/)
    .filter((word) => word !== '')
    .join(' ');
}
