import { hrefWith } from '@/components/definitions/definition-parsers';
import type { Definitions } from '@/lib/core/rewards/definitions';

/** Which run a page shows, under which definitions: what every link inside the run needs. */
export interface RunPlace {
  readonly runId: number;
  readonly definitions: Definitions;
}

export function runHref({ runId, definitions }: RunPlace): string {
  return hrefWith(`/runs/${runId}`, definitions);
}

/** The rollouts of the run that pass a filter (lib/core/filter). */
export function rolloutsHref({ runId, definitions }: RunPlace, filter: string, sort = ''): string {
  return hrefWith(`/runs/${runId}/rollouts`, definitions, { filter, sort });
}

export function rolloutHref({ runId, definitions }: RunPlace, n: number): string {
  return hrefWith(`/runs/${runId}/rollouts/${n}`, definitions);
}

export function groupHref({ runId, definitions }: RunPlace, group: number): string {
  return hrefWith(`/runs/${runId}/groups/${group}`, definitions);
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
