/** Place in a list that runs from the newest to the oldest row; equal times are told apart by id. */
export interface NewestFirstPosition {
  readonly createdAt: Date;
  readonly id: string;
}

export interface NewestFirstPage {
  readonly limit: number;
  readonly after?: NewestFirstPosition | undefined;
  readonly offset?: number | undefined;
}

/** What `findMany` needs for one page of such a list. */
export function newestFirst({ limit, after, offset }: NewestFirstPage) {
  const order = { orderBy: [{ createdAt: 'desc' as const }, { id: 'desc' as const }], take: limit, skip: offset ?? 0 };
  if (after === undefined) return order;
  const { createdAt, id } = after;
  return { ...order, where: { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] } };
}
