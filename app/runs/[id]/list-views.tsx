'use client';

import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import type { ViewChange, ViewEntry } from '@/components/views/view-entry';
import { ViewsMenu } from '@/components/views/views-menu';
import type { SavedViewItem, ViewList } from '@/lib/api/schemas/view';
import { viewRequests } from './list-requests';

interface ListViewsProps {
  readonly runId: number;
  readonly list: ViewList;
  readonly views: readonly SavedViewItem[];
  /** What is shown now. */
  readonly filter: string;
  readonly sort: string;
  readonly columns: readonly string[];
  readonly hrefOf: (view: SavedViewItem) => string;
}

/** The saved views of a list; the page is read again after each change of them. */
export function ListViews({ runId, list, views, filter, sort, columns, hrefOf }: ListViewsProps) {
  const router = useRouter();
  const requests = useMemo(() => viewRequests(runId), [runId]);
  const entries: readonly ViewEntry[] = views.map((view) => ({
    id: view.id,
    name: view.name,
    filter: view.filter,
    href: hrefOf(view),
  }));
  const refreshed = async (changing: Promise<ViewChange>): Promise<ViewChange> => {
    const change = await changing;
    if (change.kind === 'done') router.refresh();
    return change;
  };
  return (
    <ViewsMenu
      views={entries}
      onSave={(name, replace) => refreshed(requests.save({ list, name, filter, sort, columns: [...columns], replace }))}
      onRename={(id, name) => refreshed(requests.rename(id, name))}
      onDelete={(id) => refreshed(requests.remove(id))}
    />
  );
}
