import { besideItems, keyOf, type BesideItem } from './beside-items';
import type { BesideAlignment } from './beside-model';

function swappedKey(item: BesideItem): string {
  if (item.kind === 'turns') return keyOf(item.right, item.left);
  const [first] = item.rows;
  if (first === undefined) return '';
  return item.of === 'shared' ? `fold-${first.right ?? 0}` : `fold-${keyOf(first.right, first.left)}`;
}

/**
 * The keys that lines, folds and open differences have once the sides are swapped, in the order given.
 *
 * @returns '' for a key that names nothing
 */
export function swappedKeys(alignment: BesideAlignment, keys: readonly string[]): readonly string[] {
  const folded = besideItems(alignment, new Set());
  const all = besideItems(alignment, new Set(folded.map(({ key }) => key)));
  const swapped = new Map(all.map((item) => [item.key, swappedKey(item)]));
  return keys.map((key) => {
    const isDiff = key.startsWith('diff-');
    const other = swapped.get(isDiff ? key.slice('diff-'.length) : key) ?? '';
    return isDiff && other !== '' ? `diff-${other}` : other;
  });
}
