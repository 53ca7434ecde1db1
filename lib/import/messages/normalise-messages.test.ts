import { describe, expect, it } from 'vitest';
import { normaliseMessages } from './normalise-messages';
import type { JsonValue } from '@/lib/core/rollout/rollout';

function read(message: JsonValue) {
  const result = normaliseMessages([message], 'messages');
  return result.ok ? result.messages[0] : result.message;
}

describe('normaliseMessages', () => {
  const call = { id: 'c', type: 'function', function: { name: 'search', arguments: '{"q":1}' } };
  it.each<[string, JsonValue]>([
    ['an object', call],
    ['a JSON string', JSON.stringify(call)],
    ['flat', { id: 'c', name: 'search', arguments: '{"q":1}' }],
    ['with arguments as an object', { id: 'c', function: { name: 'search', arguments: { q: 1 } } }],
  ])('reads a tool call written as %s', (_, written) => {
    expect(read({ role: 'assistant', content: null, tool_calls: [written] })).toEqual({
      role: 'assistant',
      content: '',
      tool_calls: [call],
    });
  });

  it('reads the older function_call and a tool use among the parts', () => {
    const old = read({ role: 'assistant', content: '', function_call: { name: 'search', arguments: 'broken {' } });
    expect(old).toMatchObject({ tool_calls: [{ function: { name: 'search', arguments: 'broken {' } }] });
    const part = read({ role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'search', input: { q: 1 } }] });
    expect(part).toMatchObject({ tool_calls: [{ id: 't', function: { name: 'search', arguments: '{"q":1}' } }] });
  });

  it('leaves out lists of no calls, nulls and keys of no use', () => {
    const message = { role: 'tool', content: 'x', tool_calls: null, refusal: null, name: null, tool_call_id: 'c' };
    expect(read(message)).toEqual({ role: 'tool', content: 'x', tool_call_id: 'c' });
    expect(read({ role: 'assistant', content: 'x', tool_calls: [] })).toEqual({ role: 'assistant', content: 'x' });
  });

  it('reads thoughts under each of their names', () => {
    for (const key of ['reasoning_content', 'reasoning', 'thinking']) {
      expect(read({ role: 'assistant', content: 'x', [key]: 'hm' })).toMatchObject({ reasoning_content: 'hm' });
    }
  });

  it.each<[JsonValue, string]>([
    [5, 'messages[0] is a number; expected an object'],
    [{ role: 'constructor' }, 'messages[0].role is "constructor"; expected system, user, assistant or tool'],
    [{ content: 'x' }, 'messages[0].role is nothing; expected system, user, assistant or tool'],
    [{ role: 'user', tool_calls: {} }, 'messages[0].tool_calls is an object; expected a list'],
    [{ role: 'user', tool_calls: [{}] }, 'messages[0].tool_calls[0] names no tool; its name is nothing'],
  ])('says what is wrong with %j', (message, expected) => {
    expect(read(message)).toBe(expected);
  });
});
