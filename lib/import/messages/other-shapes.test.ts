import { describe, expect, it } from 'vitest';
import { readTranscript } from '@/lib/core/rollout/transcript';
import type { JsonValue } from '@/lib/core/rollout/rollout';
import { messagesFromAsearcherHistory, messagesFromAsearcherMemory } from './asearcher';
import { MAX_BRANCH_MESSAGES, messagesFromGraph } from './message-graph';
import { normaliseMessages } from './normalise-messages';
import { messagesFromShareGpt } from './sharegpt';

const search = (query: string) => ({ name: 'search', arguments: JSON.stringify({ query }) });

describe('messagesFromShareGpt', () => {
  it('reads roles, calls and the system text', () => {
    const conversations = [
      { from: 'human', value: 'Q' },
      { from: 'function_call', value: '<think>hm</think>[{"name":"search","arguments":{"query":"x"}}]' },
      { from: 'observation', value: 'O' },
      { from: 'gpt', value: 'A' },
    ];
    expect(messagesFromShareGpt(conversations, 'S')).toEqual({
      ok: true,
      messages: [
        { role: 'system', content: 'S' },
        { role: 'user', content: 'Q' },
        { role: 'assistant', content: '<think>hm</think>', tool_calls: [{ type: 'function', function: search('x') }] },
        { role: 'tool', content: 'O' },
        { role: 'assistant', content: 'A' },
      ],
    });
  });

  it('leaves calls in tags where they are', () => {
    const value = '<tool_call>{"name":"search","arguments":{}}</tool_call>';
    expect(messagesFromShareGpt([{ from: 'function_call', value }], null)).toEqual({
      ok: true,
      messages: [{ role: 'assistant', content: value }],
    });
  });

  it.each<[JsonValue, string]>([
    [null, 'conversations is null; expected a list of messages'],
    [[3], 'conversations[0] is a number; expected an object'],
    [
      [{ from: 'toString' }],
      'conversations[0].from is "toString"; expected human, gpt, system, function_call or observation',
    ],
  ])('says what is wrong with %j', (conversations, message) => {
    expect(messagesFromShareGpt(conversations, null)).toEqual({ ok: false, message });
  });
});

describe('ASearcher', () => {
  it('reads the memory of a training rollout, a turn for each generation', () => {
    const messages = messagesFromAsearcherMemory([
      {
        type: 'prompt',
        text: '<|im_start|>user\nUse <search> and <access>. Q<|im_end|>\n<|im_start|>assistant\n<think>',
      },
      { type: 'llm_gen', text: 'a</think>\n<search>q</search>', token_ids: [1, 2] },
      { type: 'search_results', text: '\n<information>\no\n</information>\n' },
      { type: 'llm_gen', text: '<think>b</think><access>http://ice.example</access>' },
      { type: 'webpage', text: '<information>p</information>' },
      { type: 'llm_gen', text: '<think>c</think><answer>d</answer>' },
      'noise',
    ]);
    const transcript = readTranscript(messages, 'auto');
    expect(transcript.spans.map(({ turn, kind, text }) => `${turn} ${kind}: ${text}`)).toEqual([
      '0 prompt: Use <search> and <access>. Q',
      '1 thought: a',
      '1 query: q',
      '1 observation: o',
      '2 thought: b',
      '2 query: http://ice.example',
      '2 observation: p',
      '3 thought: c',
      '3 answer: d',
    ]);
    expect(transcript).toMatchObject({ turns: 3, toolCalls: 2 });
  });

  it('reads the history of an evaluation; calls come from the text where they stand there', () => {
    const messages = messagesFromAsearcherHistory('Q', [
      { type: 'llm_response', text: '<search>q</search>', tool_calls: [{ type: 'search', query: 'q' }] },
      { type: 'search_result', query: 'q', documents: ['o1', 'o2'], urls: ['http://a.example', ''] },
      { type: 'llm_response', text: 'I open it.', tool_calls: [{ type: 'access', url: 'http://a.example' }] },
      { type: 'page_access', url: 'http://a.example', page: 'p' },
      { type: 'llm_response', text: 'So.', tool_calls: [{ type: 'answer', answer: 'd' }] },
    ]);
    const transcript = readTranscript(messages, 'auto');
    expect(transcript.spans.map(({ turn, kind, text }) => `${turn} ${kind}: ${text}`)).toEqual([
      '0 prompt: Q',
      '1 query: q',
      '1 observation: http://a.example\no1\n\no2',
      '2 thought: I open it.',
      '2 query: http://a.example',
      '2 observation: http://a.example\np',
      '3 thought: So.',
      '3 answer: d',
    ]);
    expect(transcript).toMatchObject({ turns: 3, toolCalls: 2 });
  });

  it('gives no message for what is no list', () => {
    expect(messagesFromAsearcherMemory({})).toEqual([]);
    expect(messagesFromAsearcherHistory(null, 'x')).toEqual([]);
  });
});

describe('messagesFromGraph', () => {
  const node = (content: string, parent?: number | null) => ({
    ...(parent === undefined ? {} : { parent }),
    message: { role: 'assistant', content },
    token_ids: [1],
  });
  const texts = (nodes: JsonValue) => {
    const result = messagesFromGraph(nodes);
    return result.ok ? result.branches.map((branch) => branch.map(({ content }) => content).join('')) : result.message;
  };

  it('walks from each leaf to its root, the longest way first, of equal ones the later leaf', () => {
    expect(texts([node('a'), node('b', 0), node('c', 1), node('d', 0), node('e', 3), node('x', null)])).toEqual([
      'ade',
      'abc',
      'x',
    ]);
    expect(texts([])).toEqual([]);
  });

  it.each<[JsonValue, string]>([
    [{}, 'nodes is an object; expected a list of nodes'],
    [[node('a', 0)], 'nodes[0].parent is 0; expected the position of an earlier node'],
    [[node('a'), node('b', 5)], 'nodes[1].parent is 5; expected the position of an earlier node'],
    [[{ parent: null }], 'nodes[0].message[0] is null; expected an object'],
  ])('says what is wrong with %j', (nodes, message) => {
    expect(texts(nodes)).toBe(message);
  });

  it('leaves out branches that would repeat a long trunk without end, and says how many', () => {
    const trunk = Array.from({ length: 1000 }, (_, index) => node('t', index === 0 ? null : index - 1));
    const leaves = Array.from({ length: 1000 }, () => node('l', 999));
    const result = messagesFromGraph([...trunk, ...leaves]);
    const kept = Math.floor(MAX_BRANCH_MESSAGES / 1001);
    expect(result).toMatchObject({ ok: true, branchesLeftOut: 1000 - kept });
    expect(result.ok && result.branches.length).toBe(kept);
  });
});

describe('normaliseMessages, shapes of other tools', () => {
  const read = (...messages: readonly JsonValue[]) => {
    const result = normaliseMessages(messages, 'messages');
    return result.ok ? result.messages : result.message;
  };

  it('reads Inspect: reasoning and image parts, calls by name, results and errors of tools', () => {
    const call = { id: 'c', type: 'function', function: 'web_search', arguments: { query: 'x' } };
    expect(
      read(
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Q' },
            { type: 'image', image: 'data:image/png;base64,AA' },
          ],
        },
        {
          role: 'assistant',
          content: [
            { type: 'reasoning', reasoning: 'hm', signature: 's' },
            { type: 'reasoning', reasoning: 'gAAA', redacted: true, summary: 'in short' },
            { type: 'text', text: 'T' },
          ],
          tool_calls: [call],
        },
        {
          role: 'tool',
          content: '',
          tool_call_id: 'c',
          function: 'web_search',
          error: { type: 'timeout', message: 'Too late.' },
        },
      ),
    ).toEqual([
      { role: 'user', content: 'Q\n[image]' },
      {
        role: 'assistant',
        content: 'T',
        reasoning_content: 'hm\nin short',
        tool_calls: [{ id: 'c', type: 'function', function: { name: 'web_search', arguments: '{"query":"x"}' } }],
      },
      { role: 'tool', content: 'Too late.', tool_call_id: 'c', name: 'web_search' },
    ]);
  });

  it("reads Inspect's tool use with its result as a turn of its own", () => {
    const use = {
      type: 'tool_use',
      tool_type: 'web_search',
      id: 'w',
      name: 'web_search',
      arguments: '{"query":"x"}',
      result: 'O',
    };
    expect(
      read({ role: 'assistant', content: [{ type: 'reasoning', reasoning: 'hm' }, use, { type: 'text', text: 'A' }] }),
    ).toEqual([
      {
        role: 'assistant',
        content: '',
        reasoning_content: 'hm',
        tool_calls: [{ id: 'w', type: 'function', function: { name: 'web_search', arguments: '{"query":"x"}' } }],
      },
      { role: 'tool', content: 'O', tool_call_id: 'w' },
      { role: 'assistant', content: 'A' },
    ]);
  });

  it("reads Anthropic's results among the parts of a user, and outputs of CaRR", () => {
    const result = { type: 'tool_result', tool_use_id: 't', content: [{ type: 'text', text: 'O' }] };
    expect(read({ role: 'user', content: [result, { type: 'text', text: 'Go on.' }] })).toEqual([
      { role: 'tool', content: 'O', tool_call_id: 't' },
      { role: 'user', content: 'Go on.' },
    ]);
    const outputs = [
      { session_id: 's', tool_call_id: 'a', output: 'O1' },
      { session_id: 's', tool_call_id: 'b', output: { text: 'O2' } },
    ];
    expect(read({ role: 'tool', content: outputs })).toEqual([
      { role: 'tool', content: 'O1', tool_call_id: 'a' },
      { role: 'tool', content: '{"text":"O2"}', tool_call_id: 'b' },
    ]);
  });

  it('changes nothing in messages it has read before', () => {
    const parts: JsonValue = [
      { type: 'reasoning', reasoning: 'hm' },
      { type: 'tool_use', id: 'w', name: 'search', input: { query: 'x' } },
      { type: 'tool_result', tool_use_id: 'w', content: 'O' },
    ];
    const once = read(
      { role: 'assistant', content: parts },
      { role: 'Function', content: null, error: { message: 'E' } },
    );
    expect(once).toHaveLength(3);
    const again: JsonValue[] = JSON.parse(JSON.stringify(once));
    expect(read(...again)).toEqual(once);
  });

  it('keeps thoughts and calls of a message whose parts are taken apart', () => {
    const parts: JsonValue = [
      { type: 'text', text: 'T' },
      { type: 'web_search_tool_result', tool_use_id: 't', content: 'O' },
    ];
    const messages = read({ role: 'assistant', reasoning_content: 'hm', content: parts, tool_calls: [search('x')] });
    expect(messages).toEqual([
      { role: 'assistant', content: 'T', reasoning_content: 'hm' },
      { role: 'tool', content: 'O', tool_call_id: 't' },
      { role: 'assistant', content: '', tool_calls: [{ type: 'function', function: search('x') }] },
    ]);
  });

  it('reads calls in one JSON string, blank for none, and under other names', () => {
    const calls = [{ type: 'function', function: search('x') }];
    expect(read({ role: 'assistant', content: '', tool_calls: JSON.stringify([search('x')]) })).toMatchObject([
      { tool_calls: calls },
    ]);
    expect(read({ role: 'assistant', content: 'a', tool_calls: '' })).toEqual([{ role: 'assistant', content: 'a' }]);
    expect(
      read({ role: 'assistant', content: '', tool_calls: [{ name: 'search', parameters: { query: 'x' } }] }),
    ).toMatchObject([{ tool_calls: calls }]);
    expect(read({ role: 'assistant', content: '', tool_calls: 'none' })).toBe(
      'messages[0].tool_calls is a string; expected a list',
    );
  });

  it.each<[JsonValue, string | undefined]>([
    [
      {
        reasoning_details: [
          { type: 'reasoning.text', text: 'hm' },
          { type: 'reasoning.encrypted', data: 'x' },
        ],
      },
      'hm',
    ],
    [{ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] }] }, 'hm'],
    [{ content: [{ type: 'text', text: 'hm' }] }, undefined],
  ])('finds the thought in %j', (message, thought) => {
    const [read0] = read(Object.assign({ role: 'Assistant', content: '' }, message));
    expect(read0).toHaveProperty('role', 'assistant');
    expect(typeof read0 === 'object' ? read0.reasoning_content : 'none').toBe(thought);
  });
});
