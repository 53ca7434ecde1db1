import { describe, expect, test } from 'vitest';

import { wellFormedJson, wellFormedText } from './well-formed';

describe('wellFormedText', () => {
  test('leaves a text PostgreSQL can hold alone', () => {
    expect(wellFormedText('Ørsted 𝄞 "x"\n')).toBe('Ørsted 𝄞 "x"\n');
  });

  test('replaces NUL characters and lone surrogates', () => {
    expect(wellFormedText('a\0b\ud800c')).toBe('a\ufffdb\ufffdc');
  });
});

describe('wellFormedJson', () => {
  test('replaces the escapes jsonb refuses, in values and keys', () => {
    const json = JSON.stringify({ 'k\0': 'a\0b', lone: 'x\udc00y' });
    expect(JSON.parse(wellFormedJson(json))).toEqual({ 'k\ufffd': 'a\ufffdb', lone: 'x\ufffdy' });
  });

  test('leaves an escaped backslash before such letters alone', () => {
    const json = JSON.stringify({ path: 'C:\\u0000', other: '\\\\ud800' });
    expect(wellFormedJson(json)).toBe(json);
  });

  test('leaves other escapes alone', () => {
    const json = '{"a":"\\u001f\\u00e9"}';
    expect(wellFormedJson(json)).toBe(json);
  });
});
