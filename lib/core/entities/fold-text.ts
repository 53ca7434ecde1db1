/** Characters that the matcher `normalised` writes as a straight single quote: quotes, prime, modifier apostrophe. */
const SINGLE_QUOTES = /[\u2018\u2019\u201a\u201b\u2032\u02bc]/g;
/** Characters that the matcher `normalised` writes as a straight double quote. */
const DOUBLE_QUOTES = /[\u201c\u201d\u201e\u201f\u2033]/g;
/** Characters that the matcher `normalised` writes as a hyphen: hyphens, figure, en and em dash, bar, minus. */
const DASHES = /[\u2010-\u2015\u2212]/g;
/** White space that is not just one space; a lone space is left alone because it is by far the commonest. */
const WHITE_SPACE = / \s+|[^\S ]\s*/g;

/** The text as the matcher `casefold` reads it: Unicode lower case, nothing else. */
export function foldCase(text: string): string {
  return text.toLowerCase();
}

/**
 * The text as the matchers `normalised` and `aliases` read it: NFKC, then Unicode lower case, then straight quotes and
 * hyphens, then every run of white space as one space. Not trimmed; entities are (`foldEntityName`).
 *
 * @example foldText('Founder’s  Medal') // "founder's medal"
 */
export function foldText(text: string): string {
  return foldWhiteSpace(foldQuotesAndDashes(text.normalize('NFKC').toLowerCase()));
}

/** Straight quotes and hyphens; every character is replaced by one. */
export function foldQuotesAndDashes(text: string): string {
  return text.replace(SINGLE_QUOTES, "'").replace(DOUBLE_QUOTES, '"').replace(DASHES, '-');
}

/** Every run of white space as one space. */
export function foldWhiteSpace(text: string): string {
  return text.replace(WHITE_SPACE, ' ');
}

/** An entity's name or alias as the matchers `normalised` and `aliases` read it: `foldText`, trimmed. */
export function foldEntityName(name: string): string {
  return foldText(name).trim();
}
