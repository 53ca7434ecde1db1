import type { SpanKind, Transcript } from '@/lib/core/rollout/transcript';
import { compileEntities, type CompiledEntities, type CompiledEntity, type ScannedName } from './compile-entities';
import { MATCHERS, SCOPES, type Entity, type Matcher } from './entity';
import { foldCase, foldText } from './fold-text';

export { compileEntities, type CompiledEntities } from './compile-entities';

/** Columns of `RunColumns.matched`: every matcher on every scope. */
const COLUMN_COUNT = MATCHERS.length * SCOPES.length;
/** What the array of first turns can hold; later turns are given as this one. */
const LATEST_TURN = 0x7fff;

/** Position in SCOPES of each kind of span that is searched; null for the others. */
const SCOPE_OF_KIND: Readonly<Record<SpanKind, number | null>> = {
  prompt: null,
  thought: SCOPES.indexOf('thoughts'),
  query: SCOPES.indexOf('queries'),
  observation: SCOPES.indexOf('observations'),
  answer: SCOPES.indexOf('answer'),
  text: null,
};

/**
 * The first turn in which each entity is mentioned, under every matcher and in every scope. Every span is searched by
 * itself, so that no name reaches from one thought into the next (arXiv 2510.24694, Eq. 1 and App. B.2). An entity with a
 * blank name never matches.
 *
 * The result is that of looking for every name in `foldCase` and `foldText` of every span, but texts are folded only
 * where they hold characters that do not fold by themselves (`CharacterFolds`). In all other texts a hit of `exact` is
 * one of `casefold`, and that one of `normalised`, so one scan for all names decides all four matchers.
 *
 * @param entities The entities, or what `compileEntities` made of them, which is worth keeping per question.
 * @returns 16 blocks of E entries: entry `matchedColumn(matcher, scope) * E + e` is the turn in which entity e is first
 *   mentioned, from 1; 0 means never. Turns after 32,767 are given as 32,767.
 * @throws RangeError if a thought, query, observation or answer has a turn < 1.
 */
export function matchEntities(
  transcript: Pick<Transcript, 'spans'>,
  entities: readonly Entity[] | CompiledEntities,
): Int16Array {
  const matching = new Matching('kind' in entities ? entities : compileEntities(entities));
  for (const span of transcript.spans) {
    const scope = SCOPE_OF_KIND[span.kind];
    if (scope === null) continue;
    if (span.turn < 1) throw new RangeError(`turn is ${span.turn} in a span of kind ${span.kind}, expected >= 1`);
    matching.search(span.text, scope, Math.min(span.turn, LATEST_TURN));
  }
  return matching.firstTurns;
}

/**
 * How many entities were found per matcher and scope.
 *
 * @param firstTurns As `matchEntities` gives them.
 * @returns 16 counts from 0 to entityCount, at `matchedColumn(matcher, scope)`.
 * @throws RangeError if firstTurns has not 16 entries an entity.
 */
export function countMatched(firstTurns: ArrayLike<number>, entityCount: number): Uint16Array {
  if (firstTurns.length !== COLUMN_COUNT * entityCount) {
    throw new RangeError(`firstTurns has ${firstTurns.length} entries, expected ${COLUMN_COUNT} x ${entityCount}`);
  }
  const counts = new Uint16Array(COLUMN_COUNT);
  for (let entry = 0; entry < firstTurns.length; entry += 1) {
    const column = Math.floor(entry / entityCount);
    if ((firstTurns[entry] ?? 0) > 0) counts[column] = (counts[column] ?? 0) + 1;
  }
  return counts;
}

const EXACT = MATCHERS.indexOf('exact');
const CASEFOLD = MATCHERS.indexOf('casefold');
const NORMALISED = MATCHERS.indexOf('normalised');
const ALIASES = MATCHERS.indexOf('aliases');

/** A text's folds, made when they are first asked for. */
class LazyFolds {
  readonly #text: string;
  #lower: string | null = null;
  #folded: string | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  get lower(): string {
    this.#lower ??= foldCase(this.#text);
    return this.#lower;
  }

  get folded(): string {
    this.#folded ??= foldText(this.#text);
    return this.#folded;
  }
}

/** What each matcher means, word by word. */
function isMentioned(text: string, entity: CompiledEntity, matcher: Matcher, folds: LazyFolds): boolean {
  switch (matcher) {
    case 'exact':
      return text.includes(entity.name);
    case 'casefold':
      return folds.lower.includes(entity.lowerName);
    case 'normalised':
      return folds.folded.includes(entity.foldedName);
    case 'aliases':
      return [entity.foldedName, ...entity.foldedAliases].some((name) => folds.folded.includes(name));
  }
}

/** The state of matching one transcript. Matchers and scopes are positions in MATCHERS and SCOPES. */
class Matching {
  readonly firstTurns: Int16Array;
  readonly #compiled: CompiledEntities;
  /** Per scope, how many pairs of matcher and entity are still to be found. */
  readonly #open: number[];

  constructor(compiled: CompiledEntities) {
    this.#compiled = compiled;
    this.firstTurns = new Int16Array(COLUMN_COUNT * compiled.entityCount);
    const named = compiled.entities.filter((entity) => entity !== null).length;
    this.#open = SCOPES.map(() => MATCHERS.length * named);
  }

  search(text: string, scope: number, turn: number): void {
    if (this.#open[scope] === 0) return;
    const { entities, folds, long, short, slow } = this.#compiled;
    if (!folds.isSimpleText(text)) {
      this.#searchOneByOne(entities.keys(), text, scope, turn);
      return;
    }
    long?.scanner.scan(text, (pattern, at) => {
      const name = long.names[pattern];
      if (name !== undefined) this.#foundAt(name, text, at, scope, turn);
      return this.#open[scope] !== 0;
    });
    for (const { expression, name } of short) this.#searchShort(expression, name, text, scope, turn);
    if (slow.length > 0) this.#searchOneByOne(slow, text, scope, turn);
  }

  #searchShort(expression: RegExp, name: ScannedName, text: string, scope: number, turn: number): void {
    expression.lastIndex = 0;
    while (this.#wants(name, scope)) {
      const hit = expression.exec(text);
      if (hit === null) return;
      this.#foundAt(name, text, hit.index, scope, turn);
      expression.lastIndex = hit.index + 1;
    }
  }

  /** Whether another hit of a name can still tell anything. */
  #wants({ entity, isName }: ScannedName, scope: number): boolean {
    if (!isName) return this.#isOpen(ALIASES, scope, entity);
    return MATCHERS.some((_, matcher) => this.#isOpen(matcher, scope, entity));
  }

  /** Takes note of a hit of `normalised` or of an alias in a simple text, and of what stricter matchers say to it. */
  #foundAt(scanned: ScannedName, text: string, at: number, scope: number, turn: number): void {
    this.#found(ALIASES, scope, scanned.entity, turn);
    if (!scanned.isName) return;
    this.#found(NORMALISED, scope, scanned.entity, turn);
    const entity = this.#compiled.entities[scanned.entity];
    if (scanned.rawOffset === null || !entity) return;
    if (!this.#isOpen(EXACT, scope, scanned.entity) && !this.#isOpen(CASEFOLD, scope, scanned.entity)) return;
    const start = at - scanned.rawOffset;
    if (start < 0) return;
    if (text.startsWith(entity.name, start)) {
      this.#found(EXACT, scope, scanned.entity, turn);
      this.#found(CASEFOLD, scope, scanned.entity, turn);
    } else if (foldCase(text.slice(start, start + entity.lowerName.length)) === entity.lowerName) {
      this.#found(CASEFOLD, scope, scanned.entity, turn);
    }
  }

  /** Looks for each entity under each matcher by itself; needs nothing of the text. */
  #searchOneByOne(positions: Iterable<number>, text: string, scope: number, turn: number): void {
    const folds = new LazyFolds(text);
    for (const position of positions) {
      const entity = this.#compiled.entities[position];
      if (!entity) continue;
      for (const [index, matcher] of MATCHERS.entries()) {
        if (!this.#isOpen(index, scope, position)) continue;
        if (isMentioned(text, entity, matcher, folds)) this.#found(index, scope, position, turn);
      }
    }
  }

  #isOpen(matcher: number, scope: number, entity: number): boolean {
    return this.firstTurns[this.#entry(matcher, scope, entity)] === 0;
  }

  #found(matcher: number, scope: number, entity: number, turn: number): void {
    const entry = this.#entry(matcher, scope, entity);
    if (this.firstTurns[entry] !== 0) return;
    this.firstTurns[entry] = turn;
    this.#open[scope] = (this.#open[scope] ?? 0) - 1;
  }

  #entry(matcher: number, scope: number, entity: number): number {
    return (matcher * SCOPES.length + scope) * this.#compiled.entityCount + entity;
  }
}
