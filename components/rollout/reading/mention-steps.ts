import { scopeOfKind } from '@/lib/core/rollout/entity-trails';
import { mentionsOf } from '@/components/rollout/transcript';
import type { LoadedSpan, LoadedTurn } from './turn-store';

/** Where an entity is mentioned: the text of span `span` from `start` to `end`, counted from the beginning of its text. */
export interface MentionPlace {
  readonly turn: number;
  readonly span: number;
  readonly entity: number;
  readonly start: number;
  readonly end: number;
}

/** The first or last mention of a turn whose text is not here yet. */
export interface UnreadMention {
  readonly turn: number;
  readonly pick: 'first' | 'last';
}

/** Mentions of a span, all entities. */
function mentionsOfSpan(turn: number, { span, mentions, start: from }: LoadedSpan): readonly MentionPlace[] {
  return mentionsOf({ mentions }).map(({ entity, start, end }) => ({
    turn,
    span,
    entity,
    start: from + start,
    end: from + end,
  }));
}

/** Mentions in a turn inside the four scopes, in reading order; of one entity, or of any (null), each place once then. */
export function mentionsOfTurn({ turn, spans }: LoadedTurn, entity: number | null): readonly MentionPlace[] {
  const all = spans.filter(({ kind }) => scopeOfKind(kind) !== null).flatMap((span) => mentionsOfSpan(turn, span));
  if (entity !== null) return all.filter((place) => place.entity === entity);
  return all.filter(({ span, start }, at) => all[at - 1]?.span !== span || all[at - 1]?.start !== start);
}

/** Turns in which an entity, or any (null), is mentioned; ascending. */
export function turnsWithMentions(trails: readonly (readonly number[])[], entity: number | null): readonly number[] {
  const turns = new Set<number>();
  for (const [at, trail] of trails.entries()) {
    if (entity !== null && at !== entity) continue;
    for (let index = 0; index + 2 < trail.length; index += 3) turns.add(trail[index] ?? 0);
  }
  return [...turns].sort((a, b) => a - b);
}

/** Where the reader stands: at a mention, or at the head of a turn. */
export interface ReadingPlace {
  readonly turn: number;
  readonly mention: MentionPlace | null;
}

interface MentionStep {
  readonly trails: readonly (readonly number[])[];
  /** Null steps through the mentions of all entities. */
  readonly entity: number | null;
  readonly offset: 1 | -1;
  /** A turn whose text is here; null for the others. */
  readonly loaded: (turn: number) => LoadedTurn | null;
}

function isBehind(place: MentionPlace, mention: MentionPlace): boolean {
  return place.span > mention.span || (place.span === mention.span && place.start > mention.start);
}

function isBefore(place: MentionPlace, mention: MentionPlace): boolean {
  return place.span < mention.span || (place.span === mention.span && place.start < mention.start);
}

/** The neighbour of a mention inside its own turn. */
function neighbourWithin(mention: MentionPlace, { loaded, entity, offset }: MentionStep): MentionPlace | null {
  const turn = loaded(mention.turn);
  if (turn === null) return null;
  const own = mentionsOfTurn(turn, entity);
  const found =
    offset === 1 ? own.find((place) => isBehind(place, mention)) : own.findLast((place) => isBefore(place, mention));
  return found ?? null;
}

/**
 * The mention after (1) or before (-1) a place, round the end; null where there is none. Turns that are not here are
 * found by the trails, so that a mention there is known by its turn only.
 */
export function stepMention(place: ReadingPlace, step: MentionStep): MentionPlace | UnreadMention | null {
  const { mention } = place;
  const within = mention === null ? null : neighbourWithin(mention, step);
  if (within !== null) return within;
  const turns = turnsWithMentions(step.trails, step.entity);
  const isForward = step.offset === 1;
  const next = isForward
    ? (turns.find((turn) => turn > place.turn || (turn === place.turn && mention === null)) ?? turns[0])
    : (turns.findLast((turn) => turn < place.turn) ?? turns.at(-1));
  if (next === undefined) return null;
  const turn = step.loaded(next);
  const own = turn === null ? [] : mentionsOfTurn(turn, step.entity);
  return own.at(isForward ? 0 : -1) ?? { turn: next, pick: isForward ? 'first' : 'last' };
}
