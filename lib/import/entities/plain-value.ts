const WORDS_OF_VALUES = new Set(
  [
    'january february march april may june july august september october november december',
    'jan feb mar apr jun jul aug sep sept oct nov dec',
    'monday tuesday wednesday thursday friday saturday sunday',
    'and to or from between until of the in on at about circa ca c bc bce ad ce am pm st nd rd th',
    'second seconds minute minutes hour hours day days week weeks month months year years century centuries',
    'm km cm mm mi mile miles metre metres meter meters kilometre kilometres kilometer kilometers ft foot feet inch inches',
    'g kg lb lbs ton tons tonnes hectare hectares acre acres percent per',
    'hundred thousand million billion trillion dollars usd euros eur pounds gbp',
    'page pages people times',
  ].flatMap((line) => line.split(' ')),
);
const NUMBER_WITH_UNIT = /^\d+[a-z]{0,3}$/;

/**
 * Whether a text is a date, a number or a quantity rather than a name: `16 August 1986`, `12,000`, `160km`, `1978 and 1988`.
 * It holds a digit, and every word is a number, a month, a unit or a word between them. `Boeing 747` is a name.
 */
export function isPlainValue(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return /\d/.test(text) && words.every((word) => WORDS_OF_VALUES.has(word) || NUMBER_WITH_UNIT.test(word));
}

/** Whether a gold answer names something: not yes or no, not true or false, and no plain value. */
export function isNameOfAnswer(answer: string): boolean {
  return !/^\s*(?:yes|no|true|false|noanswer|none|null)\s*\.?\s*$/i.test(answer) && !isPlainValue(answer);
}
