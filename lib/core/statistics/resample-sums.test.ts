import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { BLOCK, drawWeights, TILE_WORDS, WORD_BLOCKS, type DrawnWeights } from './draw-weights';
import { packColumns } from './pack-columns';
import { seededGenerator } from './random-generator';
import { sumColumns, sumColumnsInPlace } from './resample-sums';

/** Weight and sign of a unit in a draw, read bit by bit. */
function readUnit(weights: DrawnWeights, draw: number, unit: number): { weight: number; sign: number } {
  const bits = BLOCK * WORD_BLOCKS;
  const word = Math.floor(unit / bits);
  const at = (Math.floor(word / TILE_WORDS) * weights.draws + draw) * TILE_WORDS + (word % TILE_WORDS);
  const bit = (plane: Uint32Array): number => ((plane[at] ?? 0) >>> (unit % bits)) & 1;
  const fours = weights.fours.subarray(weights.foursStart[draw], weights.foursStart[draw + 1]);
  const four = fours.filter((other) => other === unit).length;
  return { weight: bit(weights.ones) + 2 * bit(weights.twos) + 4 * four, sign: 2 * bit(weights.pluses) - 1 };
}

function plainSums(column: Float64Array, weights: DrawnWeights) {
  const draws = Array.from({ length: weights.draws }, (_, draw) =>
    Array.from(column, (value, unit) => ({ value, ...readUnit(weights, draw, unit) })),
  );
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    weighted: draws.map((units) => sum(units.map(({ value, weight }) => value * weight))),
    signed: draws.map((units) => sum(units.map(({ value, sign }) => value * sign))),
  };
}

const VALUES = fc.oneof(
  fc.constantFrom(0, 1),
  fc.integer({ min: 0, max: 8 }).map((eighths) => eighths / 8),
  fc.integer({ min: 0, max: 95 }).map((found) => found / 95),
  fc.integer({ min: 0, max: 400_000 }).map((tokens) => tokens / 8),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
);

describe('drawWeights', () => {
  test.each([1, 5, 8, 63, 64, 65, 200])('%i units are drawn as often as there are', (units) => {
    const weights = drawWeights(units, 50, seededGenerator(units));
    for (let draw = 0; draw < 50; draw += 1) {
      const all = Array.from({ length: units }, (_, unit) => readUnit(weights, draw, unit).weight);
      expect(all.reduce((total, weight) => total + weight, 0)).toBe(units);
    }
  });

  test('weights have the variance of a multinomial, signs that of coins', () => {
    const weights = drawWeights(100, 400, seededGenerator(3));
    let squares = 0;
    let pluses = 0;
    for (let draw = 0; draw < 400; draw += 1) {
      for (let unit = 0; unit < 100; unit += 1) {
        const { weight, sign } = readUnit(weights, draw, unit);
        squares += (weight - 1) ** 2;
        pluses += sign;
      }
    }
    // 40,000 weights of variance 0.99, and as many signs: within four standard errors.
    expect(Math.abs(squares / 40_000 - 0.99)).toBeLessThan(0.035);
    expect(Math.abs(pluses / 40_000)).toBeLessThan(0.02);
  });

  test('refuses no units and no draws', () => {
    expect(() => drawWeights(0, 5, seededGenerator(1))).toThrow(RangeError);
    expect(() => drawWeights(5, 0, seededGenerator(1))).toThrow(RangeError);
  });
});

describe('sumColumns', () => {
  test('is the plain sum, only faster', () => {
    const columns = fc.integer({ min: 1, max: 140 }).chain((units) =>
      fc.array(fc.oneof(...[0, 1, 2, 3, 4].map(() => fc.array(VALUES, { minLength: units, maxLength: units }))), {
        minLength: 1,
        maxLength: 7,
      }),
    );
    fc.assert(
      fc.property(columns, fc.nat(), (lists, seed) => {
        const given = lists.map((list) => Float64Array.from(list));
        const before = structuredClone(given);
        const weights = drawWeights(given[0]?.length ?? 0, 6, seededGenerator(seed));
        const sums = sumColumns(given, weights);
        expect(given).toEqual(before);
        given.forEach((column, at) => {
          const plain = plainSums(column, weights);
          const scale = 1 + column.reduce((total, value) => total + Math.abs(value), 0);
          for (let draw = 0; draw < 6; draw += 1) {
            expect(Math.abs((sums[at]?.weighted[draw] ?? NaN) - (plain.weighted[draw] ?? 0)) / scale).toBeLessThan(
              1e-8,
            );
            expect(Math.abs((sums[at]?.signed[draw] ?? NaN) - (plain.signed[draw] ?? 0)) / scale).toBeLessThan(1e-8);
          }
        });
      }),
      { numRuns: 200 },
    );
  });

  test('packs shares of eight rollouts of 5,000 questions three to a lane, and keeps their sums exact', () => {
    const generator = seededGenerator(4);
    const columns = Array.from({ length: 6 }, () =>
      Float64Array.from({ length: 5000 }, () => (generator.nextUint32() % 9) / 8),
    );
    expect(packColumns(columns).map((lane) => lane.columns.length)).toEqual([3, 3]);
    const weights = drawWeights(5000, 3, seededGenerator(5));
    sumColumns(columns, weights).forEach((sums, at) => {
      const plain = plainSums(columns[at] ?? new Float64Array(), weights);
      expect([...sums.weighted]).toEqual(plain.weighted);
      expect([...sums.signed]).toEqual(plain.signed);
    });
  });

  test('keeps sums exact that fill their room to the last bit', () => {
    // All of 127 units are 1 or 0: sums of 127 = 2^7 - 1, and of 0, side by side seven to a lane.
    const columns = Array.from({ length: 7 }, (_, at) => new Float64Array(127).fill(at % 3 === 0 ? 0 : 1));
    columns[0]?.fill(1);
    expect(packColumns(columns)[0]?.columns.filter(({ room }) => room === 128)).toHaveLength(5);
    const weights = drawWeights(127, 40, seededGenerator(8));
    sumColumns(columns, weights).forEach((sums, at) => {
      const plain = plainSums(columns[at] ?? new Float64Array(), weights);
      expect(new Set(sums.weighted)).toEqual(new Set([columns[at]?.[0] === 1 ? 127 : 0]));
      expect([...sums.signed]).toEqual(plain.signed);
    });
  });

  test('leaves alone what is negative, or no fraction with a small denominator', () => {
    const columns = [
      [-1, 2],
      [Math.PI, 1],
      [0.5, 2 ** 52],
      [0, 0],
    ].map((list) => Float64Array.from(list));
    expect(packColumns(columns).map((lane) => lane.columns.map(({ column }) => column))).toEqual([[0], [1], [2], [3]]);
  });

  test('packs narrow columns beside wide ones, whichever come first', () => {
    // Sums of two units need 20 and 33 bits; in their order the narrow ones would share a lane, and the wide ones not.
    const columns = [2 ** 18, 2 ** 18, 2 ** 31, 2 ** 31].map((value) => Float64Array.of(value, 1));
    const lanes = packColumns(columns).map((lane) => lane.columns.map(({ column }) => column));
    expect(lanes).toEqual([
      [2, 0],
      [3, 1],
    ]);
  });

  test('sums several parts of the draws, one after the other', () => {
    const columns = [Float64Array.from({ length: 150 }, (_, at) => at % 9), new Float64Array(150).fill(Math.E)];
    const parts = [drawWeights(150, 5, seededGenerator(1)), drawWeights(150, 3, seededGenerator(2))];
    const sums = columns.map(() => ({ weighted: new Float64Array(8), signed: new Float64Array(8) }));
    sumColumnsInPlace(sums, columns, parts);
    const alone = parts.map((part) => sumColumns(columns, part));
    for (const [at, { weighted, signed }] of sums.entries()) {
      expect([...weighted]).toEqual(alone.flatMap((part) => [...(part[at]?.weighted ?? [])]));
      expect([...signed]).toEqual(alone.flatMap((part) => [...(part[at]?.signed ?? [])]));
    }
  });

  test('refuses a column of another length, and parts of other units', () => {
    const weights = drawWeights(5, 2, seededGenerator(1));
    expect(() => sumColumns([new Float64Array(4)], weights)).toThrow(RangeError);
    const sums = [{ weighted: new Float64Array(4), signed: new Float64Array(4) }];
    const parts = [weights, drawWeights(6, 2, seededGenerator(1))];
    expect(() => sumColumnsInPlace(sums, [new Float64Array(5)], parts)).toThrow(RangeError);
  });
});
