import type { ViewEntry } from '@/components/views/view-entry';
import { formatTime } from '@/components/format/format-number';
import { definitionParsers } from '@/components/definitions/definition-parsers';
import { SAVED_PAGES, VIEW_PARAMETERS, type SavedPage } from '@/lib/core/compare-runs/compare-views';

/** A saved comparison as pages get it. */
interface SavedComparison {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly sides: readonly {
    readonly name: string;
    readonly runId: number;
    readonly runName: string | null;
    /** Whether the numbers of the run are others than when it was saved; null where that is not known. */
    readonly isChanged: boolean | null;
  }[];
  readonly createdAt: string;
}

/** Parameters that a saved comparison keeps of every page; `VIEW_PARAMETERS` has those of each page. */
const KEPT = ['runs', 'baseline', 'k', 'split', 'metrics', 'metric', ...Object.keys(definitionParsers)];

/** The name under which the page itself is kept; an address of the page of differences has none. */
const PAGE = 'page';

function savedPage(name: string | null | undefined): SavedPage | null {
  return SAVED_PAGES.find((page) => page === name) ?? null;
}

/**
 * What of the address of a page of a comparison is saved: the page, what it shows, and how the runs are compared.
 *
 * @param path of the page, as `/compare/questions`
 * @param query its query string, without the `?`
 */
export function savedQueryOf(path: string, query: string): string {
  const page = savedPage(path.split('/')[2]);
  const all = new URLSearchParams(query);
  const kept = new URLSearchParams();
  if (page !== null) kept.set(PAGE, page);
  for (const name of [...KEPT, ...VIEW_PARAMETERS[page ?? 'differences']]) {
    const value = all.get(name);
    if (value !== null && value !== '') kept.set(name, value);
  }
  return kept.toString();
}

/** Which runs a saved comparison is of, which of them are gone, when it was saved, and whose numbers are others by now. */
export function savedWords({ sides, createdAt }: Pick<SavedComparison, 'sides' | 'createdAt'>): string {
  const named = sides.map(({ name, runId, runName }) => {
    if (runName === null) return `run ${runId} is gone`;
    const steps = name.split('@')[1];
    return steps === undefined ? runName : `${runName} @ ${steps}`;
  });
  const changed = sides.flatMap(({ isChanged, runName }) => (isChanged === true && runName !== null ? [runName] : []));
  const since = changed.length === 0 ? '' : `, computed anew since: ${[...new Set(changed)].join(', ')}`;
  return [...named, `saved ${formatTime(createdAt)} UTC${since}`].join(' · ');
}

/** The address that a saved comparison leads to. */
function savedHref(query: string): string {
  const parameters = new URLSearchParams(query);
  const page = savedPage(parameters.get(PAGE));
  parameters.delete(PAGE);
  return `/compare${page === null ? '' : `/${page}`}?${parameters.toString()}`;
}

/** Saved comparisons as the menu shows them. */
export function savedEntries(items: readonly SavedComparison[]): readonly ViewEntry[] {
  return items.map((item) => ({
    id: item.id,
    name: item.name,
    filter: savedWords(item),
    href: savedHref(item.query),
  }));
}
