'use client';

import { useRouter } from 'next/navigation';
import { useQueryStates } from 'nuqs';
import { useEffect, useMemo, useRef, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';
import { SelectField } from '@/components/controls/select-field';
import { OutcomeLegend } from '@/components/outcome/outcome-legend';
import { rolloutHref, type RunPlace } from '@/components/runs/run-place';
import { isTyping } from '@/components/shell/keyboard';
import { OUTCOMES } from '@/lib/core/rewards/run-columns';
import { advantageShifts } from '@/lib/core/shape/advantage-shifts';
import { cellsOf, type MatrixEntity } from '@/lib/core/shape/group-matrix';
import { ENTITY_ORDERS, MEMBER_ORDERS, orderEntities, orderMembers } from '@/lib/core/shape/order-group';
import { cellHash, parseCellHash, rowOf } from './cell-place';
import { CompareLinks, compareHref } from './compare-links';
import type { GroupMember } from './group-member';
import styles from './group-matrix.module.css';
import { ENTITY_ORDER_LABELS, groupViewParsers, MEMBER_ORDER_LABELS } from './group-view-parsers';
import { MarkLegend } from './mark-legend';
import { MatrixHead, MatrixNumbers } from './matrix-numbers';
import { MatrixReader } from './matrix-reader';
import { MatrixRow } from './matrix-row';
import { useDrawnRows } from './use-drawn-rows';
import { focusCell, useGridKeys } from './use-grid-keys';

interface GroupMatrixProps {
  /** In the order of the log. */
  readonly members: readonly GroupMember[];
  /** In the order of the question; cells in the order of `members`. */
  readonly entities: readonly MatrixEntity[];
  readonly place: RunPlace;
}

const READER_HINT =
  'Arrow keys move from cell to cell, Enter opens the rollout at that turn, Space picks a rollout for comparison.';

/** Number of the rollout whose column an element of the grid stands in; null for the heads of rows and the end. */
function columnNumber(target: EventTarget | null, columns: readonly { readonly member: GroupMember }[]): number | null {
  const cell = target instanceof Element ? target.closest<HTMLTableCellElement>('td, th') : null;
  return cell === null ? null : (columns[cell.cellIndex - 1]?.member.n ?? null);
}

/** Puts the cell that a rollout is opened from into the address, so that going back leads to it again. */
function rememberCell(target: Element, n: number | null): void {
  if (n === null) return;
  const entity = target.closest('tr')?.dataset['entity'];
  const hash = cellHash({ entity: entity === undefined ? null : Number(entity), n });
  history.replaceState(history.state, '', hash);
}

/** Focuses the cell that the address names, once; its row may be drawn only after the first. */
function useRememberedCell(
  table: RefObject<HTMLTableElement | null>,
  numbers: readonly number[],
  drawnRows: number,
): void {
  const isDone = useRef(false);
  useEffect(() => {
    const place = isDone.current ? null : parseCellHash(location.hash);
    const column = place === null ? -1 : numbers.indexOf(place.n);
    if (place === null || column === -1 || table.current === null) return;
    const cell = rowOf(table.current, place)?.cells[column + 1];
    if (cell === undefined) return;
    isDone.current = true;
    focusCell(table.current, cell);
  }, [table, numbers, drawnRows]);
}

/** Adds a number to those picked, or takes it out; of three the first picked gives way. */
function togglePicked(picked: readonly number[], n: number): number[] {
  return picked.includes(n) ? picked.filter((other) => other !== n) : [...picked, n].slice(-2);
}

/** Orders, picks and keys of the matrix. */
function useMatrix({ members, entities, place }: GroupMatrixProps) {
  const [view, setView] = useQueryStates(groupViewParsers);
  const hrefs = useMemo(() => members.map(({ n }) => rolloutHref(place, n)), [members, place]);
  const order = useMemo(() => orderMembers(members, view.columns), [members, view.columns]);
  const rows = useMemo(() => {
    const separations = entities.map(({ separation }) => separation);
    return orderEntities(entities.map(cellsOf), separations, view.rows);
  }, [entities, view.rows]);
  const shifts = useMemo(() => advantageShifts(members), [members]);
  const picked = view.picked.filter((n) => members.some((member) => member.n === n)).slice(-2);
  const columns = order.flatMap((position) => {
    const member = members[position];
    if (member === undefined) return [];
    return [
      { member, shift: shifts[position] ?? null, href: hrefs[position] ?? '', picked: picked.includes(member.n) },
    ];
  });
  const toggle = (n: number) => void setView({ picked: togglePicked(picked, n) });
  return { view, setView, hrefs, order, rows, columns, picked, toggle };
}

/** `m` goes to the matrix, `c` compares two rollouts. */
function usePageKeys(focusMatrix: () => void, href: string | null): void {
  const router = useRouter();
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (isTyping(event)) return;
      if (event.key === 'm') {
        event.preventDefault();
        focusMatrix();
      } else if (event.key === 'c' && href !== null) {
        event.preventDefault();
        router.push(href);
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [router, focusMatrix, href]);
}

/**
 * Entities against the rollouts of a group, each column under its outcome, rewards and advantages. One table with one tab
 * stop; a click on any of its links is handled once, for thousands of cells.
 */
export function GroupMatrix(props: GroupMatrixProps) {
  const { members, entities, place } = props;
  const { view, setView, hrefs, order, rows, columns, picked, toggle } = useMatrix(props);
  const router = useRouter();
  const table = useRef<HTMLTableElement>(null);
  const drawn = useDrawnRows(rows.length, columns.length);
  const onGridKey = useGridKeys();
  const focusMatrix = useMemo(
    () => () => {
      const cell = table.current?.querySelector<HTMLTableCellElement>('[tabindex="0"]') ?? null;
      if (table.current !== null && cell !== null) focusCell(table.current, cell);
    },
    [],
  );
  useEffect(() => {
    // Another order of the columns gives the first head a tab stop again: only one may stay.
    const [, ...others] = table.current?.querySelectorAll('[tabindex="0"]') ?? [];
    for (const cell of others) cell.setAttribute('tabindex', '-1');
  }, [order, rows]);
  useRememberedCell(
    table,
    columns.map(({ member }) => member.n),
    drawn,
  );
  usePageKeys(focusMatrix, compareHref(members, picked, place));
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const n = event.key === ' ' ? columnNumber(event.target, columns) : null;
    if (n === null) return onGridKey(event);
    event.preventDefault();
    return toggle(n);
  };
  const onClick = (event: MouseEvent<HTMLTableElement>) => {
    const target = event.target instanceof Element ? event.target.closest('a, button') : null;
    if (target instanceof HTMLButtonElement) return toggle(Number(target.dataset['pick']));
    const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (target === null || opensElsewhere) return undefined;
    event.preventDefault();
    rememberCell(target, columnNumber(target, columns));
    return router.push(target.getAttribute('href') ?? '');
  };
  return (
    <div className={styles.matrix} data-scope={place.definitions.scope}>
      <div className={styles.tools} data-print="omit">
        <SelectField
          label="Rollouts by"
          value={view.columns}
          choices={MEMBER_ORDERS.map((value) => ({ value, label: MEMBER_ORDER_LABELS[value] }))}
          onChoose={(columns) => void setView({ columns })}
        />
        {entities.length > 1 ? (
          <SelectField
            label="Entities by"
            value={view.rows}
            choices={ENTITY_ORDERS.map((value) => ({ value, label: ENTITY_ORDER_LABELS[value] }))}
            onChoose={(rows) => void setView({ rows })}
          />
        ) : null}
        <CompareLinks members={members} picked={picked} place={place} />
      </div>
      <OutcomeLegend outcomes={OUTCOMES.filter((outcome) => members.some((member) => member.outcome === outcome))} />
      {entities.length > 0 ? <MarkLegend scope={place.definitions.scope} /> : null}
      <MatrixReader table={table} empty={READER_HINT} />
      <div className={styles.frame} data-print="whole">
        <table
          ref={table}
          // A grid made of a table is the pattern of the ARIA guide; the rule does not know this exception.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
          role="grid"
          aria-label="Rollouts and entities of the group"
          className={styles.table}
          data-separates={entities.length > 0 || undefined}
          onKeyDown={onKeyDown}
          onClick={onClick}
        >
          <colgroup>
            <col />
            {columns.map(({ member, picked: isPicked }) => (
              <col key={member.n} data-picked={isPicked || undefined} />
            ))}
          </colgroup>
          <MatrixHead columns={columns} withSeparation={entities.length > 0} />
          <MatrixNumbers columns={columns} withSeparation={entities.length > 0} />
          <tbody>
            {rows.slice(0, drawn).map((row) => {
              const entity = entities[row];
              return entity === undefined ? null : (
                <MatrixRow
                  key={row}
                  entity={entity}
                  position={row}
                  order={order}
                  hrefs={hrefs}
                  scope={place.definitions.scope}
                />
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
