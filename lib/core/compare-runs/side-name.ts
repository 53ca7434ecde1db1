/** Which training steps of a run are compared. `all` takes rollouts without a step too; `last` the largest step there is. */
export type StepChoice =
  | { readonly kind: 'all' }
  | { readonly kind: 'last' }
  /** Both ends are included; null leaves that end open. */
  | { readonly kind: 'range'; readonly first: number | null; readonly last: number | null };

/** One side of a comparison: a run, or some of its steps. */
export interface SideName {
  readonly runId: number;
  readonly steps: StepChoice;
}

/** Sides of one comparison at most. */
export const MOST_SIDES = 10;

const LARGEST_RUN = 2_147_483_647;
const SIDE = /^([1-9]\d{0,9})(?:@(.+))?$/;
const WHOLE = /^\d{1,9}$/;

/**
 * Reads a side: `12` (all of run 12), `12@10` (its step 10), `12@10..20`, `12@..20`, `12@10..`, `12@last`.
 *
 * @returns null where the text names no side
 */
export function parseSideName(text: string): SideName | null {
  const [, run, choice] = SIDE.exec(text) ?? [];
  if (run === undefined) return null;
  const runId = Number(run);
  if (runId < 1 || runId > LARGEST_RUN) return null;
  const steps = choice === undefined ? ({ kind: 'all' } as const) : parseSteps(choice);
  return steps === null ? null : { runId, steps };
}

/** Reads what stands behind the `@` of a side; null where it names no steps. */
export function parseSteps(text: string): StepChoice | null {
  if (text === 'last') return { kind: 'last' };
  const ends = text.split('..');
  const [from = '', to = from] = ends;
  if (ends.length > 2 || (from === '' && to === '')) return null;
  const first = parseEnd(from, 0);
  const last = parseEnd(to, Infinity);
  if (!(first <= last)) return null;
  return { kind: 'range', first: from === '' ? null : first, last: to === '' ? null : last };
}

/** An end of a range, `open` where it is empty; NaN where it is no step. */
function parseEnd(text: string, open: number): number {
  if (text === '') return open;
  return WHOLE.test(text) ? Number(text) : Number.NaN;
}

/** Steps as they stand behind the `@`; empty for all. */
export function formatSteps(steps: StepChoice): string {
  if (steps.kind !== 'range') return steps.kind === 'all' ? '' : 'last';
  if (steps.first === steps.last) return String(steps.first);
  return `${steps.first ?? ''}..${steps.last ?? ''}`;
}

/** The name of a side: what `parseSideName` reads. */
export function formatSideName({ runId, steps }: SideName): string {
  const words = formatSteps(steps);
  return words === '' ? String(runId) : `${runId}@${words}`;
}

/**
 * The sides that a comma-separated list names, in its order.
 *
 * @returns null where a part names no side, where a side comes twice, or where there are more than ten
 */
export function parseSideNames(text: string): readonly SideName[] | null {
  if (text === '') return [];
  const names: SideName[] = [];
  for (const part of text.split(',')) {
    const name = parseSideName(part.trim());
    if (name === null) return null;
    names.push(name);
  }
  const isTwice = new Set(names.map(formatSideName)).size < names.length;
  return isTwice || names.length > MOST_SIDES ? null : names;
}
