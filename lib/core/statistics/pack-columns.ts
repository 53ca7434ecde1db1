/** Bits of the whole numbers that a double holds exactly. */
const DOUBLE_BITS = 53;
/** Largest common denominator that is looked for: rates of eight rollouts over six entities have 480. */
const LARGEST_DENOMINATOR = 50_000;
/** What rounding leaves of a fraction that was multiplied by its denominator: some units in the last place. */
const WHOLE_WITHIN = 1e-10;
const ROUNDING = 2 ** -50;

/** One column in a lane: its values times `denominator` stand in the lane times `place`. */
interface PackedColumn {
  readonly column: number;
  readonly denominator: number;
  /** A power of two. */
  readonly place: number;
  /** 2 to the number of bits its sums need; Infinity where it has the lane for itself. */
  readonly room: number;
}

/** Several columns in one: a sum of the lane holds the sum of each. */
export interface Lane {
  readonly values: Float64Array;
  readonly columns: readonly PackedColumn[];
}

/**
 * Packs columns of fractions with a small common denominator (shares of eight rollouts are eighths) side by side into
 * the digits of doubles, so that one addition adds several of them. Such sums are exact, which also keeps ties of a
 * permutation test ties. Columns that are no such fractions, or negative, get a lane each, as they are.
 *
 * @param columns of one length n; finite
 * @returns lanes whose sums under weights that are whole numbers adding up to at most n can be taken apart
 */
export function packColumns(columns: readonly Float64Array[]): readonly Lane[] {
  const lanes: Lane[] = [];
  const fractions: { column: number; values: Float64Array; denominator: number; bits: number }[] = [];
  columns.forEach((values, column) => {
    const denominator = commonDenominator(values);
    const bits = denominator === null ? Infinity : bitsOfSum(values, denominator);
    if (denominator === null || bits > DOUBLE_BITS) {
      lanes.push({ values, columns: [{ column, denominator: 1, place: 1, room: Infinity }] });
    } else fractions.push({ column, values, denominator, bits });
  });
  const open: { used: number; columns: (PackedColumn & { readonly values: Float64Array })[] }[] = [];
  // The widest first: the narrow ones then fill what those leave, in fewer lanes than in the order of the columns.
  for (const { column, values, denominator, bits } of fractions.sort((left, right) => right.bits - left.bits)) {
    let lane = open.find(({ used }) => used + bits <= DOUBLE_BITS);
    if (lane === undefined) open.push((lane = { used: 0, columns: [] }));
    lane.columns.push({ column, denominator, place: 2 ** lane.used, room: 2 ** bits, values });
    lane.used += bits;
  }
  for (const { columns: together } of open) lanes.push({ values: joinColumns(together), columns: together });
  return lanes;
}

/** The smallest number by which all values become whole; null where there is none that is small, or one is negative. */
function commonDenominator(values: Float64Array): number | null {
  let denominator = 1;
  for (const value of values) {
    if (value < 0) return null;
    if (isWhole(value * denominator)) continue;
    let factor = 2;
    while (factor * denominator <= LARGEST_DENOMINATOR && !isWhole(value * denominator * factor)) factor += 1;
    denominator *= factor;
    if (denominator > LARGEST_DENOMINATOR) return null;
  }
  return denominator;
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) <= WHOLE_WITHIN + ROUNDING * value;
}

/** Bits of the largest sum that weights adding up to the length can give. */
function bitsOfSum(values: Float64Array, denominator: number): number {
  let largest = 0;
  for (const value of values) if (value > largest) largest = value;
  return Math.ceil(Math.log2(Math.round(largest * denominator) * values.length + 1));
}

function joinColumns(columns: readonly (PackedColumn & { readonly values: Float64Array })[]): Float64Array {
  const joined = new Float64Array(columns[0]?.values.length ?? 0);
  for (const { values, denominator, place } of columns) {
    for (let at = 0; at < joined.length; at += 1) {
      joined[at] = (joined[at] ?? 0) + Math.round((values[at] ?? 0) * denominator) * place;
    }
  }
  return joined;
}

/** The sum of a column in the sum of its lane. */
export function unpackSum(sum: number, { denominator, place, room }: Lane['columns'][number]): number {
  if (room === Infinity) return sum;
  const shifted = Math.floor(sum / place);
  return (shifted - Math.floor(shifted / room) * room) / denominator;
}
