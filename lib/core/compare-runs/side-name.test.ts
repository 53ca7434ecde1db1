import { describe, expect, test } from 'vitest';

import { formatSideName, parseSideName, parseSideNames } from './side-name';

describe('parseSideName', () => {
  test.each([
    ['12', { kind: 'all' }],
    ['12@last', { kind: 'last' }],
    ['12@10', { kind: 'range', first: 10, last: 10 }],
    ['12@0..20', { kind: 'range', first: 0, last: 20 }],
    ['12@..20', { kind: 'range', first: null, last: 20 }],
    ['12@10..', { kind: 'range', first: 10, last: null }],
  ])('reads %s, and writes it again', (text, steps) => {
    const name = parseSideName(text);
    expect(name).toEqual({ runId: 12, steps });
    expect(name === null ? null : formatSideName(name)).toBe(text);
  });

  test.each([
    '',
    '0',
    '01',
    '12@',
    '12@..',
    '12@20..10',
    '12@1..2..3',
    '12@x',
    '-1',
    '1.5',
    '12@-3',
    '99999999999',
    'a',
  ])('refuses %j', (text) => {
    expect(parseSideName(text)).toBeNull();
  });
});

describe('parseSideNames', () => {
  test('keeps the order', () => {
    expect(parseSideNames('3@last, 1,2')?.map(formatSideName)).toEqual(['3@last', '1', '2']);
  });

  test('takes one run on several sides, but no side twice', () => {
    expect(parseSideNames('3@1,3@2')).toHaveLength(2);
    expect(parseSideNames('3@1,3@1')).toBeNull();
  });

  test('takes ten sides at most, and none for an empty text', () => {
    const names = Array.from({ length: 11 }, (_, at) => String(at + 1));
    expect(parseSideNames(names.slice(1).join(','))).toHaveLength(10);
    expect(parseSideNames(names.join(','))).toBeNull();
    expect(parseSideNames('')).toEqual([]);
    expect(parseSideNames('1,,2')).toBeNull();
  });
});
