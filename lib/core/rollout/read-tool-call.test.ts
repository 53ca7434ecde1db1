import { describe, expect, test } from 'vitest';

import { callText, isAnswerCall, readTaggedCall } from './read-tool-call';

describe('callText', () => {
  test.each([
    ['{"query":"caf\\u00e9 \\"Central\\""}', 'café "Central"'],
    ['{"query":["weyprecht","tegetthoff"]}', '• weyprecht\n• tegetthoff'],
    ['{"url":["a.org"],"goal":"dates","page":2,"full":true}', '• a.org\n• dates\n• 2'],
    ['"plain"', 'plain'],
    ['weyprecht [1872', 'weyprecht [1872'],
    ['2004', '2004'],
    ['{}', '{}'],
    ['', ''],
  ])('%s', (callArguments, expected) => {
    expect(callText(callArguments)).toBe(expected);
  });

  test('stands nesting of any depth', () => {
    expect(callText(`${'['.repeat(50_000)}"deep"${']'.repeat(50_000)}`)).toBe('deep');
  });
});

describe('readTaggedCall', () => {
  test.each([
    ['JSON', '{"name":"visit","arguments":{"url":"a"}}', [{ name: 'visit', arguments: '{"url":"a"}' }]],
    ['arguments as text', '{"name":"visit","arguments":"{\\"url\\":1}"}', [{ name: 'visit', arguments: '{"url":1}' }]],
    ['OpenAI shape', '{"function":{"name":"visit","arguments":"a"}}', [{ name: 'visit', arguments: 'a' }]],
    [
      'a list',
      '[{"name":"a","arguments":{}},{"name":"b","parameters":{"x":1}}]',
      [
        { name: 'a', arguments: '{}' },
        { name: 'b', arguments: '{"x":1}' },
      ],
    ],
    [
      'code behind it (DeepResearch)',
      '\n{"name": "PythonInterpreter", "arguments": {}}\n<code>print(1)</code>\n',
      [{ name: 'PythonInterpreter', arguments: 'print(1)' }],
    ],
    [
      'Qwen coder',
      '<function=search><parameter=query>x</parameter></function>',
      [{ name: 'search', arguments: '<function=search><parameter=query>x</parameter></function>' }],
    ],
    ['cut off', '{"name": "search", "argu', [{ name: 'search', arguments: '{"name": "search", "argu' }]],
    ['anything', 'weyprecht', [{ name: '', arguments: 'weyprecht' }]],
  ])('%s', (_, inside, expected) => {
    expect(readTaggedCall(inside)).toEqual(expected);
  });
});

test.each([
  ['Finish', true],
  ['final_answer', true],
  ['search', false],
  ['answer_questions_about_page', false],
])('isAnswerCall %s', (name, expected) => {
  expect(isAnswerCall(name)).toBe(expected);
});
