/** Groups by how many rollouts they have. */
export interface GroupSizes {
  readonly groups: number;
  /** The commonest size, the larger of two as common; 0 where there are no groups. */
  readonly size: number;
  /** Groups of another size. */
  readonly odd: number;
  /** Groups of one, which have no advantage. */
  readonly singletons: number;
}

/**
 * @param sizes rollouts of each group, each at least 1
 * @example groupSizes([8, 8, 7]) // { groups: 3, size: 8, odd: 1, singletons: 0 }
 */
export function groupSizes(sizes: Iterable<number>): GroupSizes {
  const groupsBySize = new Map<number, number>();
  let groups = 0;
  for (const size of sizes) {
    groups += 1;
    groupsBySize.set(size, (groupsBySize.get(size) ?? 0) + 1);
  }
  const [commonest] = [...groupsBySize].toSorted(
    ([size, count], [otherSize, otherCount]) => otherCount - count || otherSize - size,
  );
  return {
    groups,
    size: commonest?.[0] ?? 0,
    odd: groups - (commonest?.[1] ?? 0),
    singletons: groupsBySize.get(1) ?? 0,
  };
}
