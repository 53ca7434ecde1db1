'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import type { ViewChange, ViewEntry } from '@/components/views/view-entry';
import { ViewsMenu } from '@/components/views/views-menu';
import { useCompareRequests } from './compare-requests';
import { savedQueryOf } from './saved-entry';

const WORDS = {
  button: 'Saved',
  menu: 'Saved comparisons',
  saveAs: 'Save this comparison as',
  heading: 'Saved comparisons',
  none: 'None yet. A saved comparison keeps its runs, steps, baseline, metrics, split and definitions, and the page with what it shows.',
  taken: 'A comparison of this name is there already. Replace it, or choose another name.',
} as const;

/** Saved comparisons on each page of one: open one, save this one under a name, rename, delete. */
export function SavedComparisonsMenu() {
  const { loadSaved, save, rename, remove } = useCompareRequests();
  const path = usePathname();
  const query = useSearchParams().toString();
  const [entries, setEntries] = useState<readonly ViewEntry[]>([]);
  const load = () => void loadSaved().then(setEntries);
  const thenLoad = async (changing: Promise<ViewChange>): Promise<ViewChange> => {
    const change = await changing;
    if (change.kind === 'done') load();
    return change;
  };
  return (
    <ViewsMenu
      words={WORDS}
      views={entries}
      onOpen={load}
      onSave={(name, replace) => thenLoad(save(name, savedQueryOf(path, query), replace))}
      onRename={(id, name) => thenLoad(rename(id, name))}
      onDelete={(id) => thenLoad(remove(id))}
    />
  );
}
