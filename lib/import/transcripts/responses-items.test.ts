import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '@/lib/core/rollout/rollout';
import { messagesFromResponses } from './responses-items';

describe('messagesFromResponses', () => {
  const call = (id: string, query: string) => ({
    type: 'function_call',
    call_id: id,
    name: 'search',
    arguments: JSON.stringify({ query }),
  });
  const structured = (id: string, query: string) => ({
    id,
    type: 'function',
    function: { name: 'search', arguments: JSON.stringify({ query }) },
  });

  it('reads a loop of NeMo Gym: reasoning, text and calls are one turn', () => {
    const output: JsonValue = [
      { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Look.' }], encrypted_content: 'x' },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'I search.', annotations: [] }] },
      call('a', 'Payer'),
      call('b', 'Weyprecht'),
      { type: 'function_call_output', call_id: 'a', output: 'A painter.' },
      { type: 'function_call_output', call_id: 'b', output: [{ type: 'input_text', text: 'A sailor.' }] },
      {
        type: 'reasoning',
        content: [{ type: 'reasoning_text', text: 'Him.' }],
        summary: [{ type: 'summary_text', text: 's' }],
      },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Weyprecht' }] },
    ];
    expect(
      messagesFromResponses(
        [
          { role: 'developer', content: 'S' },
          { role: 'user', content: 'Q' },
        ],
        output,
      ),
    ).toEqual([
      { role: 'system', content: 'S' },
      { role: 'user', content: 'Q' },
      {
        role: 'assistant',
        content: 'I search.',
        reasoning_content: 'Look.',
        tool_calls: [structured('a', 'Payer'), structured('b', 'Weyprecht')],
      },
      { role: 'tool', content: 'A painter.', tool_call_id: 'a' },
      { role: 'tool', content: 'A sailor.', tool_call_id: 'b' },
      { role: 'assistant', content: 'Weyprecht', reasoning_content: 'Him.' },
    ]);
  });

  it('begins a turn at reasoning or text behind a call, and at a second text', () => {
    const text = (words: string) => ({ type: 'message', role: 'assistant', content: words });
    const thought = { type: 'reasoning', summary: [{ type: 'summary_text', text: 'hm' }] };
    const turns = (...items: readonly (ReturnType<typeof text> | typeof thought | ReturnType<typeof call>)[]) =>
      messagesFromResponses('Q', items).length - 1;
    expect(turns(thought, thought, text('a'), call('1', 'x'))).toBe(1);
    expect(turns(call('1', 'x'), call('2', 'y'))).toBe(1);
    expect(turns(call('1', 'x'), thought, call('2', 'y'))).toBe(2);
    expect(turns(call('1', 'x'), text('a'))).toBe(2);
    expect(turns(text('a'), text('b'))).toBe(2);
  });

  it('reads hosted tools with what they found', () => {
    const action = { type: 'search', query: 'Payer', sources: [{ type: 'url', url: 'https://ice.example' }] };
    const output: JsonValue = [
      { type: 'web_search_call', id: 'w', status: 'completed', action },
      { type: 'web_search_call', id: 'v', action: { type: 'open_page', url: 'https://ice.example' } },
      { type: 'mcp_call', id: 'm', name: 'fetch', arguments: '{"url":"u"}', output: 'A page.' },
      { type: 'code_interpreter_call', id: 'c', code: 'print(1)', outputs: [{ type: 'logs', logs: '1' }] },
    ];
    const messages = messagesFromResponses('Q', output);
    expect(messages.map(({ role }) => role).join(' ')).toBe('user assistant tool assistant tool assistant tool');
    const calls = messages.flatMap((message) => message.tool_calls ?? []).map((asked) => asked.function);
    expect(calls).toEqual([
      { name: 'web_search', arguments: '{"query":"Payer"}' },
      { name: 'open_page', arguments: '{"url":"https://ice.example"}' },
      { name: 'fetch', arguments: '{"url":"u"}' },
      { name: 'code_interpreter', arguments: 'print(1)' },
    ]);
    expect(messages[2]).toEqual({ role: 'tool', content: 'https://ice.example', tool_call_id: 'w' });
    expect(messages[4]).toEqual({ role: 'tool', content: 'A page.', tool_call_id: 'm' });
  });

  it("reads BrowseComp-Plus's result list", () => {
    const result = [
      { type: 'reasoning', tool_name: null, arguments: null, output: ['One thought.', 'Another.'] },
      { type: 'tool_call', tool_name: 'search', arguments: '{"query":"Payer"}', output: '[{"docid":"1"}]' },
      { type: 'output_text', tool_name: null, arguments: null, output: 'Payer' },
    ];
    expect(messagesFromResponses(null, result)).toEqual([
      {
        role: 'assistant',
        content: '',
        reasoning_content: 'One thought.\nAnother.',
        tool_calls: [{ type: 'function', function: { name: 'search', arguments: '{"query":"Payer"}' } }],
      },
      { role: 'tool', content: '[{"docid":"1"}]' },
      { role: 'assistant', content: 'Payer' },
    ]);
  });

  it('keeps an item it does not know in sight, and counts it as no turn', () => {
    expect(messagesFromResponses('Q', [{ type: 'compaction', id: 'x' }])).toEqual([
      { role: 'user', content: 'Q' },
      { role: 'system', content: '{"type":"compaction","id":"x"}' },
    ]);
  });

  it('never throws', () => {
    const key = fc.constantFrom(
      'type',
      'role',
      'content',
      'output',
      'action',
      'summary',
      'call_id',
      'arguments',
      'text',
    );
    const type = fc.constantFrom(
      'message',
      'reasoning',
      'function_call',
      'web_search_call',
      'x_call_output',
      '__proto__',
    );
    const { item } = fc.letrec<{ item: fc.JsonValue }>((tie) => ({
      item: fc.oneof(
        { maxDepth: 4 },
        type,
        fc.jsonValue({ maxDepth: 1 }),
        fc.array(tie('item')),
        fc.dictionary(key, tie('item')),
      ),
    }));
    fc.assert(
      fc.property(item, item, (input, output) => {
        expect(Array.isArray(messagesFromResponses(toJson(input), toJson(output)))).toBe(true);
      }),
    );
  });
});

/** As it comes out of a log: fast-check's objects may hold -0 and have no prototype. */
function toJson(value: unknown): JsonValue {
  const parsed: JsonValue = JSON.parse(JSON.stringify(value));
  return parsed;
}
