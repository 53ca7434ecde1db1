import fc from 'fast-check';
import { expect, test } from 'vitest';

import { decodeRolloutBody, encodeRolloutBody, type RolloutBody } from './rollout-body';

const text = fc.string({ unit: 'grapheme' });
const call = fc.record(
  { id: text, type: fc.constant('function' as const), function: fc.record({ name: text, arguments: text }) },
  { requiredKeys: ['type', 'function'] },
);
const message = fc.record(
  {
    role: fc.constantFrom('system', 'user', 'assistant', 'tool'),
    content: text,
    reasoning_content: text,
    tool_calls: fc.array(call),
    tool_call_id: text,
    name: text,
  },
  { requiredKeys: ['role', 'content'] },
);
const body = fc.record({ messages: fc.array(message), rawText: fc.option(text) }, { noNullPrototype: true });

test('any body comes back as it was', () => {
  fc.assert(
    fc.property(body, (given) => {
      expect(decodeRolloutBody(encodeRolloutBody(given))).toEqual(given);
    }),
  );
});

test('texts larger than the buffer come back as they were', () => {
  const given: RolloutBody = {
    messages: [
      { role: 'user', content: 'é”x'.repeat(700_000) },
      { role: 'tool', content: 'b'.repeat(3_000_000) },
    ],
    rawText: 'raw',
  };
  expect(decodeRolloutBody(encodeRolloutBody(given))).toEqual(given);
});

test('a lone surrogate becomes the replacement character', () => {
  const given: RolloutBody = { messages: [{ role: 'user', content: 'a\ud800b' }], rawText: null };
  expect(decodeRolloutBody(encodeRolloutBody(given)).messages[0]?.content).toBe('a\ufffdb');
});
