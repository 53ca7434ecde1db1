import { expect, it } from 'vitest';
import { lastBoxedAnswer } from './boxed-answer';

it.each([
  ['so \\boxed{\\text{Lake Thun}}.', 'Lake Thun'],
  ['\\boxed{a} and \\boxed{x_{1}^{2}}', 'x_{1}^{2}'],
  ['\\boxed{ }', null],
  ['\\boxed{never ends', null],
  ['no box', null],
  [`\\boxed{${'{'.repeat(30_000)}`, null],
])('%s', (text, answer) => {
  expect(lastBoxedAnswer(text)).toBe(answer);
});
