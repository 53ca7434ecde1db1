/** What tools write before a question; taken off as often as it stands there. */
const PREFIX = /^(?:question|q)\s*:\s*/;
/** What Reflexion glues on to a question of a later trial, with all that follows. */
const REFLEXION_SUFFIX = /\s*you have attempted to answer (?:the )?following question before\b.*$/;
/** Search-R1 puts a question mark behind every question, whether or not one stands there. */
const TRAILING_QUESTION_MARKS = /[\s?]+$/;

/**
 * Text under which questions are joined across runs and entity sets where a side has no id: NFKC, lower case, white
 * space collapsed, a leading `Question:` and the reminder of a Reflexion trial taken off, trailing question marks
 * taken off. Equal keys are taken for the same question.
 *
 * @returns '' for a text that has nothing else in it: such questions must not be joined.
 * @example questionKey('Question: Who  led the expedition ?') // 'who led the expedition'
 */
export function questionKey(text: string): string {
  let key = text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  while (PREFIX.test(key)) key = key.replace(PREFIX, '');
  return key.replace(REFLEXION_SUFFIX, '').replace(TRAILING_QUESTION_MARKS, '');
}
