'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useQueryStates } from 'nuqs';
import { useMemo, useTransition } from 'react';
import { wordsOfRun } from '@/app/runs/[id]/list-requests';
import { ListViews } from '@/app/runs/[id]/list-views';
import { FilterBox } from '@/components/filter/filter-box';
import { GROUP_COLUMN_IDS } from '@/components/groups/group-column-ids';
import { groupColumns, type GroupRow } from '@/components/groups/group-columns';
import { rolloutsHref, type RunPlace } from '@/components/runs/run-place';
import { StatePanel } from '@/components/states/state-panel';
import { ColumnChoice } from '@/components/table/column-choice';
import { DataTable } from '@/components/table/data-table';
import { ListPages } from '@/components/table/list-pages';
import { RowKeys } from '@/components/table/row-keys';
import type { SavedViewItem } from '@/lib/api/schemas/view';
import styles from '@/app/runs/[id]/list-page.module.css';
import { GROUPS_A_PAGE, groupsSearchParams, serializeGroups } from './search-params';

interface GroupsClientProps {
  readonly place: RunPlace;
  readonly rows: readonly GroupRow[];
  readonly total: number;
  readonly notices: readonly { readonly word: string; readonly message: string }[];
  readonly views: readonly SavedViewItem[];
  /** The filter cannot be read; the box says where. */
  readonly isUnreadable: boolean;
}

/** Why there are no rows. */
function emptyTitle(filter: string, isUnreadable: boolean): string {
  if (isUnreadable) return 'The filter cannot be read';
  return filter === '' ? 'No groups on this page' : 'No group has a rollout that passes the filter';
}

/** Where a saved view leads: its list as it was saved, under the definitions in force. */
function viewHref({ runId, definitions }: RunPlace, view: SavedViewItem): string {
  const columns = GROUP_COLUMN_IDS.filter((id) => view.columns.includes(id));
  return serializeGroups(`/runs/${runId}/groups`, {
    ...definitions,
    filter: view.filter,
    sort: groupsSearchParams.sort.parse(view.sort),
    columns: columns.length === 0 ? null : columns,
  });
}

/** The groups list with its filter, columns, order and pages, all of them in the URL. */
export function GroupsClient({ place, rows, total, notices, views, isUnreadable }: GroupsClientProps) {
  const [pending, startTransition] = useTransition();
  const [state, setState] = useQueryStates(groupsSearchParams, { shallow: false, history: 'push', startTransition });
  const columns = useMemo(() => groupColumns(place), [place]);
  const loadWords = useMemo(() => wordsOfRun(place.runId), [place.runId]);
  const from = Math.max(0, state.from);
  const unshown = GROUP_COLUMN_IDS.filter((id) => !state.columns.includes(id));
  const withoutSteps = rows.length > 0 && rows.every((row) => row.step === null);
  const hidden = withoutSteps ? [...unshown, 'step'] : unshown;

  return (
    <>
      <div className={styles.tools}>
        <FilterBox
          label="Filter groups"
          filter={state.filter}
          notices={notices}
          loadWords={loadWords}
          onFilter={(filter) => void setState({ filter, from: 0 })}
        />
        <div className={styles.buttons}>
          <ListViews
            runId={place.runId}
            list="groups"
            views={views}
            filter={state.filter}
            sort={state.sort}
            columns={state.columns}
            hrefOf={(view) => viewHref(place, view)}
          />
          <ColumnChoice
            columns={columns}
            hidden={unshown}
            onChange={(next) =>
              void setState(
                { columns: GROUP_COLUMN_IDS.filter((id) => !next.includes(id)) },
                { shallow: true, history: 'replace' },
              )
            }
          />
        </div>
      </div>
      {rows.length === 0 ? (
        <StatePanel kind="filtered" title={emptyTitle(state.filter, isUnreadable)}>
          <Button size="xs" variant="default" onClick={() => void setState({ filter: '', from: 0 })}>
            {state.filter === '' ? 'To the first page' : 'Clear the filter'}
          </Button>
        </StatePanel>
      ) : (
        <>
          <RowKeys />
          <DataTable
            caption="Groups"
            rows={rows}
            columns={columns}
            rowKey={(row) => String(row.group)}
            hiddenColumns={hidden}
            sort={state.sort}
            onSort={(sort) => void setState({ sort: groupsSearchParams.sort.parse(sort), from: 0 })}
            sorted="page"
            busy={pending}
          />
          <ListPages
            from={from}
            shown={rows.length}
            total={total}
            unit={['group', 'groups']}
            pageSize={GROUPS_A_PAGE}
            isPending={pending}
            onFrom={(next) => void setState({ from: next })}
          />
          <p className={styles.note}>
            <Link href={rolloutsHref(place, state.filter)} prefetch={false}>
              {state.filter === '' ? 'All rollouts of the run' : 'The rollouts that pass this filter'}
            </Link>
            {' · '}An en dash means not defined: no gold entities, no step, or fewer than two known outcomes.
          </p>
        </>
      )}
    </>
  );
}
