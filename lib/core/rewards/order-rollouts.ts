/**
 * Positions of rollouts in the order of a value. Ties go by position in both directions, NaN (not defined) comes last in
 * both. 0 and -0 are equal.
 *
 * @param selected The positions to order; null means all.
 */
export function orderRollouts(
  values: Float64Array,
  direction: 'asc' | 'desc',
  selected: Int32Array | null,
): Int32Array {
  const positions = selected === null ? Int32Array.from(values.keys()) : selected.slice();
  const sign = direction === 'asc' ? 1 : -1;
  return positions.sort((first, second) => {
    const a = values[first] ?? Number.NaN;
    const b = values[second] ?? Number.NaN;
    if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return first - second;
    if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) ? 1 : -1;
    return a < b ? -sign : sign;
  });
}
