import { describe, expect, test } from 'vitest';

import type { RolloutMessage, ToolCall } from './rollout';
import { readTranscript, type ThoughtRule, type Transcript } from './transcript';

const call = (name: string, callArguments: string): ToolCall => ({
  type: 'function',
  function: { name, arguments: callArguments },
});
const assistant = (content: string, extra: Partial<RolloutMessage> = {}): RolloutMessage => ({
  role: 'assistant',
  content,
  ...extra,
});
const user = (content: string): RolloutMessage => ({ role: 'user', content });
const tool = (content: string): RolloutMessage => ({ role: 'tool', content });

const outline = (transcript: Transcript): readonly string[] =>
  transcript.spans.map((span) => `${span.turn} ${span.kind}: ${span.text}`);

const SEARCH = call('search', '{"query":"weyprecht expedition"}');

describe('readTranscript', () => {
  test('reads reasoning, structured calls, tool messages and the last text as the answer', () => {
    const transcript = readTranscript(
      [
        { role: 'system', content: 'You search.' },
        user('Who led it?'),
        assistant('', { reasoning_content: 'Look it up.', tool_calls: [SEARCH] }),
        tool('Karl Weyprecht led it.'),
        assistant('Karl Weyprecht', { reasoning_content: 'Clear.' }),
      ],
      'auto',
    );
    expect(outline(transcript)).toEqual([
      '0 prompt: You search.',
      '0 prompt: Who led it?',
      '1 thought: Look it up.',
      '1 query: weyprecht expedition',
      '1 observation: Karl Weyprecht led it.',
      '2 thought: Clear.',
      '2 answer: Karl Weyprecht',
    ]);
    expect(transcript).toMatchObject({ turns: 2, toolCalls: 1, thoughtSource: 'reasoning_content' });
    expect(transcript.spans[3]?.tool).toEqual({ name: 'search', arguments: '{"query":"weyprecht expedition"}' });
    expect(transcript.spans.map((span) => span.message)).toEqual([0, 1, 2, 2, 3, 4, 4]);
  });

  test('reads DeepResearch: tags, and observations in user messages', () => {
    const transcript = readTranscript(
      [
        user('Who? <tool_response>is prompt</tool_response>'),
        assistant('<think>a</think>\n<tool_call>\n{"name":"search","arguments":{"query":["x","y"]}}\n</tool_call>'),
        user('<tool_response>\nfound\n</tool_response>'),
        user('Answer now.'),
        assistant('<think>b</think><answer>c</answer>'),
      ],
      'auto',
    );
    expect(outline(transcript)).toEqual([
      '0 prompt: Who? <tool_response>is prompt</tool_response>',
      '1 thought: a',
      '1 query: • x\n• y',
      '1 observation: \nfound\n',
      '1 prompt: Answer now.',
      '2 thought: b',
      '2 answer: c',
    ]);
    expect(transcript).toMatchObject({ turns: 2, toolCalls: 1, thoughtSource: 'think_tags' });
  });

  test('a call that hands in the answer is an answer, not a tool call', () => {
    const finish = call('Finish', '{"answer":"2004"}');
    const transcript = readTranscript([assistant('', { reasoning_content: 'So 2004.', tool_calls: [finish] })], 'auto');
    expect(outline(transcript)).toEqual(['1 thought: So 2004.', '1 answer: 2004']);
    expect(transcript.toolCalls).toBe(0);
  });

  describe('without marked thoughts', () => {
    const messages = [
      user('Who?'),
      assistant('I search.', { tool_calls: [SEARCH] }),
      tool('x'),
      assistant('Weyprecht.'),
    ];

    test.each<[ThoughtRule, readonly string[], Transcript['thoughtSource']]>([
      ['auto', ['thought', 'query', 'observation', 'answer'], 'assistant_text'],
      ['assistant_text', ['thought', 'query', 'observation', 'answer'], 'assistant_text'],
      ['marked', ['text', 'query', 'observation', 'answer'], 'none'],
    ])('rule %s', (rule, kinds, thoughtSource) => {
      const transcript = readTranscript(messages, rule);
      expect(transcript.spans.slice(1).map((span) => span.kind)).toEqual(kinds);
      expect(transcript.thoughtSource).toBe(thoughtSource);
    });

    test('and without tools all that the assistant says is its thought', () => {
      const transcript = readTranscript([user('Who?'), assistant('It was Weyprecht.')], 'auto');
      expect(transcript.spans.map((span) => span.kind)).toEqual(['prompt', 'thought']);
    });

    test('a tool-calling model that says nothing before its answer thinks nothing', () => {
      const silent = [user('Who?'), assistant('', { tool_calls: [SEARCH] }), tool('x'), assistant('Weyprecht.')];
      expect(readTranscript(silent, 'auto')).toMatchObject({ thoughtSource: 'none', turns: 2, toolCalls: 1 });
    });
  });

  describe('plain text beside marked thoughts', () => {
    const messages = [
      assistant('<think>a</think>b', { tool_calls: [SEARCH] }),
      tool('x'),
      assistant('<think>c</think>d'),
    ];

    test.each<[ThoughtRule, readonly string[]]>([
      ['auto', ['thought', 'text', 'query', 'observation', 'thought', 'answer']],
      ['marked', ['thought', 'text', 'query', 'observation', 'thought', 'answer']],
      ['assistant_text', ['thought', 'thought', 'query', 'observation', 'thought', 'answer']],
    ])('rule %s', (rule, kinds) => {
      const transcript = readTranscript(messages, rule);
      expect(transcript.spans.map((span) => span.kind)).toEqual(kinds);
      expect(transcript.thoughtSource).toBe('think_tags');
    });
  });

  test('the last text is no answer where an answer is written, a tool is called, or something is observed after it', () => {
    const kinds = (...messages: readonly RolloutMessage[]): readonly string[] =>
      readTranscript(messages, 'marked').spans.map((span) => span.kind);
    expect(kinds(assistant('<answer>a</answer>'), assistant('b'))).toEqual(['answer', 'text']);
    expect(kinds(assistant('b', { tool_calls: [SEARCH] }))).toEqual(['text', 'query']);
    expect(kinds(assistant('b'), tool('c'))).toEqual(['text', 'observation']);
  });

  test('calls written both as structure and as tags count once, and the tags are no thought', () => {
    const content = '<tool_call>{"name":"search","arguments":{"query":"x"}}</tool_call>';
    const transcript = readTranscript([assistant(content, { tool_calls: [SEARCH] })], 'assistant_text');
    expect(transcript.toolCalls).toBe(1);
    expect(transcript.spans.map((span) => span.kind)).toEqual(['text', 'query']);
  });

  test('no messages: no spans', () => {
    expect(readTranscript([], 'auto')).toEqual({ spans: [], turns: 0, toolCalls: 0, thoughtSource: 'none' });
  });

  test('blank reasoning marks no thought, and a blank tool message is no span', () => {
    const transcript = readTranscript([assistant('a', { reasoning_content: ' \n' }), tool('')], 'auto');
    expect(outline(transcript)).toEqual(['1 thought: a']);
  });

  test('a tool message before the first turn is part of the prompt', () => {
    expect(outline(readTranscript([tool('example')], 'auto'))).toEqual(['0 prompt: example']);
  });
});
