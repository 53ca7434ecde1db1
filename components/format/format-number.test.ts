import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDecimal,
  formatPercent,
  formatQuantity,
  formatSigned,
  formatTime,
} from './format-number';

describe('format-number', () => {
  it('makes percent of fractions only here, one decimal', () => {
    expect(formatPercent(0.625)).toBe('62.5%');
    expect(formatPercent(1)).toBe('100.0%');
    expect(formatPercent(0)).toBe('0.0%');
  });

  it('shows an en dash for what is not defined', () => {
    expect([formatPercent(null), formatDecimal(null), formatSigned(null), formatCount(null), formatTime(null)]).toEqual(
      Array.from({ length: 5 }, () => '–'),
    );
  });

  it('writes true minus signs and never a signed zero', () => {
    expect(formatSigned(-0.1234)).toBe('−0.12');
    expect(formatSigned(0.1234)).toBe('+0.12');
    expect(formatSigned(-0.0001)).toBe('0.00');
    expect(formatSigned(0.0001)).toBe('0.00');
    expect(formatDecimal(-0)).toBe('0.00');
  });

  it('separates thousands, also beside a sign', () => {
    expect(formatCount(1234567)).toBe('1,234,567');
    expect(formatSigned(1234.5, 1)).toBe('+1,234.5');
    expect(formatQuantity(1, 'rollout')).toBe('1 rollout');
    expect(formatQuantity(2000, 'entity', 'entities')).toBe('2,000 entities');
  });

  it('picks the unit of bytes', () => {
    expect(formatBytes(999)).toBe('999 B');
    expect(formatBytes(1500)).toBe('1.5 kB');
    expect(formatBytes(314_572_800)).toBe('315 MB');
  });

  it('shows a time as UTC minutes', () => {
    expect(formatTime('2026-03-04T15:06:07.000Z')).toBe('2026-03-04 15:06');
  });
});
