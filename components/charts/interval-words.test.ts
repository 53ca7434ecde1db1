import { expect, it } from 'vitest';
import { countRangeWords, rateRangeWords } from './interval-words';

it('says which end of a range is left out', () => {
  expect(rateRangeWords({ low: 0, high: 0, lowClosed: true, highClosed: true })).toBe('0%');
  expect(rateRangeWords({ low: 0.2, high: 0.4, lowClosed: false, highClosed: true })).toBe('above 20% to 40%');
  expect(rateRangeWords({ low: 0.8, high: 1, lowClosed: false, highClosed: false })).toBe('above 80% to below 100%');
  expect(rateRangeWords({ low: 1 / 3, high: 1 / 3, lowClosed: true, highClosed: true })).toBe('33.3%');
});

it('says a range of counts', () => {
  expect(countRangeWords({ low: 3, high: 3, lowClosed: true, highClosed: true })).toBe('3');
  expect(countRangeWords({ low: 24, high: 60, lowClosed: true, highClosed: true })).toBe('24 to 60');
});
