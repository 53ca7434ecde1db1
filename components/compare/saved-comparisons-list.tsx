'use client';

import { useRouter } from 'next/navigation';
import type { ViewChange, ViewEntry } from '@/components/views/view-entry';
import { ViewList } from '@/components/views/view-list';
import { useCompareRequests } from './compare-requests';

/** Saved comparisons on the page where runs are chosen; it is read again after each change of them. */
export function SavedComparisonsList({ entries }: { readonly entries: readonly ViewEntry[] }) {
  const router = useRouter();
  const { rename, remove } = useCompareRequests();
  const refreshed = async (changing: Promise<ViewChange>): Promise<ViewChange> => {
    const change = await changing;
    if (change.kind === 'done') router.refresh();
    return change;
  };
  return (
    <ViewList
      views={entries}
      onRename={(id, name) => refreshed(rename(id, name))}
      onDelete={(id) => refreshed(remove(id))}
    />
  );
}
