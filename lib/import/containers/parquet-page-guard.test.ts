import { describe, expect, it } from 'vitest';
import { hasPossibleLevels, hasPossibleRuns, hasPossibleValues, type PageShape } from './parquet-page-guard';

const PLAIN: PageShape = { values: 3, maxRepetition: 0, maxDefinition: 1, encoding: 'PLAIN', isBoolean: false };
/** 2^30 values of one byte: header 2^31 as a varint. */
const ENDLESS = [0x80, 0x80, 0x80, 0x80, 0x08, 1];

/** Levels of version 1: their length in four bytes, then the runs. */
function withLevels(runs: readonly number[], values: readonly number[] = []): Uint8Array {
  return Uint8Array.from([runs.length, 0, 0, 0, ...runs, ...values]);
}

describe('hasPossibleRuns', () => {
  it('takes levels in one run, in several, and bit-packed with padding', () => {
    expect(hasPossibleRuns(withLevels([3 << 1, 1]), PLAIN)).toBe(true);
    expect(hasPossibleRuns(withLevels([1 << 1, 1, 2 << 1, 0]), PLAIN)).toBe(true);
    expect(hasPossibleRuns(withLevels([(1 << 1) | 1, 0b111]), PLAIN)).toBe(true);
  });

  it('refuses a run of more values than the page has, and one of none', () => {
    expect(hasPossibleRuns(withLevels([4 << 1, 1]), PLAIN)).toBe(false);
    expect(hasPossibleRuns(withLevels(ENDLESS), PLAIN)).toBe(false);
    expect(hasPossibleRuns(withLevels([0, 1]), PLAIN)).toBe(false);
    expect(hasPossibleRuns(Uint8Array.from([9]), PLAIN)).toBe(false);
  });

  it('looks at the indices of a dictionary behind the levels', () => {
    const dictionary = { ...PLAIN, encoding: 'RLE_DICTIONARY' };
    expect(hasPossibleRuns(withLevels([3 << 1, 1], [2, 3 << 1, 1]), dictionary)).toBe(true);
    expect(hasPossibleRuns(withLevels([3 << 1, 1], [2, ...ENDLESS]), dictionary)).toBe(false);
    expect(hasPossibleRuns(withLevels([3 << 1, 1], [33, 3 << 1, 1]), dictionary)).toBe(false);
  });
});

it('hasPossibleLevels looks at levels without a length', () => {
  expect(hasPossibleLevels(Uint8Array.from([3 << 1, 1]), 1, 3)).toBe(true);
  expect(hasPossibleLevels(Uint8Array.from(ENDLESS), 1, 3)).toBe(false);
  expect(hasPossibleLevels(Uint8Array.from(ENDLESS), 0, 3)).toBe(true);
});

describe('hasPossibleValues', () => {
  const delta = { ...PLAIN, encoding: 'DELTA_BINARY_PACKED' };
  it.each([
    ['128 in 4', [0x80, 0x01, 4, 3, 0], true],
    ['no miniblocks, which would be read for ever', [0x80, 0x01, 0, 3, 0], false],
    ['a block of 2^28', [0x80, 0x80, 0x80, 0x80, 0x01, 4], false],
  ])('delta blocks: %s', (_, bytes, possible) => {
    expect(hasPossibleValues(Uint8Array.from(bytes), delta)).toBe(possible);
  });

  it('booleans in runs', () => {
    const booleans = { ...PLAIN, encoding: 'RLE', isBoolean: true };
    expect(hasPossibleValues(withLevels([3 << 1, 1]), booleans)).toBe(true);
    expect(hasPossibleValues(withLevels(ENDLESS), booleans)).toBe(false);
  });
});
