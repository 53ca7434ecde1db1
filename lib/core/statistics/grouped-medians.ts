/**
 * Median of each group of a list of values; the mean of the two middle ones where their number is even.
 *
 * @param values integers in [0, 65535]
 * @param groups the group of each value, from 0
 * @param groupCount groups above it are an error of the caller
 * @returns one a group, null where a group has no value
 * @throws RangeError where the lists differ in length
 * @example groupedMedians(Uint16Array.of(5, 1, 2), Uint32Array.of(0, 1, 1), 3) // [5, 1.5, null]
 */
export function groupedMedians(
  values: Uint16Array,
  groups: Uint32Array,
  groupCount: number,
): readonly (number | null)[] {
  if (values.length !== groups.length) throw new RangeError(`${values.length} values of ${groups.length} groups`);
  const ends = groupEnds(groups, groupCount);
  // Dealt out from the back of the list, so that each group's end moves down to its start.
  const dealt = new Uint16Array(values.length);
  for (let at = values.length - 1; at >= 0; at -= 1) {
    const group = groups[at] ?? 0;
    const place = (ends[group] ?? 0) - 1;
    dealt[place] = values[at] ?? 0;
    ends[group] = place;
  }
  return Array.from({ length: groupCount }, (_, group) => medianInPlace(dealt.subarray(ends[group], ends[group + 1])));
}

/** Where each group ends when the groups stand one behind the other; one more entry, the length of the list. */
function groupEnds(groups: Uint32Array, groupCount: number): Uint32Array {
  const ends = new Uint32Array(groupCount + 1);
  for (const group of groups) ends[group] = (ends[group] ?? 0) + 1;
  for (let group = 1; group <= groupCount; group += 1) ends[group] = (ends[group] ?? 0) + (ends[group - 1] ?? 0);
  return ends;
}

function medianInPlace(values: Uint16Array): number | null {
  if (values.length === 0) return null;
  values.sort();
  const half = values.length >> 1;
  const upper = values[half] ?? 0;
  return values.length % 2 === 1 ? upper : (upper + (values[half - 1] ?? 0)) / 2;
}
