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

/** A text of an entity that the scanner looks for in simple texts. */
export interface ScannedName {
  readonly entity: number;
  /** False for an alias. */
  readonly isName: boolean;
  /**
   * Offset in the entity's `lowerName` (and `name`) of what the scanner finds; null where `casefold` and `exact`
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
  readonly scanners: readonly { readonly scanner: WindowScanner; readonly names: readonly ScannedName[] }[];
  /** Entities that no scanner can decide; they are looked for one by one in each text. */
  readonly slow: readonly number[];
}

/** Words shorter than this have a scanner of their own, so that they do not shorten the skips of the others. */
const SHORTEST_LONG_WORD = 5;

/** Prepares the entities of a question. Worth keeping per question: takes about 10 microseconds an entity. */
export function compileEntities(entities: readonly Entity[]): CompiledEntities {
  const folds = characterFolds();
  const compiled = entities.map(compileEntity);
  const slow: number[] = [];
  const found: { pattern: WindowPattern; name: ScannedName }[] = [];
  for (const [index, entity] of compiled.entries()) {
    if (entity === null) continue;
    const scanned = scannedNames(entity, index, folds);
    if (scanned === null) slow.push(index);
    else found.push(...scanned);
  }
  const scanners = [
    found.filter(({ pattern }) => pattern.wordLength >= SHORTEST_LONG_WORD),
    found.filter(({ pattern }) => pattern.wordLength < SHORTEST_LONG_WORD),
  ]
    .filter((part) => part.length > 0)
    .map((part) => ({
      scanner: new WindowScanner(
        part.map(({ pattern }) => pattern),
        folds,
      ),
      names: part.map(({ name }) => name),
    }));
  return { kind: 'compiled', entityCount: entities.length, entities: compiled, folds, scanners, slow };
}

function compileEntity({ name, aliases }: Entity): CompiledEntity | null {
  const foldedName = foldEntityName(name);
  if (name.trim() === '' || foldedName === '') return null;
  const foldedAliases = [...new Set(aliases.map(foldEntityName))].filter(
    (alias) => alias !== '' && alias !== foldedName,
  );
  return { name, lowerName: foldCase(name), foldedName, foldedAliases };
}

/** What to scan for so that all four matchers are decided in simple texts; null where that is not provable. */
function scannedNames(
  entity: CompiledEntity,
  index: number,
  folds: CharacterFolds,
): { pattern: WindowPattern; name: ScannedName }[] | null {
  const pattern = windowPattern(entity.foldedName);
  const rawOffset = pattern === null ? undefined : rawWindowOffset(entity, pattern, folds);
  if (pattern === null || rawOffset === undefined) return null;
  const scanned = [{ pattern, name: { entity: index, isName: true, rawOffset } }];
  for (const alias of entity.foldedAliases) {
    const aliasPattern = windowPattern(alias);
    if (aliasPattern === null) return null;
    scanned.push({ pattern: aliasPattern, name: { entity: index, isName: false, rawOffset: null } });
  }
  return scanned;
}

/**
 * Where the pattern's word stands in the lower-case name; null where the name has units that no simple text holds, so
 * that neither `casefold` nor `exact` can hit there; undefined where folding the lower-case name unit by unit does not
 * give the pattern, so that a hit of `casefold` need not be one of `normalised`.
 */
function rawWindowOffset(
  { name, lowerName }: CompiledEntity,
  pattern: WindowPattern,
  folds: CharacterFolds,
): number | null | undefined {
  const offsets: number[] = [];
  let folded = '';
  for (let at = 0; at < lowerName.length; at += 1) {
    const unit = lowerName.charCodeAt(at);
    if (folds.simple[unit] !== 1) return null;
    const character = String.fromCharCode(folds.folded[unit] ?? 0);
    if (character === ' ' && (folded === '' || folded.endsWith(' '))) continue;
    folded += character;
    offsets.push(at);
  }
  if (name.length !== lowerName.length) return undefined;
  return folded.trimEnd() === pattern.folded ? offsets[pattern.wordStart] : undefined;
}
