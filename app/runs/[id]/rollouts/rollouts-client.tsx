'use client';

import { Menu, Button } from '@mantine/core';
import { useQueryStates } from 'nuqs';
import { useMemo, useTransition } from 'react';
import { formatCount } from '@/components/format/format-number';
import { definitionQuery } from '@/components/definitions/definition-parsers';
import { FilterBox } from '@/components/filter/filter-box';
import { ROLLOUT_COLUMN_IDS } from '@/components/rollouts/rollout-column-ids';
import { rolloutColumns, type RolloutRow } from '@/components/rollouts/rollout-columns';
import { ROLLOUTS_A_PAGE, type RunPlace } from '@/components/runs/run-place';
import { StatePanel } from '@/components/states/state-panel';
import { ColumnChoice } from '@/components/table/column-choice';
import { DataTable } from '@/components/table/data-table';
import { ListPages } from '@/components/table/list-pages';
import { RowKeys } from '@/components/table/row-keys';
import { wordsOfRun } from '@/app/runs/[id]/list-requests';
import { ListViews } from '@/app/runs/[id]/list-views';
import type { SavedViewItem } from '@/lib/api/schemas/view';
import styles from '@/app/runs/[id]/list-page.module.css';
import { rolloutsSearchParams, serializeRollouts } from './search-params';

interface RolloutsClientProps {
  readonly place: RunPlace;
  readonly rows: readonly RolloutRow[];
  readonly total: number;
  readonly nextCursor: string | null;
  readonly notices: readonly { readonly word: string; readonly message: string }[];
  readonly views: readonly SavedViewItem[];
  /** The filter cannot be read; the box says where. */
  readonly isUnreadable: boolean;
}

const EXPORT_FORMATS = ['csv', 'jsonl', 'parquet'] as const;

function exportHref(place: RunPlace, format: string, filter: string): string {
  const query = new URLSearchParams(definitionQuery(place.definitions));
  query.set('format', format);
  if (filter !== '') query.set('filter', filter);
  return `/api/v1/runs/${place.runId}/export?${query.toString()}`;
}

/** Why there are no rows. */
function emptyTitle(filter: string, isUnreadable: boolean): string {
  if (isUnreadable) return 'The filter cannot be read';
  return filter === '' ? 'No rollouts on this page' : 'No rollout passes the filter';
}

/** Where a saved view leads: its list as it was saved, under the definitions in force. */
function viewHref({ runId, definitions }: RunPlace, view: SavedViewItem): string {
  const columns = ROLLOUT_COLUMN_IDS.filter((id) => view.columns.includes(id));
  return serializeRollouts(`/runs/${runId}/rollouts`, {
    ...definitions,
    filter: view.filter,
    sort: rolloutsSearchParams.sort.parse(view.sort),
    columns: columns.length === 0 ? null : columns,
  });
}

/** The rollouts list with its filter, columns, order and pages, all of them in the URL. */
export function RolloutsClient(props: RolloutsClientProps) {
  const { place, rows, total, nextCursor } = props;
  const [pending, startTransition] = useTransition();
  const [state, setState] = useQueryStates(rolloutsSearchParams, { shallow: false, history: 'push', startTransition });
  const { filter, sort, from } = state;
  const columns = useMemo(() => {
    const placeOf = new Map(rows.map((row, index) => [row.n, from + index]));
    return rolloutColumns(place, (n) => ({ filter, sort, at: placeOf.get(n) ?? null }));
  }, [place, rows, filter, sort, from]);
  const withoutSteps = rows.length > 0 && rows.every((row) => row.step === null);
  const hidden = useMemo(
    () => ROLLOUT_COLUMN_IDS.filter((id) => !state.columns.includes(id) || (id === 'step' && withoutSteps)),
    [state.columns, withoutSteps],
  );
  const loadWords = useMemo(() => wordsOfRun(place.runId), [place.runId]);
  const first = { cursor: '', from: 0 };

  return (
    <>
      <div className={styles.tools}>
        <FilterBox
          label="Filter rollouts"
          filter={state.filter}
          notices={props.notices}
          loadWords={loadWords}
          onFilter={(filter) => void setState({ filter, ...first })}
        />
        <div className={styles.buttons}>
          <ListViews
            runId={place.runId}
            list="rollouts"
            views={props.views}
            filter={state.filter}
            sort={state.sort}
            columns={state.columns}
            hrefOf={(view) => viewHref(place, view)}
          />
          <ColumnChoice
            columns={columns}
            hidden={ROLLOUT_COLUMN_IDS.filter((id) => !state.columns.includes(id))}
            onChange={(next) =>
              void setState(
                { columns: ROLLOUT_COLUMN_IDS.filter((id) => !next.includes(id)) },
                { shallow: true, history: 'replace' },
              )
            }
          />
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <Button size="xs" variant="default">
                Export
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {EXPORT_FORMATS.map((format) => (
                <Menu.Item key={format} component="a" href={exportHref(place, format, state.filter)} download>
                  {format.toUpperCase()} of {formatCount(total)} rollouts
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      {rows.length === 0 ? (
        <StatePanel kind="filtered" title={emptyTitle(state.filter, props.isUnreadable)}>
          <Button size="xs" variant="default" onClick={() => void setState({ filter: '', ...first })}>
            {state.filter === '' ? 'To the first page' : 'Clear the filter'}
          </Button>
        </StatePanel>
      ) : (
        <>
          <RowKeys />
          <DataTable
            caption="Rollouts"
            rows={rows}
            columns={columns}
            rowKey={(row) => String(row.n)}
            hiddenColumns={hidden}
            sort={state.sort}
            onSort={(sort) => void setState({ sort: rolloutsSearchParams.sort.parse(sort), ...first })}
            sorted="page"
            busy={pending}
          />
          <ListPages
            from={state.from}
            shown={rows.length}
            total={total}
            unit={['rollout', 'rollouts']}
            pageSize={ROLLOUTS_A_PAGE}
            isPending={pending}
            onFrom={(next) => void setState({ cursor: next > state.from ? nextCursor : '', from: next })}
          />
          <p className={styles.note}>
            An en dash means not defined: no gold entities, an unknown outcome, or a group of one rollout.
          </p>
        </>
      )}
    </>
  );
}
