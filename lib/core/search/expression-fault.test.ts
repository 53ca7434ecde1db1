import { expect, test } from 'vitest';

import { findExpressionFault } from './expression-fault';

test.each([
  ['a(b', 1],
  ['(a)(b', 3],
  ['a)b', 1],
  ['[a-', 0],
  ['([)]', 0],
  [String.raw`\(a)`, 3],
  ['a\\', 1],
  ['a]', 1],
  ['a{', 1],
  [String.raw`\p{L}{2,3}\u{1F600}(?<name>x)\k<name>[\]({]`, null],
  ['a**', null],
  ['', null],
])('%s is at fault at %s', (source, position) => {
  expect(findExpressionFault(source)).toBe(position);
});
