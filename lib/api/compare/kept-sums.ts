import type { SumTable } from '@/lib/core/compare-runs/sum-plan';
import type { ColumnSums } from '@/lib/core/statistics/resample-sums';

type Sums = readonly (readonly ColumnSums[])[];

interface Kept {
  readonly column: Float64Array;
  readonly sums: ColumnSums;
}

/**
 * Keeps the sums of columns that were resampled last. Draws depend on the number of questions alone, so a column has the
 * same sums in any comparison: under another alpha, or with one more run over the same questions, few columns are new.
 */
export class KeptSums {
  readonly #limitBytes: number;
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /**
   * The sums of each table.
   *
   * @param sumNew sums the columns that are not known; it is given tables with at least one
   */
  async sum(tables: readonly SumTable[], sumNew: (tables: readonly SumTable[]) => Promise<Sums>): Promise<Sums> {
    const keys = tables.map(({ columns }) => columns.map(nameColumn));
    const known = tables.map(({ columns }, table) =>
      columns.map((column, at) => this.#find(keys[table]?.[at] ?? '', column)),
    );
    const missing = tables.map(({ questions, columns }, table) => ({
      questions,
      columns: columns.filter((_, at) => known[table]?.[at] === null),
    }));
    const summed = (await sumNew(missing.filter(({ columns }) => columns.length > 0))).flat().values();
    const sums = tables.map(({ columns }, table) =>
      columns.map((column, at) => {
        const found = known[table]?.[at] ?? summed.next().value;
        if (found === undefined) throw new RangeError(`no sums of column ${at} of table ${table}`);
        this.#keep(keys[table]?.[at] ?? '', { column, sums: found });
        return found;
      }),
    );
    this.#forgetBeyondLimit();
    return sums;
  }

  #find(key: string, column: Float64Array): ColumnSums | null {
    const kept = this.#kept.get(key);
    // Two columns may have one name, so the name alone proves nothing.
    return kept !== undefined && isEqual(kept.column, column) ? kept.sums : null;
  }

  /** As the one that was used last. */
  #keep(key: string, kept: Kept): void {
    this.#forget(key);
    this.#kept.set(key, kept);
    this.#bytes += bytesOf(kept);
  }

  #forget(key: string): void {
    const kept = this.#kept.get(key);
    if (kept !== undefined) this.#bytes -= bytesOf(kept);
    this.#kept.delete(key);
  }

  #forgetBeyondLimit(): void {
    for (const key of this.#kept.keys()) {
      if (this.#bytes <= this.#limitBytes) return;
      this.#forget(key);
    }
  }
}

function bytesOf({ column, sums }: Kept): number {
  return column.byteLength + sums.weighted.byteLength + sums.signed.byteLength;
}

function isEqual(left: Float64Array, right: Float64Array): boolean {
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) return false;
  return true;
}

/** Length and a 32-bit hash (FNV-1a over words) of the values of a column. */
function nameColumn(column: Float64Array): string {
  const words = new Uint32Array(column.buffer, column.byteOffset, 2 * column.length);
  let hash = 2_166_136_261;
  for (let at = 0; at < words.length; at += 1) hash = Math.imul(hash ^ (words[at] ?? 0), 16_777_619);
  return `${column.length} ${hash >>> 0}`;
}
