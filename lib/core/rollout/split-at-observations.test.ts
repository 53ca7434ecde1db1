import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { splitAssistantText, splitAtObservations, type TextPiece } from './tagged-text';

type Outlined = { readonly kind: string; readonly text: string };

const cut = (text: string): readonly string[] =>
  splitAtObservations(text).map(({ kind, text: inside }) => `${kind} ${inside}`);

describe('splitAtObservations', () => {
  test.each<[string, string, readonly string[]]>([
    ['nothing', ' \n', []],
    ['no tag', ' a ', ['assistant a']],
    [
      'Search-R1',
      '<think>a</think><search>q</search>\n\n<information>o</information>\n\n<answer>c</answer>',
      ['assistant <think>a</think><search>q</search>', 'observation o', 'assistant <answer>c</answer>'],
    ],
    [
      'Search-o1: the thought goes on behind the observation',
      '<think>a<|begin_search_query|>q<|end_search_query|><|begin_search_result|>o<|end_search_result|>b</think>c',
      [
        'assistant <think>a<|begin_search_query|>q<|end_search_query|></think>',
        'observation o',
        'assistant <think>b</think>c',
      ],
    ],
    [
      'a thought that is never closed',
      '<think>a<search>q</search><information>o</information>b',
      ['assistant <think>a<search>q</search>', 'observation o', 'assistant <think>b'],
    ],
    ['two observations in a row', '<result>1</result> <result>2</result>', ['observation 1', 'observation 2']],
    [
      'an observation that is cut off',
      '<search>q</search><information>o',
      ['assistant <search>q</search>', 'observation o'],
    ],
    [
      'a mention in a closed thought',
      '<think>an <information> tag</think>',
      ['assistant <think>an <information> tag</think>'],
    ],
  ])('%s', (_, text, expected) => {
    expect(cut(text)).toEqual(expected);
  });

  test('a search is never closed behind an observation, a tool call may quote one', () => {
    const kinds = (text: string): readonly string[] =>
      splitAssistantText(text).map(({ kind, text: inside }) => `${kind}:${inside}`);
    expect(kinds('<search>q<information>o</information></search>')).toEqual([
      'query:q',
      'observation:o',
      'plain:</search>',
    ]);
    expect(kinds('<tool_call>"<result>x</result>"</tool_call>')).toEqual(['query:"<result>x</result>"']);
    expect(kinds('<tool_call>{}<tool_response>o</tool_response></tool_call>')).toEqual([
      'query:{}',
      'observation:o',
      'plain:</tool_call>',
    ]);
  });

  const words = fc.array(fc.constantFrom('Weyprecht', 'ship', 'of', 'ice', '\n'), { minLength: 1, maxLength: 4 });
  const text = words.map((list) => `w${list.join(' ')}`);
  const turn = fc.oneof(
    fc
      .tuple(text, text, text)
      .map(([a, q, o]) => `<think>${a}</think><search>${q}</search><information>${o}</information>`),
    fc
      .tuple(text, text, text)
      .map(([a, q, o]) => `<think>${a}<search>${q}</search><information>${o}</information>b</think>`),
    fc.tuple(text, text).map(([q, o]) => `<tool_call>${q}</tool_call>\n<tool_response>${o}</tool_response>`),
  );

  test('pieces read by themselves as they read in the whole, where tags are well formed', () => {
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 6 }), text, (turns, answer) => {
        const whole = `${turns.join('')}<answer>${answer}</answer>`;
        const segments = (piece: TextPiece): readonly Outlined[] =>
          piece.kind === 'assistant' ? splitAssistantText(piece.text) : [piece];
        const apart = splitAtObservations(whole).flatMap(segments);
        const outline = (read: readonly Outlined[]): readonly string[] =>
          read.map((segment) => `${segment.kind}:${segment.text.trim()}`);
        expect(outline(apart)).toEqual(outline(splitAssistantText(whole)));
      }),
      { numRuns: 500 },
    );
  });
});
