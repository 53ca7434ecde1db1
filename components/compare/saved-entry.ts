import type { ViewEntry } from '@/components/views/view-entry';
import { definitionParsers } from '@/components/definitions/definition-parsers';

/** A saved comparison as pages get it. */
interface SavedComparison {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly sides: readonly { readonly name: string; readonly runId: number; readonly runName: string | null }[];
}

/** Parameters that a saved comparison keeps; what else stands in an address is the page's own. */
const KEPT = ['runs', 'baseline', 'k', 'split', 'metrics', 'metric', ...Object.keys(definitionParsers)];

/** What of the address of a page of a comparison is saved. */
export function savedQueryOf(address: string): string {
  const all = new URLSearchParams(address);
  const kept = new URLSearchParams();
  for (const name of KEPT) {
    const value = all.get(name);
    if (value !== null && value !== '') kept.set(name, value);
  }
  return kept.toString();
}

/** Which runs a saved comparison is of, and which of them are gone. */
export function savedWords({ sides }: Pick<SavedComparison, 'sides'>): string {
  return sides
    .map(({ name, runId, runName }) => {
      if (runName === null) return `run ${runId} is gone`;
      const steps = name.split('@')[1];
      return steps === undefined ? runName : `${runName} @ ${steps}`;
    })
    .join(' · ');
}

/** Saved comparisons as the menu shows them. */
export function savedEntries(items: readonly SavedComparison[]): readonly ViewEntry[] {
  return items.map((item) => ({
    id: item.id,
    name: item.name,
    filter: savedWords(item),
    href: `/compare?${item.query}`,
  }));
}
