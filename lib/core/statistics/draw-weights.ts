import type { RandomGenerator } from './random-generator';

/** Units whose partial sums share a table of 256 entries: one byte says which of them count. */
export const BLOCK = 8;
/** Blocks that are summed together: their tables, 16 KB, stay in the fastest cache of a core. */
export const TILE_BLOCKS = 8;
const TILE = BLOCK * TILE_BLOCKS;

/**
 * Bootstrap weights and random signs of n units in a number of draws, as bits: byte `(tile * draws + draw) * 8 + block`
 * holds those of eight units. A weight is bit 0 + 2 x bit 1 + 4 x (how often the unit stands in `fours`); weights of four
 * and more are 2 % of all, so a list costs less than a third plane of bits.
 */
export interface DrawnWeights {
  readonly units: number;
  readonly draws: number;
  readonly ones: Uint8Array;
  readonly twos: Uint8Array;
  /** Units of draw d stand in `fours` from `foursStart[d]` to before `foursStart[d + 1]`. */
  readonly foursStart: Int32Array;
  readonly fours: Int32Array;
  /** 1 for a plus. */
  readonly pluses: Uint8Array;
}

export function tilesOf(units: number): number {
  return Math.ceil(units / TILE);
}

/**
 * Draws weights of a bootstrap (`units` draws with replacement: the weights of a draw add up to that) and independent
 * fair signs.
 *
 * @param units integer >= 1
 * @param draws how many of each, integer >= 1
 * @throws RangeError otherwise
 */
export function drawWeights(units: number, draws: number, generator: RandomGenerator): DrawnWeights {
  if (!Number.isInteger(units) || units < 1) throw new RangeError(`${units} units`);
  if (!Number.isInteger(draws) || draws < 1) throw new RangeError(`${draws} draws`);
  const tiles = tilesOf(units);
  const bytes = tiles * draws * TILE_BLOCKS;
  const [ones, twos, pluses] = [new Uint8Array(bytes), new Uint8Array(bytes), new Uint8Array(bytes)];
  const foursStart = new Int32Array(draws + 1);
  const fours: number[] = [];
  // One byte a count: a unit that is drawn more than 255 times of `units` is beyond what can happen.
  const counts = new Uint8Array(tiles * TILE);
  const drawn = counts.subarray(0, units);
  const planes = { draws, ones, twos, fours };
  for (let draw = 0; draw < draws; draw += 1) {
    generator.countDrawsInPlace(drawn);
    packCountsInPlace(planes, counts, draw);
    foursStart[draw + 1] = fours.length;
    drawSignsInPlace(pluses, generator, { tiles, draws, draw });
  }
  return { units, draws, ones, twos, foursStart, fours: Int32Array.from(fours), pluses };
}

interface Planes {
  readonly draws: number;
  readonly ones: Uint8Array;
  readonly twos: Uint8Array;
  readonly fours: number[];
}

/** The lowest bits of the four bytes of a word, gathered into four bits: a multiplication moves each to its place. */
function gatherBits(word: number): number {
  return (Math.imul(word & 0x01010101, 0x01020408) >>> 24) & 15;
}

function packCountsInPlace({ draws, ones, twos, fours }: Planes, counts: Uint8Array, draw: number): void {
  const words = new Uint32Array(counts.buffer);
  for (let block = 0; 2 * block < words.length; block += 1) {
    const low = words[2 * block] ?? 0;
    const high = words[2 * block + 1] ?? 0;
    const at = ((block >> 3) * draws + draw) * TILE_BLOCKS + (block & 7);
    ones[at] = gatherBits(low) | (gatherBits(high) << 4);
    twos[at] = gatherBits(low >>> 1) | (gatherBits(high >>> 1) << 4);
    if (((low | high) & 0xfcfcfcfc) !== 0) collectFoursInPlace(fours, counts, block * BLOCK);
  }
}

function collectFoursInPlace(fours: number[], counts: Uint8Array, first: number): void {
  for (let unit = first; unit < first + BLOCK; unit += 1) {
    for (let left = counts[unit] ?? 0; left >= 4; left -= 4) fours.push(unit);
  }
}

function drawSignsInPlace(
  pluses: Uint8Array,
  generator: RandomGenerator,
  { tiles, draws, draw }: { readonly tiles: number; readonly draws: number; readonly draw: number },
): void {
  for (let tile = 0; tile < tiles; tile += 1) {
    const at = (tile * draws + draw) * TILE_BLOCKS;
    for (let block = 0; block < TILE_BLOCKS; block += 4) {
      const bits = generator.nextUint32();
      pluses[at + block] = bits & 255;
      pluses[at + block + 1] = (bits >>> 8) & 255;
      pluses[at + block + 2] = (bits >>> 16) & 255;
      pluses[at + block + 3] = bits >>> 24;
    }
  }
}
