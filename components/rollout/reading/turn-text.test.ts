import { expect, test } from 'vitest';
import { turnText } from './turn-text';

test('a turn as text says what each part is, and where one is cut', () => {
  const span = { mentions: [], span: 0, start: 0, tool: null };
  const text = turnText({
    turn: 3,
    spans: [
      { ...span, kind: 'thought', text: 'A ship.', length: 7 },
      { ...span, kind: 'query', text: 'ship', length: 4, tool: { name: 'search', arguments: '{"query":"ship"}' } },
      { ...span, kind: 'observation', text: 'page', length: 900, start: 100 },
    ],
  });
  expect(text).toBe(
    'Turn 3\n\nThought:\nA ship.\n\nTool call search:\nship\n\nObservation (characters 101 to 104 of 900):\npage\n',
  );
});
