import { expect, test } from 'vitest';

import { parseDraft } from './note-draft';

test('reads a draft and nothing else', () => {
  expect(parseDraft('{"text":"a","basedOn":null}')).toEqual({ text: 'a', basedOn: null });
  expect(parseDraft('{"text":"a","basedOn":"2026-01-01T00:00:00.000Z"}')?.basedOn).toBe('2026-01-01T00:00:00.000Z');
  for (const other of [
    null,
    '',
    '{',
    '[]',
    '"a"',
    '{"text":1,"basedOn":null}',
    '{"text":"a"}',
    '{"text":"a","basedOn":3}',
  ]) {
    expect(parseDraft(other)).toBeNull();
  }
});
