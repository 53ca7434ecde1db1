import { formatQuantity } from '@/components/format/format-number';
import type { BesideItem } from './beside-items';
import type { SideTurn } from './beside-model';
import styles from './fold-view.module.css';

interface FoldViewProps {
  readonly item: Extract<BesideItem, { kind: 'fold' }>;
  readonly left: readonly SideTurn[];
  readonly right: readonly SideTurn[];
  readonly entityNames: readonly string[];
  readonly onToggle: (key: string) => void;
}

function rangeWords(turns: readonly (number | null)[]): string {
  const known = turns.filter((turn) => turn !== null);
  const [first = 0, last = first] = [known[0], known.at(-1)];
  return first === last ? `turn ${first}` : `turns ${first} to ${last}`;
}

/** Names of the entities that one side found in these turns and the other did not find in its own. */
function onlyFound(
  turns: readonly (SideTurn | undefined)[],
  others: readonly (SideTurn | undefined)[],
  names: readonly string[],
): readonly string[] {
  const found = new Set(turns.flatMap((turn) => turn?.found ?? []));
  const theirs = new Set(others.flatMap((turn) => turn?.found ?? []));
  return [...found].filter((entity) => !theirs.has(entity)).map((entity) => names[entity] ?? `entity ${entity + 1}`);
}

/** What a fold hides: `3 shared turns`, `12 turns of the left only`. */
export function foldWords({ of, rows }: Extract<BesideItem, { kind: 'fold' }>): string {
  return of === 'shared'
    ? formatQuantity(rows.length, 'shared turn')
    : `${formatQuantity(rows.length, 'turn')} of the ${of} only`;
}

/** A stretch of turns of one side only, or in which both rollouts did the same, and which entities only one of them took from it. */
export function FoldView({ item, left, right, entityNames, onToggle }: FoldViewProps) {
  const { rows, isOpen, key } = item;
  const lefts = rows.map((row) => (row.left === null ? undefined : left[row.left - 1]));
  const rights = rows.map((row) => (row.right === null ? undefined : right[row.right - 1]));
  const onlyLeft = onlyFound(lefts, rights, entityNames);
  const onlyRight = onlyFound(rights, lefts, entityNames);
  return (
    <div className={styles.fold}>
      <button type="button" className={styles.button} aria-expanded={isOpen} onClick={() => onToggle(key)}>
        <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> {foldWords(item)}
      </button>
      <span className={styles.range}>
        {item.of === 'right' ? '' : `left ${rangeWords(rows.map((row) => row.left))}`}
        {item.of === 'shared' ? ', ' : ''}
        {item.of === 'left' ? '' : `right ${rangeWords(rows.map((row) => row.right))}`}
      </span>
      {onlyLeft.length === 0 ? null : <span className={styles.only}>only left found {onlyLeft.join(', ')}</span>}
      {onlyRight.length === 0 ? null : <span className={styles.only}>only right found {onlyRight.join(', ')}</span>}
    </div>
  );
}
