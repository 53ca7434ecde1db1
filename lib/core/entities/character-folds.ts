import { foldText } from './fold-text';

/** Greek capital sigma, whose lower case depends on the letters around it. */
const CAPITAL_SIGMA = 0x3a3;
/** Hangul vowels and final consonants, which NFKC joins with what stands before them. */
const FIRST_JOINING_JAMO = 0x1160;
const LAST_JOINING_JAMO = 0x11ff;
const MARK = /\p{M}/u;
const BEYOND_ASCII = /[\u0080-\uffff]/;
const CODE_UNITS = 0x10000;
const SPACE = 0x20;
/** One unit of each range of simple units that texts are mostly made of; a class of few ranges is tested much faster. */
const COMMON_UNITS = 'a\u00a0¡«°·¿àéöſāōα—’“”•→中の가я';

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
  /**
   * An expression that finds a folded name in texts of simple units as `foldText` would show them: any unit that folds
   * to each of the name's, and any run of white space for a space. Global.
   */
  expressionOf(folded: string): RegExp;
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
  const common = rangesWhere(simple, 1).filter(({ first, last }) =>
    Array.from(COMMON_UNITS).some((character) => character.charCodeAt(0) >= first && character.charCodeAt(0) <= last),
  );
  const uncommon = new RegExp(`[^${classOf(common)}]`);
  const notSimple = new RegExp(`[${classOf(rangesWhere(simple, 0))}]`);
  const isSimpleText = (text: string): boolean =>
    !BEYOND_ASCII.test(text) || !uncommon.test(text) || !notSimple.test(text);
  const unitsByFold = groupByFold(folded, simple);
  const expressionOf = (name: string): RegExp =>
    new RegExp(
      name.replace(/[^]/g, (character) => expressionOfUnit(character.charCodeAt(0), unitsByFold)),
      'g',
    );
  return { lower, folded, simple, isSimpleText, expressionOf };
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

/** For every unit that several simple units fold to, or another than itself: those units. */
function groupByFold(folded: Uint16Array, simple: Uint8Array): ReadonlyMap<number, readonly number[]> {
  const units = new Map<number, number[]>();
  for (let unit = 0; unit < CODE_UNITS; unit += 1) {
    const fold = folded[unit] ?? unit;
    if (simple[unit] !== 1 || fold === unit) continue;
    const others = units.get(fold);
    if (others === undefined) units.set(fold, [fold, unit]);
    else others.push(unit);
  }
  return units;
}

function expressionOfUnit(unit: number, unitsByFold: ReadonlyMap<number, readonly number[]>): string {
  const units = unitsByFold.get(unit) ?? [unit];
  const unitClass = `[${classOf(units.map((first) => ({ first, last: first })))}]`;
  return unit === SPACE ? `${unitClass}+` : unitClass;
}

interface UnitRange {
  readonly first: number;
  readonly last: number;
}

/** The ranges of units that have the given flag. */
function rangesWhere(flags: Uint8Array, flag: number): readonly UnitRange[] {
  const ranges: UnitRange[] = [];
  let first = flags.indexOf(flag);
  while (first !== -1) {
    let last = first;
    while (last + 1 < flags.length && flags[last + 1] === flag) last += 1;
    ranges.push({ first, last });
    first = flags.indexOf(flag, last + 1);
  }
  return ranges;
}

/** The inside of a character class of the units in the ranges. */
function classOf(ranges: readonly UnitRange[]): string {
  const escape = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
  return ranges.map(({ first, last }) => `${escape(first)}-${escape(last)}`).join('');
}
