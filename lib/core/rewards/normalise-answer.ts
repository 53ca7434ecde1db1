/** Python's string.punctuation, which SQuAD's script takes out. */
const ASCII_PUNCTUATION = /[!-/:-@[-`{-~]/g;
/** The words a, an and the; word characters are Python's \w. */
const ARTICLES = /(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu;

/**
 * An answer as SQuAD's evaluation script compares it: lower case, ASCII punctuation taken out, the articles a, an and
 * the taken out, white space collapsed and trimmed.
 * Source: `normalize_answer` of the SQuAD 1.1 script, used unchanged by HotpotQA's `hotpot_evaluate_v1.py`.
 *
 * @example normaliseAnswer('The  Beatles!') // 'beatles'
 */
export function normaliseAnswer(answer: string): string {
  return answer.toLowerCase().replace(ASCII_PUNCTUATION, '').replace(ARTICLES, ' ').replace(/\s+/g, ' ').trim();
}

/**
 * Whether a prediction equals one gold answer after `normaliseAnswer`. Where nothing is left of the gold answer
 * ("The", "+"), the texts are compared in lower case as they stand, because anything empty would be right otherwise.
 */
export function isExactMatch(prediction: string, answer: string): boolean {
  const normalised = normaliseAnswer(answer);
  if (normalised !== '') return normaliseAnswer(prediction) === normalised;
  const plain = answer.trim().toLowerCase();
  return plain !== '' && prediction.trim().toLowerCase() === plain;
}
