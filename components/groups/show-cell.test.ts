import { expect, test } from 'vitest';

import { scrollToFit } from './show-cell';

test('scrolls no further than it takes, and shows the start of what does not fit', () => {
  const room = { start: 100, end: 500 };
  expect(scrollToFit({ start: 100, end: 500 }, room)).toBe(0);
  expect(scrollToFit({ start: 40, end: 60 }, room)).toBe(-60);
  expect(scrollToFit({ start: 490, end: 520 }, room)).toBe(20);
  expect(scrollToFit({ start: 110, end: 700 }, room)).toBe(10);
  expect(scrollToFit({ start: 90, end: 700 }, room)).toBe(-10);
});
