import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNestedDeeperThan } from './json-value';
import { MAX_NESTING, parseJson } from './parse-json';
import { readTopLevelKeys } from './top-level-keys';

const parse = (text: string, line = 2) => parseJson(Buffer.from(text), line);

describe('parseJson', () => {
  it.each([
    ['{"a": NaN}', { a: null }],
    ['[Infinity, -Infinity, 1]', [null, null, 1]],
    ['{"NaN": "NaN, Infinity", "b": NaN}', { NaN: 'NaN, Infinity', b: null }],
    [String.raw`{"a": "quote \" NaN \\", "b": [NaN]}`, { a: String.raw`quote " NaN \ `.trimEnd(), b: [null] }],
    ['{"a": 1}\r', { a: 1 }],
    ['"text"', 'text'],
  ])('reads %s', (text, value) => {
    expect(parse(text)).toEqual({ ok: true, value });
  });

  it.each([
    ['{"a": tru', 'line_truncated'],
    ['{"a": "x', 'line_truncated'],
    [String.raw`{"a": "x\u00`, 'line_truncated'],
    [String.raw`{"a": "x\ `.trimEnd(), 'line_truncated'],
    ['{"a": 1', 'line_truncated'],
    ['{"a": 1,\r', 'line_truncated'],
    ['{', 'line_truncated'],
    ['{"a": NaN, "b": [1, ', 'line_truncated'],
    ['{"a": bad, "b": [1, ', 'line_not_json'],
    ['{"a": 1,}', 'line_not_json'],
    ['{"a": 1} x', 'line_not_json'],
    ["{'a': 1}", 'line_not_json'],
    ['nope', 'line_not_json'],
    ['NaNa', 'line_not_json'],
    ['', 'line_not_json'],
  ])('refuses %s as %s', (text, code) => {
    expect(parse(text)).toMatchObject({ ok: false, code });
  });

  it('tells invalid UTF-8 from a character that was cut', () => {
    expect(parseJson(Buffer.from([0x22, 0xe9, 0x22]), 2)).toMatchObject({ code: 'line_invalid_utf8' });
    expect(parseJson(Buffer.from([0x22, 0xf0, 0x9f, 0x9a]), 2)).toMatchObject({ code: 'line_truncated' });
    expect(parseJson(Buffer.from([0x22, 0xff, 0xc3]), 2)).toMatchObject({ code: 'line_invalid_utf8' });
  });

  it('drops a byte order mark on line 1 only', () => {
    expect(parse('\uFEFF{}', 1)).toEqual({ ok: true, value: {} });
    expect(parse('\uFEFF{}', 2)).toMatchObject({ code: 'line_not_json' });
  });

  it('reads 200 levels and no more, however many there are', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(parse(nested(MAX_NESTING)).ok).toBe(true);
    expect(parse(nested(MAX_NESTING + 1))).toMatchObject({ code: 'nesting_too_deep' });
    expect(parse(nested(500_000))).toMatchObject({ code: 'nesting_too_deep' });
    expect(parse('{"a":'.repeat(500_000))).toMatchObject({ code: 'line_truncated' });
  });

  it('keeps a key called __proto__ a plain key', () => {
    const result = parse('{"__proto__": {"polluted": true}, "x": NaN}');
    expect(result.ok && JSON.stringify(result.value)).toBe('{"__proto__":{"polluted":true},"x":null}');
  });

  it('agrees with JSON.parse on everything JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        expect(parse(text)).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });

  it('never throws, and never takes text of a string for a number', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.string(), (bytes, text) => {
        parseJson(bytes, 1);
        const result = parse(`{"a": NaN, "b": ${JSON.stringify(`${text}NaN`)}}`);
        expect(result).toEqual({ ok: true, value: { a: null, b: `${text}NaN` } });
      }),
    );
  });
});

describe('isNestedDeeperThan', () => {
  it.each([
    [1, 0, false],
    [[], 0, true],
    [[], 1, false],
    [[{ a: [] }], 2, true],
    [[{ a: [] }], 3, false],
  ])('%j deeper than %i: %s', (value, limit, expected) => {
    expect(isNestedDeeperThan(value, limit)).toBe(expected);
  });
});

describe('readTopLevelKeys', () => {
  it('finds the keys of any object, whole or cut anywhere', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue()), fc.nat(), (object, cut) => {
        const text = JSON.stringify(object);
        expect([...readTopLevelKeys(text, 0).kinds.keys()]).toEqual(Object.keys(object));
        expect(readTopLevelKeys(text, 0).end).toBe(text.length);
        const keys = [...readTopLevelKeys(text.slice(0, cut % text.length), 0).kinds.keys()];
        expect(Object.keys(object).slice(0, keys.length)).toEqual(keys);
      }),
    );
  });
});
