import { expect, test } from 'vitest';

import { NOTE_LENGTH, readAnnotation } from './reader-annotation';

test('reads what an export writes', () => {
  expect(readAnnotation({ labels: ['zebra', 'information_overload'], note: 'a', outcome: 'correct' })).toEqual({
    labels: ['zebra', 'information_overload'],
    note: 'a',
  });
  expect(readAnnotation({ labels: [], note: null })).toBeNull();
  expect(readAnnotation({ labels: ['zebra'], note: '' })).toEqual({ labels: ['zebra'], note: null });
});

test('leaves out what is none of ours', () => {
  for (const other of [
    undefined,
    null,
    'text',
    [],
    { labels: 'zebra', note: 3 },
    { note: 'x'.repeat(NOTE_LENGTH + 1) },
  ]) {
    expect(readAnnotation(other)).toBeNull();
  }
  expect(readAnnotation({ labels: ['Not one', 'any', 'none', 3, 'ok', 'ok'] })).toEqual({ labels: ['ok'], note: null });
  expect(readAnnotation({ labels: Array.from({ length: 99 }, (_, at) => `l${at}`) })?.labels).toHaveLength(50);
});
