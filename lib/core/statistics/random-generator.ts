/**
 * A seeded source of random integers. Every function of the core that draws takes one, so results repeat.
 */
export interface RandomGenerator {
  /** Next integer in [0, 2^32). */
  nextUint32(): number;
  /** Draws as many positions of `counts` as it has, uniformly and with replacement, and sets how often each came. */
  countDrawsInPlace(counts: Int32Array | Uint8Array): void;
}

/**
 * xoshiro128** 1.1: 128 bits of state, period 2^128 - 1.
 *
 * Source: D. Blackman and S. Vigna, https://prng.di.unimi.it/xoshiro128starstar.c (public domain).
 * A position among k is floor(u / 2^32 * k); probabilities differ by at most k / 2^32 of each, 6e-6 at k = 25,000.
 */
export class Xoshiro128 implements RandomGenerator {
  private readonly state: Int32Array;

  /** @param state four 32-bit words, not all zero. @throws RangeError otherwise. */
  constructor(state: readonly [number, number, number, number]) {
    this.state = Int32Array.from(state);
    if (this.state.every((word) => word === 0)) throw new RangeError('xoshiro128** state must not be all zero');
  }

  nextUint32(): number {
    const state = this.state;
    const s0 = state[0] ?? 0;
    const s1 = state[1] ?? 0;
    const s2 = (state[2] ?? 0) ^ s0;
    const s3 = (state[3] ?? 0) ^ s1;
    state[0] = s0 ^ s3;
    state[1] = s1 ^ s2;
    state[2] = s2 ^ (s1 << 9);
    state[3] = rotateLeft(s3, 11);
    return Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
  }

  countDrawsInPlace(counts: Int32Array | Uint8Array): void {
    counts.fill(0);
    const scale = counts.length / 2 ** 32;
    // The state lives in locals here: a bootstrap draws tens of millions of integers.
    let [s0 = 0, s1 = 0, s2 = 0, s3 = 0] = this.state;
    for (let i = 0; i < counts.length; i++) {
      const multiplied = Math.imul(s1, 5);
      const word = Math.imul((multiplied << 7) | (multiplied >>> 25), 9) >>> 0;
      const drawn = (word * scale) | 0;
      counts[drawn] = (counts[drawn] ?? 0) + 1;
      const shifted = s1 << 9;
      s2 ^= s0;
      s3 ^= s1;
      s1 ^= s2;
      s0 ^= s3;
      s2 ^= shifted;
      s3 = (s3 << 11) | (s3 >>> 21);
    }
    this.state.set([s0, s1, s2, s3]);
  }
}

/**
 * A generator from one number. The four words of state come from SplitMix-style mixing (MurmurHash3's 32-bit
 * finaliser over a Weyl sequence), as the authors of xoshiro advise, so near seeds give unrelated sequences.
 *
 * @param seed integer; only its low 32 bits count
 */
export function seededGenerator(seed: number): RandomGenerator {
  let weyl = seed | 0;
  const nextWord = (): number => {
    weyl = (weyl + 0x9e3779b9) | 0;
    let word = weyl;
    word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
    return word ^ (word >>> 16);
  };
  return new Xoshiro128([nextWord(), nextWord(), nextWord(), nextWord()]);
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
