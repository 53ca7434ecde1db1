import { describe, expect, it } from 'vitest';
import { readTranscript } from '@/lib/core/rollout/transcript';
import type { RolloutMessage } from '@/lib/core/rollout/rollout';
import { messagesFromReactText, normaliseReactMessages } from './react-text';

function outline(messages: readonly RolloutMessage[]): readonly string[] {
  return readTranscript(messages, 'auto').spans.map(({ turn, kind, text }) => `${turn} ${kind}: ${text.trim()}`);
}

describe('messagesFromReactText', () => {
  it('reads numbered turns, and an answer with an observation behind it', () => {
    const text =
      'Who led it?\nThought 1: Look it up.\nAction 1: Search[Tegetthoff]\nObservation 1: A ship.\nFound in the ice.\n' +
      'Thought 2: Weyprecht.\nAction 2: Finish[Karl Weyprecht]\nObservation 2: Episode finished';
    const messages = messagesFromReactText(text);
    expect(outline(messages)).toEqual([
      '0 prompt: Who led it?',
      '1 thought: Look it up.',
      '1 query: Tegetthoff',
      '1 observation: A ship.\nFound in the ice.',
      '2 thought: Weyprecht.',
      '2 answer: Karl Weyprecht',
      '2 observation: Episode finished',
    ]);
    expect(messages.map((message) => message.tool_call_id ?? message.tool_calls?.[0]?.id ?? null)).toEqual([
      null,
      'call_1',
      'call_1',
      'call_2',
      'call_2',
    ]);
  });

  it("reads LangChain's inputs and final answer, and an action that names no tool", () => {
    const text =
      'Thought: Look.\nAction: search\nAction Input: Payer\nObservation: A painter.\nAction: none, I know\n' +
      'Thought: Done.\nFinal Answer: Julius Payer';
    expect(outline(messagesFromReactText(text))).toEqual([
      '1 thought: Look.',
      '1 query: Payer',
      '1 observation: A painter.',
      '2 text: none, I know',
      '3 thought: Done.',
      '3 answer: Julius Payer',
    ]);
  });

  it('begins anew behind a final answer, and keeps the gold answer out of the turns', () => {
    const text = 'Thought: a\nFinal Answer: b\nFinal Answer: c\nThought: d\nAction: search[e]\nCorrect answer: f';
    expect(outline(messagesFromReactText(text))).toEqual([
      '1 thought: a',
      '1 answer: b',
      '2 answer: c',
      '3 thought: d',
      '3 query: e',
      '3 prompt: Correct answer: f',
    ]);
  });

  it('takes a quoted trial for part of the prompt', () => {
    const text = 'Q\nThought: old\nAction: Finish[x]\n(END PREVIOUS TRIAL)\nThought: new\nAction: Finish[y]';
    expect(outline(messagesFromReactText(text)).slice(1)).toEqual(['1 thought: new', '1 answer: y']);
  });

  it('is one assistant message without markers, and none for blank text', () => {
    expect(messagesFromReactText(' Just text. ')).toEqual([{ role: 'assistant', content: 'Just text.' }]);
    expect(messagesFromReactText('\n')).toEqual([]);
  });

  it('keeps what is written behind a call as text', () => {
    expect(outline(messagesFromReactText('Thought: a\nAction: search[x [y]] Payer'))).toEqual([
      '1 thought: a',
      '1 text: Payer',
      '1 query: x [y]',
    ]);
  });

  it('gives up on a tool name of a page', () => {
    const action = `a${' '.repeat(200_000)}b[c]`;
    expect(messagesFromReactText(`Action: ${action}`)).toEqual([{ role: 'assistant', content: action }]);
  });
});

describe('normaliseReactMessages', () => {
  const user = (content: string): RolloutMessage => ({ role: 'user', content });
  const assistant = (content: string): RolloutMessage => ({ role: 'assistant', content });

  it('reads FireAct: a message a turn, observations as tool messages', () => {
    const messages = normaliseReactMessages([
      user('Thought: is no marker of a prompt'),
      assistant('Thought: Look.\nAction: search[Payer]'),
      user('Observation: A painter.'),
      assistant('Thought: Him.\nAction: finish[Payer]'),
    ]);
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'assistant']);
    expect(outline(messages).slice(1)).toEqual([
      '1 thought: Look.',
      '1 query: Payer',
      '1 observation: A painter.',
      '2 thought: Him.',
      '2 answer: Payer',
    ]);
  });

  it('takes the first action of a message that goes on by itself; the rest stays its text', () => {
    const [message] = normaliseReactMessages([
      assistant('Thought: a\nAction: search[x]\nThought: b\nAction: search[y]\nAction: finish[z]'),
    ]);
    expect(message).toEqual({
      role: 'assistant',
      reasoning_content: 'a',
      content: 'Thought: b\nAction: search[y]\nAction: finish[z]',
      tool_calls: [{ id: 'call_0', type: 'function', function: { name: 'search', arguments: '{"query":"x"}' } }],
    });
  });

  it('leaves other messages alone', () => {
    const messages = [user('Observation: before any turn'), assistant('No marker.'), user('Next question?')];
    expect(normaliseReactMessages(messages)).toEqual(messages);
  });
});
