'use client';

import { useRouter } from 'next/navigation';
import { parseAsArrayOf, parseAsString, useQueryState } from 'nuqs';
import { useCallback, useMemo, useRef } from 'react';
import { turnHref } from '@/components/rollout/reading-address';
import { besideHref, groupHref, rolloutHref } from '@/components/runs/run-place';
import { alsoElsewhere } from '@/lib/core/compare/also-elsewhere';
import { formatRolloutName } from '@/lib/core/compare/rollout-name';
import type { Definitions } from '@/lib/core/rewards/definitions';
import { besideItems, indexOfKey, type BesideItem } from './beside-items';
import { swappedKeys } from './swapped-keys';
import type { BesideAlignment, SideRollout } from './beside-model';
import styles from './beside-view.module.css';
import { foldWords, FoldView } from './fold-view';
import { diffKey, RowView, type RowSide } from './row-view';
import type { LoadTurn } from './turn-text';
import { SideBar } from './side-bar';
import { useArrival } from './use-arrival';
import { useBesideKeys } from './use-beside-keys';
import { useRowList } from './use-row-list';

interface BesideViewProps {
  readonly left: SideRollout;
  readonly right: SideRollout;
  readonly alignment: BesideAlignment;
  readonly entityNames: readonly string[];
  readonly definitions: Definitions;
  readonly load: LoadTurn;
}

/** Folds, texts and differences that are open, by their keys. */
const parseOpen = parseAsArrayOf(parseAsString).withDefault([]);

function sideOf(
  rollout: SideRollout,
  definitions: Definitions,
  elsewhere: ReadonlyMap<number, readonly number[]>,
): RowSide {
  return {
    elsewhere,
    name: formatRolloutName({ runId: rollout.run.id, n: rollout.n }),
    href: rolloutHref({ runId: rollout.run.id, definitions }, rollout.n),
    turns: rollout.turnList,
    entityNames: rollout.entityNames,
  };
}

function sidesOf({ left, right, alignment, definitions }: Omit<BesideViewProps, 'entityNames' | 'load'>) {
  const pairs = alignment.rows.flatMap(({ left: mine, right: theirs }): readonly (readonly [number, number])[] =>
    mine === null || theirs === null ? [] : [[mine, theirs]],
  );
  const ofLeft = alsoElsewhere(left.turnList, right.turnList, new Map(pairs));
  const ofRight = alsoElsewhere(right.turnList, left.turnList, new Map(pairs.map(([mine, theirs]) => [theirs, mine])));
  return { left: sideOf(left, definitions, ofLeft), right: sideOf(right, definitions, ofRight) };
}

function itemName(item: BesideItem): string {
  if (item.kind === 'fold') return foldWords(item);
  const names = [
    item.left === null ? null : `left turn ${item.left}`,
    item.right === null ? null : `right turn ${item.right}`,
  ];
  return names.filter((name) => name !== null).join(', ');
}

/** The turns of two rollouts in two columns, what they share folded, with the keys to go through them. */
export function BesideView({ left, right, alignment, entityNames, definitions, load }: BesideViewProps) {
  const router = useRouter();
  const [open, setOpen] = useQueryState('open', parseOpen);
  const opened = useMemo(() => new Set(open), [open]);
  const items = useMemo(() => besideItems(alignment, opened), [alignment, opened]);
  const { list, margin, virtual, goTo } = useRowList(items);
  const sides = useMemo(() => sidesOf({ left, right, alignment, definitions }), [left, right, alignment, definitions]);
  const current = useRef<string | null>(null);

  const toggle = useCallback(
    (key: string) =>
      void setOpen((before) => (before.includes(key) ? before.filter((one) => one !== key) : [...before, key])),
    [setOpen],
  );
  const visit = useCallback(
    (index: number) => {
      const item = items[Math.min(items.length - 1, Math.max(0, index))];
      if (item === undefined) return;
      current.current = item.key;
      history.replaceState(history.state, '', `#${item.key}`);
      goTo(items.indexOf(item));
    },
    [items, goTo],
  );
  const currentIndex = useCallback(() => {
    const focused = document.activeElement?.closest('[data-item]')?.id ?? current.current;
    return focused === null ? -1 : indexOfKey(items, focused);
  }, [items]);

  const arriveAt = useCallback(
    (index: number) => {
      current.current = items[index]?.key ?? null;
      goTo(index);
    },
    [items, goTo],
  );
  useArrival({ items, isReady: margin > 0, arriveAt, toggle });

  const keys = useMemo(() => {
    const at = () => items[currentIndex()];
    const divergences = () =>
      items.flatMap((item, index) => (item.kind === 'turns' && item.divergence !== null ? [index] : []));
    const step = (offset: 1 | -1) => {
      const from = currentIndex();
      const all = divergences();
      const target = offset === 1 ? all.find((index) => index > from) : all.findLast((index) => index < from);
      if (target !== undefined) visit(target);
    };
    const openSide = (side: 'left' | 'right') => {
      const item = at();
      const turn = item?.kind === 'turns' ? item[side] : (item?.rows[0]?.[side] ?? null);
      router.push(turn === null ? sides[side].href : turnHref(sides[side].href, turn));
    };
    const toggleCurrent = () => {
      const item = at();
      if (item !== undefined) toggle(item.key);
    };
    return {
      j: () => visit(currentIndex() + 1),
      k: () => visit(Math.max(0, currentIndex() - 1)),
      d: () => step(1),
      D: () => step(-1),
      o: toggleCurrent,
      Enter: toggleCurrent,
      t: () => {
        const item = at();
        if (item?.kind === 'turns' && item.left !== null && item.right !== null) toggle(diffKey(item.key));
      },
      x: () => {
        const swapped = swappedKeys(alignment, [at()?.key ?? '', ...open]);
        const [place = '', ...stillOpen] = swapped;
        const opened = stillOpen.filter((key) => key !== '').join(',');
        const href = besideHref(definitions, nameOf(right), nameOf(left));
        router.push(
          `${href}${opened === '' ? '' : `&open=${encodeURIComponent(opened)}`}${place === '' ? '' : `#${place}`}`,
        );
      },
      '1': () => openSide('left'),
      '2': () => openSide('right'),
      g: () => router.push(groupHref({ runId: left.run.id, definitions }, left.group)),
    };
  }, [items, currentIndex, visit, router, sides, toggle, definitions, left, right, alignment, open]);
  useBesideKeys(keys);

  return (
    // A block of its own: in the grid of the page's section the bar would only stick within its own row.
    <div>
      <SideBar left={left} right={right} />
      <ol
        ref={list}
        className={styles.list}
        style={{ height: virtual.getTotalSize() }}
        aria-label="Turns of both rollouts"
        data-lines={items.length}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const item = items[index];
          if (item === undefined) return null;
          return (
            <li
              key={item.key}
              id={item.key}
              ref={virtual.measureElement}
              className={styles.item}
              style={{ transform: `translateY(${start - margin}px)` }}
              data-item={item.kind}
              data-index={index}
              tabIndex={-1}
              aria-label={itemName(item)}
              aria-setsize={items.length}
              aria-posinset={index + 1}
            >
              {item.kind === 'fold' ? (
                <FoldView
                  item={item}
                  left={left.turnList}
                  right={right.turnList}
                  entityNames={entityNames}
                  onToggle={toggle}
                />
              ) : (
                <RowView
                  item={item}
                  left={sides.left}
                  right={sides.right}
                  entityNames={entityNames}
                  load={load}
                  areTextsOpen={opened.has(item.key)}
                  isDiffOpen={opened.has(diffKey(item.key))}
                  onToggle={toggle}
                />
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function nameOf({ run, n }: SideRollout) {
  return { runId: run.id, n };
}
