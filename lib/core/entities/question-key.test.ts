import { expect, test } from 'vitest';

import { questionKey } from './question-key';

test.each([
  ['Who led the expedition?', 'who led the expedition'],
  ['Question: Who  led\nthe expedition ?', 'who led the expedition'],
  ['question:who led the expedition??', 'who led the expedition'],
  ['Ｗho led the expedition？', 'who led the expedition'],
  [
    'Who led the expedition?You have attempted to answer following question before and failed. The following reflection(s) give a plan.',
    'who led the expedition',
  ],
  [
    'Question: Who led the expedition? You have attempted to answer the following question before.\nReflections: none',
    'who led the expedition',
  ],
  ['Is "what?" a question', 'is "what?" a question'],
  ['Questionable: who?', 'questionable: who'],
  ['?', ''],
  ['', ''],
])('%s', (text, expected) => {
  expect(questionKey(text)).toBe(expected);
});

test('the key of a key is itself', () => {
  const key = questionKey(' Question: QUESTION: Who led it ? ');
  expect(questionKey(key)).toBe(key);
});
