import { characterFolds, type CharacterFolds } from './character-folds';
import type { Entity } from './entity';
import { foldCase, foldEntityName } from './fold-text';
import { windowPattern, WindowScanner, type WindowPattern } from './window-scan';

/** An entity's texts as the matchers need them. */
export interface CompiledEntity {
  /** As given, for `exact`. */
  readonly name: string;
  /** For `casefold`. */
  readonly lowerName: string;
  /** For `normalised`; never empty. */
  readonly foldedName: string;
  /** For `aliases`, besides foldedName. None is empty. */
  readonly foldedAliases: readonly string[];
}

/** A text of an entity that is looked for in simple texts. */
export interface ScannedName {
  readonly entity: number;
  /** False for an alias. */
  readonly isName: boolean;
  /**
   * Offset in the entity's `lowerName` (and `name`) of the place that is found; null where `casefold` and `exact`
   * cannot hit in a simple text.
   */
  readonly rawOffset: number | null;
}

/** The entities of a question, ready to be matched against any number of transcripts. */
export interface CompiledEntities {
  readonly kind: 'compiled';
  readonly entityCount: number;
  /** Null for an entity whose name is blank: it never matches. */
  readonly entities: readonly (CompiledEntity | null)[];
  readonly folds: CharacterFolds;
  /** All names with a long word, and what finds them; null where there are none. Offsets are those of the found part. */
  readonly long: { readonly scanner: WindowScanner; readonly names: readonly ScannedName[] } | null;
  /** Names of short words only, each with what finds it. Offsets are those of the first visible unit. */
  readonly short: readonly { readonly expression: RegExp; readonly name: ScannedName }[];
  /** Entities for which simple texts prove nothing; they are looked for one by one in each text. */
  readonly slow: readonly number[];
}

/** Parts from this length on are worth scanning for; with shorter ones the scanner skips too little. */
const SHORTEST_LONG_PART = 5;

interface Scanned {
  readonly pattern: WindowPattern;
  readonly entity: number;
  readonly isName: boolean;
  /** Per unit of the folded name its offset in the raw name; null as in ScannedName. */
  readonly rawOffsets: readonly number[] | null;
}

/** Prepares the entities of a question for `matchEntities`. Worth keeping per question. */
export function compileEntities(entities: readonly Entity[]): CompiledEntities {
  const folds = characterFolds();
  const compiled = entities.map(compileEntity);
  const slow: number[] = [];
  const scanned: Scanned[] = [];
  for (const [index, entity] of compiled.entries()) {
    if (entity === null) continue;
    const rawOffsets = rawOffsetsOf(entity, folds);
    if (rawOffsets === undefined) {
      slow.push(index);
      continue;
    }
    scanned.push({ pattern: windowPattern(entity.foldedName), entity: index, isName: true, rawOffsets });
    for (const alias of entity.foldedAliases) {
      scanned.push({ pattern: windowPattern(alias), entity: index, isName: false, rawOffsets: null });
    }
  }
  const long = scanned.filter(({ pattern }) => pattern.partLength >= SHORTEST_LONG_PART);
  const short = scanned.filter(({ pattern }) => pattern.partLength < SHORTEST_LONG_PART);
  return {
    kind: 'compiled',
    entityCount: entities.length,
    entities: compiled,
    folds,
    slow,
    long: long.length === 0 ? null : scannerOf(long, folds),
    short: short.map((each) => ({ expression: folds.expressionOf(each.pattern.folded), name: nameAt(each, 0) })),
  };
}

function scannerOf(scanned: readonly Scanned[], folds: CharacterFolds): NonNullable<CompiledEntities['long']> {
  const scanner = new WindowScanner(
    scanned.map(({ pattern }) => pattern),
    folds,
  );
  return { scanner, names: scanned.map((each) => nameAt(each, each.pattern.partStart)) };
}

function nameAt({ entity, isName, rawOffsets }: Scanned, foldedOffset: number): ScannedName {
  return { entity, isName, rawOffset: rawOffsets?.[foldedOffset] ?? null };
}

function compileEntity({ name, aliases }: Entity): CompiledEntity | null {
  const foldedName = foldEntityName(name);
  if (name.trim() === '' || foldedName === '') return null;
  const foldedAliases = [...new Set(aliases.map(foldEntityName))].filter(
    (alias) => alias !== '' && alias !== foldedName,
  );
  return { name, lowerName: foldCase(name), foldedName, foldedAliases };
}

/**
 * Per unit of the folded name, where it stands in the lower-case name. Null where that has units that no simple text
 * holds, so that neither `casefold` nor `exact` can hit there; undefined where folding the lower-case name unit by unit
 * does not give the folded name, so that a hit of `casefold` need not be one of `normalised`.
 */
function rawOffsetsOf(
  { name, lowerName, foldedName }: CompiledEntity,
  folds: CharacterFolds,
): readonly number[] | null | undefined {
  const offsets: number[] = [];
  let folded = '';
  for (let at = 0; at < lowerName.length; at += 1) {
    const unit = lowerName.charCodeAt(at);
    if (folds.simple[unit] !== 1) return null;
    const character = String.fromCharCode(folds.folded[unit] ?? 0);
    const goesOn = character === ' ' && (folded === '' || folded.endsWith(' '));
    if (!goesOn) folded += character;
    // Of white space the last unit counts: that is the one a pattern's part begins with.
    if (folded !== '') offsets[folded.length - 1] = at;
  }
  if (name.length !== lowerName.length) return undefined;
  return folded.trimEnd() === foldedName ? offsets : undefined;
}
