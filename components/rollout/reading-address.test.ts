import { expect, test } from 'vitest';
import { readSameWay } from './reading-address';

test('record, raw texts and what is looked for stay; a list and definitions of the page that is left do not', () => {
  expect(readSameWay('/runs/1/rollouts/2?alpha=0.1', '?view=raw&raw=true&find=a%26b&case=true&at=3&alpha=0.5')).toBe(
    '/runs/1/rollouts/2?alpha=0.1&view=raw&raw=true&find=a%26b&case=true',
  );
});

test('an address that says nothing of reading changes nothing', () => {
  expect(readSameWay('/runs/1/rollouts/2', '')).toBe('/runs/1/rollouts/2');
  expect(readSameWay('/runs/1/rollouts/2?filter=step+%3D+1&at=0', '?find=')).toBe(
    '/runs/1/rollouts/2?filter=step+%3D+1&at=0',
  );
});
