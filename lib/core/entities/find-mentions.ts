import type { Entity, Matcher } from './entity';

/** A place in a text where an entity is mentioned; offsets are UTF-16 units of the raw text, `end` exclusive. */
export interface Mention {
  readonly entity: number;
  readonly start: number;
  readonly end: number;
}

export function findMentions(text: string, entities: readonly Entity[], matcher: Matcher): readonly Mention[] {
  void text;
  void entities;
  void matcher;
  return [];
}
