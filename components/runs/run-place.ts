import { hrefWith } from '@/components/definitions/definition-parsers';
import { hitText, turnHref } from '@/components/rollout/reading-address';
import { formatRolloutName, type RolloutName } from '@/lib/core/compare/rollout-name';
import type { Definitions } from '@/lib/core/rewards/definitions';

/** Which run a page shows, under which definitions: what every link inside the run needs. */
export interface RunPlace {
  readonly runId: number;
  readonly definitions: Definitions;
}

export function runHref({ runId, definitions }: RunPlace): string {
  return hrefWith(`/runs/${runId}`, definitions);
}

/** A place in a list of rollouts: its filter (lib/core/filter), its order, and the place in it. */
export interface ListPlace {
  readonly filter: string;
  /** A sort of the API; `n` is the order of the log. */
  readonly sort: string;
  /** From 0; null where the list is known but not the place. */
  readonly at: number | null;
}

/** Rows of the rollouts list on a page. */
export const ROLLOUTS_A_PAGE = 50;

/** The rollouts of the run that pass a filter. */
export function rolloutsHref({ runId, definitions }: RunPlace, filter: string): string {
  return hrefWith(`/runs/${runId}/rollouts`, definitions, { filter });
}

/** The page of a list that holds a place. */
export function listHref({ runId, definitions }: RunPlace, { filter, sort, at }: ListPlace): string {
  const from = Math.floor((at ?? 0) / ROLLOUTS_A_PAGE) * ROLLOUTS_A_PAGE;
  return hrefWith(`/runs/${runId}/rollouts`, definitions, {
    filter,
    sort: sort === 'n' ? '' : sort,
    from: from === 0 ? '' : String(from),
  });
}

/** @param list where the rollout is opened from, so that its page leads back there */
export function rolloutHref({ runId, definitions }: RunPlace, n: number, list: ListPlace | null = null): string {
  return hrefWith(`/runs/${runId}/rollouts/${n}`, definitions, list === null ? {} : listParameters(list));
}

/** A place in a list as parameters of a rollout's page; defaults stay out. */
export function listParameters({ filter, sort, at }: ListPlace) {
  return { filter, sort: sort === 'n' ? '' : sort, at: at === null ? '' : String(at) };
}

/** A place in a rollout where something was found: its turn, and the text that its page is to find. */
export interface FoundPlace {
  readonly turn: number;
  /** Position of the span among those of the rollout, and UTF-16 offset in its text. */
  readonly span: number;
  readonly start: number;
  readonly text: string;
}

/** The rollout at a hit, with a text to find in it. */
export function foundHref({ runId, definitions }: RunPlace, n: number, { turn, text, ...hit }: FoundPlace): string {
  const found = { find: text, hit: hitText(hit) };
  return turnHref(hrefWith(`/runs/${runId}/rollouts/${n}`, definitions, found), turn);
}

export function groupHref({ runId, definitions }: RunPlace, group: number): string {
  return hrefWith(`/runs/${runId}/groups/${group}`, definitions);
}

/** The groups of the run that have a rollout which passes a filter. */
export function groupsHref({ runId, definitions }: RunPlace, filter: string): string {
  return hrefWith(`/runs/${runId}/groups`, definitions, { filter });
}

/** What the gold entities of the run tell. */
export function runEntitiesHref({ runId, definitions }: RunPlace): string {
  return hrefWith(`/runs/${runId}/entities`, definitions);
}

/** The full-text search of the run. */
export function searchHref({ runId, definitions }: RunPlace, query: string): string {
  return hrefWith(`/runs/${runId}/search`, definitions, { q: query });
}

/** Two rollouts of one question beside each other. */
export function besideHref(definitions: Definitions, left: RolloutName, right: RolloutName): string {
  return hrefWith('/beside', definitions, {
    left: formatRolloutName(left),
    right: formatRolloutName(right),
  });
}

export function questionsHref({ runId, definitions }: RunPlace, show = ''): string {
  return hrefWith(`/runs/${runId}/questions`, definitions, { show });
}

/** Number of run colours in theme.css. */
const RUN_COLOURS = 8;

/** The colour of a run, the same in every chart. */
export function runColour(runId: number): string {
  return `var(--run-${(Math.max(0, runId - 1) % RUN_COLOURS) + 1})`;
}
