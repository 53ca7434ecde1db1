import { MATCHERS, SCOPES, type Entity, type Matcher, type Scope } from './entity';
import { foldCase, foldEntityName, foldText } from './fold-text';
import type { SpanKind, Transcript } from '@/lib/core/rollout/transcript';
import { matchedColumn } from '@/lib/core/rewards/run-columns';

export interface CompiledEntities {
  readonly entities: readonly Entity[];
}

export function compileEntities(entities: readonly Entity[]): CompiledEntities {
  return { entities };
}

const SCOPE_OF_KIND: Partial<Record<SpanKind, Scope>> = {
  thought: 'thoughts',
  query: 'queries',
  observation: 'observations',
  answer: 'answer',
};

function mentions(text: string, entity: Entity, matcher: Matcher): boolean {
  if (entity.name.trim() === '') return false;
  if (matcher === 'exact') return text.includes(entity.name);
  if (matcher === 'casefold') return foldCase(text).includes(foldCase(entity.name));
  const names = matcher === 'aliases' ? [entity.name, ...entity.aliases] : [entity.name];
  return names.map(foldEntityName).some((name) => name !== '' && foldText(text).includes(name));
}

/** First turns: 16 blocks of E, block `matchedColumn(matcher, scope)`; 0 = never. */
export function matchEntities(
  transcript: Pick<Transcript, 'spans'>,
  entities: readonly Entity[] | CompiledEntities,
): Int16Array {
  const list = 'entities' in entities ? entities.entities : entities;
  const firstTurns = new Int16Array(MATCHERS.length * SCOPES.length * list.length);
  for (const span of transcript.spans) {
    const scope = SCOPE_OF_KIND[span.kind];
    if (scope === undefined) continue;
    for (const matcher of MATCHERS) {
      for (const [index, entity] of list.entries()) {
        const entry = matchedColumn(matcher, scope) * list.length + index;
        if (firstTurns[entry] === 0 && mentions(span.text, entity, matcher)) firstTurns[entry] = span.turn;
      }
    }
  }
  return firstTurns;
}

/** Entities found per column: 16 counts, at `matchedColumn(matcher, scope)`. */
export function countMatched(firstTurns: ArrayLike<number>, entityCount: number): Uint16Array {
  const counts = new Uint16Array(MATCHERS.length * SCOPES.length);
  if (firstTurns.length !== counts.length * entityCount) {
    throw new RangeError(`firstTurns has ${firstTurns.length} entries, expected ${counts.length} x ${entityCount}`);
  }
  for (let column = 0; column < counts.length; column += 1) {
    let found = 0;
    for (let entity = 0; entity < entityCount; entity += 1) {
      if ((firstTurns[column * entityCount + entity] ?? 0) > 0) found += 1;
    }
    counts[column] = found;
  }
  return counts;
}
