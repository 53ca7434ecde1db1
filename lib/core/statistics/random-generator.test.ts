import { describe, expect, test } from 'vitest';

import { seededGenerator, Xoshiro128 } from './random-generator';

describe('Xoshiro128', () => {
  test('gives the words of the reference implementation', () => {
    // https://prng.di.unimi.it/xoshiro128starstar.c compiled with gcc, s = {1, 2, 3, 4}, ten calls of next()
    const reference = [
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ];
    const generator = new Xoshiro128([1, 2, 3, 4]);
    expect(reference.map(() => generator.nextUint32())).toEqual(reference);
  });

  test('counts the draws that its words stand for, and goes on from there', () => {
    const words = new Xoshiro128([1, 2, 3, 4]);
    const expected = new Int32Array(7);
    for (let i = 0; i < 7; i++) {
      const drawn = Math.floor((words.nextUint32() / 2 ** 32) * 7);
      expected[drawn] = (expected[drawn] ?? 0) + 1;
    }
    const generator = new Xoshiro128([1, 2, 3, 4]);
    const counts = new Int32Array(7).fill(99);
    generator.countDrawsInPlace(counts);
    expect(counts).toEqual(expected);
    expect(generator.nextUint32()).toBe(words.nextUint32());
  });

  test('refuses the state it could never leave', () => {
    expect(() => new Xoshiro128([0, 0, 0, 0])).toThrow(RangeError);
  });
});

describe('seededGenerator', () => {
  test('repeats for one seed and differs for the next', () => {
    const words = (seed: number): number[] => {
      const generator = seededGenerator(seed);
      return Array.from({ length: 4 }, () => generator.nextUint32());
    };
    expect(words(5)).toEqual(words(5));
    expect(words(5)).not.toEqual(words(6));
    expect(new Set([...words(0), ...words(1)]).size).toBe(8);
  });

  test('draws evenly: chi-square over 100 positions', () => {
    const generator = seededGenerator(1);
    const total = new Int32Array(100);
    const counts = new Int32Array(100);
    for (let round = 0; round < 1000; round++) {
      generator.countDrawsInPlace(counts);
      counts.forEach((count, at) => {
        total[at] = (total[at] ?? 0) + count;
      });
    }
    const chiSquare = total.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // SciPy 1.17.1: scipy.stats.chi2.ppf([0.0005, 0.9995], 99) is [59.13, 151.93]
    expect(chiSquare).toBeGreaterThan(59);
    expect(chiSquare).toBeLessThan(152);
  });
});
