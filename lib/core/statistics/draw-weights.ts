import type { RandomGenerator } from './random-generator';

/** Units whose partial sums share a table of 256 entries: one byte says which of them count. */
export const BLOCK = 8;
/** Blocks whose bits share a word. */
export const WORD_BLOCKS = 4;
/** Words of units that are summed together: the tables of their blocks, 16 KB, stay in the fastest cache of a core. */
export const TILE_WORDS = 2;
const TILE = BLOCK * WORD_BLOCKS * TILE_WORDS;

/**
 * Bootstrap weights and random signs of n units in a number of draws, as bits: word `(tile * draws + draw) * 2 + half`
 * holds those of 32 units, the first in its lowest bit. A weight is bit 0 + 2 x bit 1 + 4 x (how often the unit stands in
 * `fours`); weights of four and more are 2 % of all, so a list costs less than a third plane of bits.
 */
export interface DrawnWeights {
  readonly units: number;
  readonly draws: number;
  readonly ones: Uint32Array;
  readonly twos: Uint32Array;
  /** Units of draw d stand in `fours` from `foursStart[d]` to before `foursStart[d + 1]`. */
  readonly foursStart: Int32Array;
  readonly fours: Int32Array;
  /** 1 for a plus. */
  readonly pluses: Uint32Array;
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
  const words = tiles * draws * TILE_WORDS;
  const [ones, twos, pluses] = [new Uint32Array(words), new Uint32Array(words), new Uint32Array(words)];
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
  readonly ones: Uint32Array;
  readonly twos: Uint32Array;
  readonly fours: number[];
}

/** The lowest bits of the four bytes of a word, gathered into four bits: a multiplication moves each to its place. */
function gatherBits(word: number): number {
  return (Math.imul(word & 0x01010101, 0x01020408) >>> 24) & 15;
}

function packCountsInPlace({ draws, ones, twos, fours }: Planes, counts: Uint8Array, draw: number): void {
  const quads = new Uint32Array(counts.buffer);
  for (let word = 0; word < counts.length / (BLOCK * WORD_BLOCKS); word += 1) {
    let one = 0;
    let two = 0;
    for (let block = 0; block < WORD_BLOCKS; block += 1) {
      const at = 2 * (word * WORD_BLOCKS + block);
      const low = quads[at] ?? 0;
      const high = quads[at + 1] ?? 0;
      one |= (gatherBits(low) | (gatherBits(high) << 4)) << (block * BLOCK);
      two |= (gatherBits(low >>> 1) | (gatherBits(high >>> 1) << 4)) << (block * BLOCK);
      if (((low | high) & 0xfcfcfcfc) !== 0) collectFoursInPlace(fours, counts, (at / 2) * BLOCK);
    }
    const place = placeOf(word, draws, draw);
    ones[place] = one;
    twos[place] = two;
  }
}

/** Where a word of a draw stands in its plane. */
function placeOf(word: number, draws: number, draw: number): number {
  return (Math.floor(word / TILE_WORDS) * draws + draw) * TILE_WORDS + (word % TILE_WORDS);
}

function collectFoursInPlace(fours: number[], counts: Uint8Array, first: number): void {
  for (let unit = first; unit < first + BLOCK; unit += 1) {
    for (let left = counts[unit] ?? 0; left >= 4; left -= 4) fours.push(unit);
  }
}

function drawSignsInPlace(
  pluses: Uint32Array,
  generator: RandomGenerator,
  { tiles, draws, draw }: { readonly tiles: number; readonly draws: number; readonly draw: number },
): void {
  for (let word = 0; word < tiles * TILE_WORDS; word += 1) {
    pluses[placeOf(word, draws, draw)] = generator.nextUint32();
  }
}
