import { SCOPES, type Scope } from '@/lib/core/entities/entity';

import type { SpanKind } from './transcript';

const SCOPE_OF_KIND: Readonly<Partial<Record<SpanKind, Scope>>> = {
  thought: 'thoughts',
  query: 'queries',
  observation: 'observations',
  answer: 'answer',
};

/** Position in SCOPES of the scope a span belongs to; null for prompts and other text, which no scope covers. */
export function scopeOfKind(kind: SpanKind): number | null {
  const scope = SCOPE_OF_KIND[kind];
  return scope === undefined ? null : SCOPES.indexOf(scope);
}

/** A span with the mentions in it: entity, start, end, one after another. */
export interface MentionedSpan {
  readonly turn: number;
  readonly kind: SpanKind;
  readonly mentions: ArrayLike<number>;
}

/**
 * Where each entity is mentioned along a trajectory: for each entity turn, position in SCOPES and count of mentions, one
 * after another, ascending by turn, then scope. Mentions outside the four scopes are left out.
 *
 * @param spans In the order of the trajectory.
 * @example a thought of turn 2 that mentions entity 0 twice, one entity: [[2, 0, 2]]
 */
export function entityTrails(spans: Iterable<MentionedSpan>, entityCount: number): readonly (readonly number[])[] {
  const counts = Array.from({ length: entityCount }, () => new Map<number, number>());
  for (const { turn, kind, mentions } of spans) {
    const scope = scopeOfKind(kind);
    if (scope === null) continue;
    const key = turn * SCOPES.length + scope;
    for (let at = 0; at + 2 < mentions.length; at += 3) {
      const counted = counts[mentions[at] ?? -1];
      counted?.set(key, (counted.get(key) ?? 0) + 1);
    }
  }
  return counts.map((counted) =>
    [...counted]
      .toSorted(([left], [right]) => left - right)
      .flatMap(([key, count]) => [Math.floor(key / SCOPES.length), key % SCOPES.length, count]),
  );
}
