/** A cell of the matrix, whatever order its rows and columns stand in. */
export interface CellPlace {
  /** Position of the entity in the question; null for the head of a column. */
  readonly entity: number | null;
  /** Number of the rollout. */
  readonly n: number;
}

const HASH = /^#cell-(head|\d{1,6})-([1-9]\d{0,9})$/;

/** @example cellHash({ entity: 3, n: 12 }) // '#cell-3-12' */
export function cellHash({ entity, n }: CellPlace): string {
  return `#cell-${entity ?? 'head'}-${n}`;
}

/** @returns null for a hash that names no cell */
export function parseCellHash(hash: string): CellPlace | null {
  const [, entity, n] = HASH.exec(hash) ?? [];
  if (entity === undefined || n === undefined) return null;
  return { entity: entity === 'head' ? null : Number(entity), n: Number(n) };
}

/** The row of an entity, or that of the heads. */
export function rowOf(table: HTMLTableElement, { entity }: CellPlace): HTMLTableRowElement | null {
  return entity === null ? (table.rows[0] ?? null) : table.querySelector(`tr[data-entity="${entity}"]`);
}
