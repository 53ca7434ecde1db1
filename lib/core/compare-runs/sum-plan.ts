import type { ColumnSums } from '@/lib/core/statistics/resample-sums';

import type { MetricQuestions, MetricSide } from './metric-questions';

/** Columns over one set of questions, to be summed under the same draws. */
export interface SumTable {
  readonly questions: number;
  readonly columns: readonly Float64Array[];
}

/** Where the sums of a side's metric come to stand; `denominator` null where every question has 1. */
interface SumPlace {
  readonly table: number;
  readonly numerator: number;
  readonly denominator: number | null;
}

/** What has to be summed, and where each metric of each side finds it. */
export interface SumPlan {
  readonly tables: readonly SumTable[];
  /** By metric, then by side; null where there is nothing to resample. */
  readonly places: readonly (readonly (SumPlace | null)[])[];
}

/** Sums of a side's metric; `denominator` null where every question has 1. */
export interface SideSums {
  readonly numerator: ColumnSums;
  readonly denominator: ColumnSums | null;
}

/**
 * Which columns have to be summed for metrics: one table for each set of questions that metrics share, in which equal
 * columns (accuracy and mean@k, as a rule) stand once.
 *
 * @param fewest sets of fewer questions are not resampled
 */
export function planSums(metrics: readonly MetricQuestions[], fewest: number): SumPlan {
  const tables: { readonly over: Int32Array; readonly builder: TableBuilder }[] = [];
  const places = metrics.map(({ questions, sides, isRatio }) => {
    if (questions.length < fewest) return sides.map(() => null);
    let table = tables.findIndex(({ over }) => isEqual(over, questions));
    if (table === -1) table = tables.push({ over: questions, builder: new TableBuilder() }) - 1;
    const builder = tables[table]?.builder;
    const place = (side: MetricSide | null): SumPlace | null =>
      side === null || builder === undefined
        ? null
        : {
            table,
            numerator: builder.place(side.sums.numerator),
            denominator: isRatio ? builder.place(side.sums.denominator) : null,
          };
    return sides.map(place);
  });
  return { tables: tables.map(({ builder }) => builder.table()), places };
}

function isEqual(left: ArrayLike<number>, right: ArrayLike<number>): boolean {
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) return false;
  return true;
}

class TableBuilder {
  readonly #columns: Float64Array[] = [];

  /** The number of a column, that of an equal one where there is one. */
  place(column: Float64Array): number {
    const known = this.#columns.findIndex((other) => isEqual(other, column));
    return known === -1 ? this.#columns.push(column) - 1 : known;
  }

  table(): SumTable {
    return { questions: this.#columns[0]?.length ?? 0, columns: this.#columns };
  }
}

/** The sums of each metric and side, out of those of the tables. */
export function placeSums(
  plan: SumPlan,
  sums: readonly (readonly ColumnSums[])[],
): readonly (readonly (SideSums | null)[])[] {
  const sumsAt = (table: number, column: number): ColumnSums => {
    const found = sums[table]?.[column];
    if (found === undefined) throw new RangeError(`no sums of column ${column} of table ${table}`);
    return found;
  };
  return plan.places.map((ofMetric) =>
    ofMetric.map((place) =>
      place === null
        ? null
        : {
            numerator: sumsAt(place.table, place.numerator),
            denominator: place.denominator === null ? null : sumsAt(place.table, place.denominator),
          },
    ),
  );
}
