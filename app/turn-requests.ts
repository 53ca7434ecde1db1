import type { LoadSpan } from '@/components/rollout/reading/reader';
import type { LoadedSpan, LoadTurns } from '@/components/rollout/reading/turn-store';
import type { RequestFound } from '@/components/rollout/reading/use-find';
import type { FoundInRollout, SpanPart, TurnWindow } from '@/lib/api/schemas/rollout-turns';
import type { Matcher } from '@/lib/core/entities/entity';
import { askApi } from './api-requests';

/** Which rollout is read, and under which matcher its entities are found. */
export interface ReadRollout {
  readonly runId: number;
  readonly n: number;
  readonly matcher: Matcher;
}

function ask<Answer>(path: string, query: Readonly<Record<string, string>>, signal: AbortSignal | null = null) {
  return askApi<Answer>(`${path}?${new URLSearchParams(query).toString()}`, signal);
}

/** A span of the API as the transcript takes it. */
export function loadedSpan({ mentions, ...span }: SpanPart): LoadedSpan {
  return { ...span, mentions: mentions.flatMap(({ entity, start, end }) => [entity, start, end]) };
}

/** The requests with which a rollout is read bit by bit. */
export function turnRequests({ runId, n, matcher }: ReadRollout): {
  readonly loadTurns: LoadTurns;
  readonly loadSpan: LoadSpan;
  readonly find: RequestFound;
} {
  const path = `/api/v1/runs/${runId}/rollouts/${n}`;
  return {
    loadTurns: async ({ from, to }, signal) => {
      const query = { from: String(from), to: String(to), matcher };
      const { turnList } = await ask<TurnWindow>(`${path}/turns`, query, signal);
      return turnList.map(({ turn, spans }) => ({ turn, spans: spans.map(loadedSpan) }));
    },
    loadSpan: async (span, from) =>
      loadedSpan(await ask<SpanPart>(`${path}/spans/${span}`, { from: String(from), matcher })),
    find: ({ text, matchCase }, start, signal) => {
      const place = Object.entries(start).map(([name, number]) => [name, String(number)]);
      const query = { q: text, matchCase: matchCase ? '1' : '0', ...Object.fromEntries(place) };
      return ask<FoundInRollout>(`${path}/find`, query, signal);
    },
  };
}
