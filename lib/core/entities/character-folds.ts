import { foldText } from './fold-text';

/** Greek capital sigma, whose lower case depends on the letters around it. */
const CAPITAL_SIGMA = 0x3a3;
/** Hangul vowels and final consonants, which NFKC joins with what stands before them. */
const FIRST_JOINING_JAMO = 0x1160;
const LAST_JOINING_JAMO = 0x11ff;
const MARK = /\p{M}/u;
const BEYOND_ASCII = /[\u0080-\uffff]/;
const CODE_UNITS = 0x10000;

/**
 * How single UTF-16 units fold. A unit is simple if folding it depends on nothing beside it and gives one unit, so that
 * in a text of simple units `foldCase` and `foldText` (up to its white space) are done unit by unit, in any part of the
 * text by itself. Not simple are: surrogates, combining marks, what NFKC joins or takes apart into several characters
 * (`…`, `™`, `ﬁ`), and characters whose lower case has two units or depends on its surroundings (`İ`, `Σ`).
 */
export interface CharacterFolds {
  /** Of a simple unit: itself in lower case. Of any other: itself. */
  readonly lower: Uint16Array;
  /** Of a simple unit: itself as `foldText` writes it, a space for any white space. Of any other: itself. */
  readonly folded: Uint16Array;
  /** 1 for a simple unit. */
  readonly simple: Uint8Array;
  /** Whether a text has simple units only. */
  isSimpleText(text: string): boolean;
}

let shared: CharacterFolds | null = null;

/** The tables, built from the Unicode data of the running engine at the first call (about 30 ms). */
export function characterFolds(): CharacterFolds {
  shared ??= buildCharacterFolds();
  return shared;
}

function buildCharacterFolds(): CharacterFolds {
  const lower = new Uint16Array(CODE_UNITS).map((_, unit) => unit);
  const folded = lower.slice();
  const simple = new Uint8Array(CODE_UNITS);
  for (let unit = 0; unit < CODE_UNITS; unit += 1) {
    if (!standsAlone(unit)) continue;
    const character = String.fromCharCode(unit);
    const inLowerCase = character.toLowerCase();
    const asFolded = foldText(character);
    if (inLowerCase.length !== 1 || asFolded.length !== 1) continue;
    lower[unit] = inLowerCase.charCodeAt(0);
    folded[unit] = asFolded.charCodeAt(0);
    simple[unit] = 1;
  }
  const notSimple = new RegExp(`[${rangesWhere(simple, 0)}]`);
  return { lower, folded, simple, isSimpleText: (text) => !BEYOND_ASCII.test(text) || !notSimple.test(text) };
}

/** Whether a unit is a character that neither lower-casing nor NFKC lets depend on its neighbours. */
function standsAlone(unit: number): boolean {
  if (unit < 0x80) return true;
  if (unit === CAPITAL_SIGMA || (unit >= 0xd800 && unit <= 0xdfff)) return false;
  const character = String.fromCharCode(unit);
  const composed = character.normalize('NFKC');
  const code = composed.charCodeAt(0);
  if (composed.length !== 1 || code === CAPITAL_SIGMA || MARK.test(character) || MARK.test(composed)) return false;
  return code < FIRST_JOINING_JAMO || code > LAST_JOINING_JAMO;
}

/** The inside of a character class of all units that have the given flag. */
function rangesWhere(flags: Uint8Array, flag: number): string {
  const escape = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
  let ranges = '';
  let start = flags.indexOf(flag);
  while (start !== -1) {
    let end = start;
    while (end + 1 < flags.length && flags[end + 1] === flag) end += 1;
    ranges += `${escape(start)}-${escape(end)}`;
    start = flags.indexOf(flag, end + 1);
  }
  return ranges;
}
