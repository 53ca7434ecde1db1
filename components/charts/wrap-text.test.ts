import { expect, test } from 'vitest';
import { wrapText } from './wrap-text';

test('breaks between words, no line wider than the room, nothing lost', () => {
  const text = 'Share of correct rollouts at each step, errors counted as not correct; bands are 95% intervals.';
  const lines = wrapText(text, 200, 5);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.every((line) => line.length <= 40)).toBe(true);
  expect(lines.join(' ')).toBe(text);
});

test('a word longer than a line is cut, and no text has no line', () => {
  expect(wrapText('ab abcdefgh', 20, 5)).toEqual(['ab', 'abcd', 'efgh']);
  expect(wrapText('', 20, 5)).toEqual([]);
});
