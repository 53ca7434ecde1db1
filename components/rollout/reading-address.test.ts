import { expect, test } from 'vitest';
import { hitInText, hitText, readSameWay, turnHref } from './reading-address';

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

test('the address of a turn says it to the server and to the browser, once', () => {
  expect(turnHref('/runs/1/rollouts/2', 9)).toBe('/runs/1/rollouts/2?turn=9#turn-9');
  expect(turnHref('/runs/1/rollouts/2?turn=3&find=a%26b', 9)).toBe('/runs/1/rollouts/2?find=a%26b&turn=9#turn-9');
  expect(turnHref('/runs/1/rollouts/2?', 0)).toBe('/runs/1/rollouts/2?turn=0#turn-0');
});

test('an address names a hit by its span and offset, and nothing else is one', () => {
  for (const hit of [
    { span: 0, start: 0 },
    { span: 31, start: 120_000 },
  ]) {
    expect(hitInText(hitText(hit))).toEqual(hit);
  }
  for (const text of ['', '3', '3.', '-1.2', '1.2.3', 'a.b', '1e3.2']) expect(hitInText(text), text).toBeNull();
});
