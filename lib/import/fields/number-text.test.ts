import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FieldReader } from './field-reader';
import { booleanFromText, numberFromText } from './number-text';

describe('numbers and verdicts written as text', () => {
  test.each([
    ['1', 1],
    ['-0.5', -0.5],
    ['.5', 0.5],
    ['5.', 5],
    [' 1e-3 ', 0.001],
    ['+2', 2],
  ])('%j is a number', (text, number) => {
    expect(numberFromText(text)).toBe(number);
  });

  test.each(['', ' ', 'high', '1,5', '0x10', '1_000', 'Infinity', 'nan', '1e9999', '12 of 100', '1'.repeat(60)])(
    '%j is none',
    (text) => {
      expect(numberFromText(text)).toBeNull();
    },
  );

  test('what JavaScript writes of a number is that number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(numberFromText(String(number))).toBe(number === 0 ? 0 : number);
      }),
    );
  });

  test('Python and JSON write booleans', () => {
    expect([booleanFromText('True'), booleanFromText('false'), booleanFromText('yes')]).toEqual([true, false, null]);
  });

  test('fields hold them, and words are still of the wrong type', () => {
    const fields = new FieldReader({
      reward: '0.5',
      step: '7',
      ok: 'True',
      score: 'high',
      trial: '1.5',
      done: 'maybe',
    });
    expect([fields.finiteNumber('reward'), fields.count('step'), fields.boolean('ok')]).toEqual([0.5, 7, true]);
    expect([fields.finiteNumber('score'), fields.count('trial'), fields.boolean('done')]).toEqual([null, null, null]);
    expect(fields.problems.map(({ message }) => message)).toEqual([
      'score is a string; expected a number',
      'trial is a string; expected a whole number from 0',
      'done is a string; expected true or false',
    ]);
  });
});
