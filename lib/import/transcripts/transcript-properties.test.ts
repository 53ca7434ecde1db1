import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RolloutMessage } from '@/lib/core/rollout/rollout';
import { readTranscript } from '@/lib/core/rollout/transcript';
import { messagesFromReactText } from './react-text';
import { messagesFromPromptAndOutput, messagesFromText } from './text-to-messages';

/** Tags and tokens that a log may hold whole, broken, nested or in the wrong order. */
const PIECES = [
  ...['think', 'search', 'information', 'answer', 'tool_call', 'tool_response', 'access', 'result'].flatMap((tag) => [
    `<${tag}>`,
    `</${tag}>`,
  ]),
  '<|begin_search_query|>',
  '<|end_search_query|>',
  '<|begin_search_result|>',
  '<|end_search_result|>',
  '<|im_start|>user\n',
  '<|im_start|>assistant\n',
  '<|im_end|>',
  '<|endoftext|>',
  '<|eot_id|>',
  '<｜User｜>',
  'system\n',
  'user\n',
  'assistant\n',
  '\nuser\n',
  '\nassistant\n',
  '\ntool\n',
  '.assistant\n\n',
  'My previous action is invalid.',
  'Let me try again.',
  '<',
  '>',
  ' ',
  '\n',
  '\r\n',
  '{"name":"search"}',
  'Weyprecht',
  'Payer',
  'ice',
  '北極',
  '🧊',
];
const ROLE_WORDS = /(system|user|assistant|tool)/g;
const TAGS =
  /<\/?(?:think|search|information|answer|tool_call|tool_response|access|result)>|<\|(?:begin|end)_search_(?:query|result)\|>|<\|im_start\|>|<\|im_end\|>|<\|endoftext\|>|<\|eot_id\|>|<｜User｜>/g;

/** What is to be seen in a text: no tags, no role words (a template's or not), no white space. */
function visible(text: string): string {
  return text.replace(TAGS, '').replace(ROLE_WORDS, '').replace(/\s+/g, '');
}

function said(messages: readonly RolloutMessage[]): string {
  return messages.map((message) => `${message.reasoning_content ?? ''} ${message.content}`).join('\n');
}

describe('any text', () => {
  const anyText = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(''));

  it('keeps everything visible but tags, special tokens, role words and white space, in order', () => {
    fc.assert(
      fc.property(anyText, anyText, (first, second) => {
        expect(visible(said(messagesFromText(first)))).toBe(visible(first));
        if (second.trim() === '') return;
        // A prompt's open thought is written once where the output begins with the same tag: tags do not count here.
        expect(visible(said(messagesFromPromptAndOutput(first, second)))).toContain(visible(second));
      }),
      { numRuns: 3000 },
    );
  });

  it("keeps every word of ReAct's form, whatever the order of its markers", () => {
    const markers = fc.constantFrom(
      'Thought: ',
      'Action: ',
      'Observation: ',
      'Action: search[',
      '] ',
      '',
      'Final Answer: ',
    );
    const line = fc.tuple(markers, fc.integer({ min: 0, max: 99 }));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const text = lines.map(
          ([marker, number]) => `${marker}w${number}w${marker.startsWith('Action: s') ? ']' : ''}`,
        );
        const spans = readTranscript(messagesFromReactText(text.join('\n')), 'auto').spans;
        const words = (all: string): readonly string[] => [...all.matchAll(/w\d+w/g)].map(([word]) => word).sort();
        expect(words(spans.map((span) => span.text).join('\n'))).toEqual(words(text.join('\n')));
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws, whatever the characters, and gives no blank message but an assistant without text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), anyText, (noise, tags) => {
        for (const text of [noise, noise + tags, tags + noise]) {
          const messages = [
            ...messagesFromText(text),
            ...messagesFromPromptAndOutput(tags, text),
            ...messagesFromReactText(text),
          ];
          expect(messages.every(({ role, content }) => role === 'assistant' || content.trim() !== '')).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

/** Characters that pattern matching, slicing and searching went over while `work` ran: the same on every machine. */
function charactersTouched(work: () => void): number {
  let touched = 0;
  // oxlint-disable-next-line typescript/unbound-method -- each is called with the `this` it was called with
  const [exec, slice, indexOf] = [RegExp.prototype.exec, String.prototype.slice, String.prototype.indexOf];
  vi.spyOn(RegExp.prototype, 'exec').mockImplementation(function (this: RegExp, text: string) {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const match = exec.call(this, text);
    const isAnchored = this.sticky || (this.source.startsWith('^') && !this.multiline);
    if (match === null) touched += isAnchored ? 1 : text.length - from;
    else touched += match.index + match[0].length - from;
    return match;
  });
  vi.spyOn(String.prototype, 'slice').mockImplementation(function (this: string, start?: number, end?: number) {
    const part = slice.call(this, start, end);
    touched += part.length;
    return part;
  });
  vi.spyOn(String.prototype, 'indexOf').mockImplementation(function (this: string, searched: string, from?: number) {
    const found = indexOf.call(this, searched, from);
    touched += (found === -1 ? this.length : found) - (from ?? 0);
    return found;
  });
  work();
  vi.restoreAllMocks();
  return touched;
}

describe('work grows with the text, not with its square', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const page = 'ice and more ice, '.repeat(20);
  it.each<[string, string]>([
    ['openers', '<search>'],
    ['closers', '</information>'],
    ['thoughts and observations', '<think>a<information>b</information></think>'],
    ['observations of some length', `<search>q</search><information>${page}</information>`],
    ['role words', 'user\nassistant\n'],
    ['role words behind white space', '</tool_call>\n\n\n\nuser\n\n\n\nassistant\n\n\n'],
    ['stripped tool turns', '</tool_call>\nuser\n<tool_response>a</tool_response>\nassistant\n'],
    ['special tokens', '<|im_start|>user\na<|im_end|>\n'],
    ['padding', '<|endoftext|>'],
    ['notices cut short', 'My previous action is invalid. '],
    ['ReAct turns', 'Thought: a\nAction: search[b]\nObservation: c\n'],
    ['white space', ' \n\t'],
  ])('%s', (_, unit) => {
    const text = unit.repeat(300);
    for (const start of ['', 'user\n', '<think>', 'Question: ']) {
      const once = charactersTouched(() => void messagesFromText(start + text));
      const twice = charactersTouched(() => void messagesFromText(start + text + text));
      expect(twice).toBeLessThan(2.2 * once + 1000);
      const output = charactersTouched(() => void messagesFromPromptAndOutput(start, text));
      const longer = charactersTouched(() => void messagesFromPromptAndOutput(start, text + text));
      expect(longer).toBeLessThan(2.2 * output + 1000);
    }
  });

  it('reads 5 MB, and 100,000 tags', () => {
    const turns = messagesFromText(`<search>q</search><information>${page.repeat(14)}</information>`.repeat(1000));
    expect(turns).toHaveLength(2000);
    expect(messagesFromText('<information>'.repeat(100_000))).toHaveLength(0);
    expect(messagesFromText('<think>a</think>'.repeat(50_000))).toHaveLength(1);
  });
});
