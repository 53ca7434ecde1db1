import fc from 'fast-check';
import { expect, test } from 'vitest';

import { isLabel, labelWord, RESERVED_LABELS } from './label-word';
import { OFFERED_LABELS } from './offered-labels';

test('makes a word of what somebody types', () => {
  expect(labelWord(' Gave up: café, early ')).toBe('gave_up_cafe_early');
  expect(labelWord('<script>alert(1)</script>')).toBe('script_alert_1_script');
  expect(labelWord('—')).toBe('');
  expect(labelWord('x'.repeat(99))).toHaveLength(40);
});

test('every word it makes is a label, and stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const word = labelWord(text);
      return word === '' || RESERVED_LABELS.includes(word) || (isLabel(word) && labelWord(word) === word);
    }),
  );
  for (const { label } of OFFERED_LABELS) expect(labelWord(label)).toBe(label);
});

test('words that a filter keeps for itself are no labels', () => {
  expect(['any', 'none', labelWord(' Any! '), 'anyone', 'none_left', 'Any', ''].map(isLabel)).toEqual([
    false,
    false,
    false,
    true,
    true,
    false,
    false,
  ]);
});
