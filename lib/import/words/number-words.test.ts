import { describe, expect, test } from 'vitest';

import { formatBytes, formatCount, formatPercent, formatQuantity } from '@/components/format/format-number';

import { bytesWords, countWords, percentWords, quantityWords } from './number-words';

describe('number words', () => {
  test('are those of the pages', () => {
    for (const value of [0, 1, 2, 999, 1000, 1001, 99_949, 99_950, 123_456, 10_000_000_000, 2 ** 50]) {
      expect(countWords(value)).toBe(formatCount(value));
      expect(bytesWords(value)).toBe(formatBytes(value));
      expect(quantityWords(value, 'entity', 'entities')).toBe(formatQuantity(value, 'entity', 'entities'));
    }
    for (const fraction of [0, 0.0004, 1 / 3, 1]) expect(percentWords(fraction)).toBe(formatPercent(fraction));
  });

  test('known values', () => {
    expect(bytesWords(1536)).toBe('1.5 kB');
    expect(quantityWords(1, 'rollout')).toBe('1 rollout');
    expect(quantityWords(12_000, 'rollout')).toBe('12,000 rollouts');
  });
});
