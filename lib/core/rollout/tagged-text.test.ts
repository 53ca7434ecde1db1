import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { splitAssistantText, splitObservationText } from './tagged-text';

const split = (text: string): readonly string[] =>
  splitAssistantText(text).map((segment) => `${segment.kind}:${segment.text}`);

describe('splitAssistantText', () => {
  test.each([
    ['Hermes', '<think>a</think>\n<tool_call>{}</tool_call>', ['thought:a', 'query:{}']],
    [
      'Search-R1 in one piece',
      '<think>a</think><search>q</search><information>o</information><think>b</think><answer>c</answer>',
      ['thought:a', 'query:q', 'observation:o', 'thought:b', 'answer:c'],
    ],
    [
      'Search-o1, which searches while it thinks',
      '<think>a<|begin_search_query|>q<|end_search_query|><|begin_search_result|>o<|end_search_result|>b</think>c',
      ['thought:a', 'query:q', 'observation:o', 'thought:b', 'plain:c'],
    ],
    ['capital letters', '<Think>a</THINK>b', ['thought:a', 'plain:b']],
    ['no tag', 'a', ['plain:a']],
    ['an empty answer', '<answer></answer>', ['answer:']],
    ['an empty thought', '<think>\n\n</think>b', ['plain:b']],
    ['nothing', ' \n', []],
  ])('%s', (_, text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  test.each([
    ['a thought without an opener', 'a</think><answer>b</answer>', ['thought:a', 'answer:b']],
    [
      'a search inside a thought without an opener',
      'a<search>q</search>b</think>c',
      ['thought:a', 'query:q', 'thought:b', 'plain:c'],
    ],
    ['a second thought without an opener', '<think>a</think>b</think>c', ['thought:a', 'thought:b', 'plain:c']],
    ['a thought that is cut off', '<think>a', ['thought:a']],
    [
      'a thought that is never closed before an answer',
      '<think>a<answer>b</answer>c',
      ['thought:a', 'answer:b', 'plain:c'],
    ],
    ['a query that is cut off', '<think>a</think><search>q', ['thought:a', 'query:q']],
    [
      'a query whose closer the stop string ate',
      '<search>q<information>o</information><think>b</think>',
      ['query:q', 'observation:o', 'thought:b'],
    ],
    [
      'a thought that talks about the format',
      '<think>I write <answer>x</answer> or <search> now</think><answer>b</answer>',
      ['thought:I write <answer>x</answer> or <search> now', 'answer:b'],
    ],
    ['an opener mentioned before the answer', '<answer> tags: <answer>b</answer>', ['answer: tags: ', 'answer:b']],
    ['a stray closer', 'a</answer>b', ['plain:a</answer>b']],
    [
      'tags inside an observation',
      '<information><think>x</think><answer>y</answer></information><answer>b</answer>',
      ['observation:<think>x</think><answer>y</answer>', 'answer:b'],
    ],
  ])('broken: %s', (_, text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  test('keeps every character but tags and white space, in order', () => {
    const tag = /<\/?(?:think|search|information|answer|tool_call)>/g;
    const piece = fc.constantFrom(
      '<think>',
      '</think>',
      '<search>',
      '</search>',
      '<information>',
      '</information>',
      '<answer>',
      '</answer>',
      '<tool_call>',
      '</tool_call>',
      'Weyprecht',
      ' ',
      '<',
      '\n',
      '</b>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const visible = (part: string): string => part.replace(tag, '').replace(/\s+/g, '');
        const kept = splitAssistantText(text).map((segment) => segment.text);
        expect(visible(kept.join(''))).toBe(visible(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('takes time in proportion to a text of nothing but openers', () => {
    expect(splitAssistantText('<search>'.repeat(100_000))).toHaveLength(100_000);
  });
});

describe('splitObservationText', () => {
  test('reads observation tags only', () => {
    const text = 'Turn 2.<tool_response>a <think>b</think></tool_response>\n<tool_response>c</tool_response>';
    expect(splitObservationText(text)).toEqual([
      { kind: 'plain', tag: null, text: 'Turn 2.' },
      { kind: 'observation', tag: 'tool_response', text: 'a <think>b</think>' },
      { kind: 'observation', tag: 'tool_response', text: 'c' },
    ]);
  });
});
