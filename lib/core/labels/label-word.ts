/** The longest label. */
export const LABEL_LENGTH = 40;
/** What a label is made of, so that it can stand in a filter as it is. */
export const LABEL_PATTERN = /^[a-z0-9_]{1,40}$/;

/** Words with a meaning of their own in `label:any` and `label:none`. */
export const RESERVED_LABELS: readonly string[] = ['any', 'none'];

/** Whether a reader may give this label. */
export function isLabel(word: string): boolean {
  return LABEL_PATTERN.test(word) && !RESERVED_LABELS.includes(word);
}

/**
 * The label that a text means: lower case without accents, other characters as one underscore, at most LABEL_LENGTH
 * characters. '' where nothing of the text can stand in a label. It may be a reserved one: see isLabel.
 *
 * @example labelWord(' Gave up: café, early ') // 'gave_up_cafe_early'
 */
export function labelWord(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
  return plain
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replace(/^_+/, '')
    .slice(0, LABEL_LENGTH)
    .replace(/_+$/, '');
}
