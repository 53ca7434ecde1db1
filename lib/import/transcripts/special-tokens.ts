import type { RolloutMessage } from '@/lib/core/rollout/rollout';
import { roleOfWord, type ChatTurn } from './chat-turn';

/** Tokens that only pad or end a text. Longest first where one begins another. */
const EDGE_TOKENS: readonly string[] = [
  '<|finetune_right_pad_id|>',
  '<|begin_of_text|>',
  '<|end_of_text|>',
  '<|endoftext|>',
  '<|im_end|>',
  '<|eot_id|>',
  '<|eom_id|>',
  '<end_of_turn>',
  '<|end|>',
  '<|vision_pad|>',
  '<|pad|>',
  '<pad>',
  '[PAD]',
  '<bos>',
  '<eos>',
  '</s>',
  '<s>',
];

/**
 * A text without the padding, begin and end tokens at its edges (left-padded prompts, right-padded outputs) and the white
 * space around them. Tokens further inside stay.
 */
export function trimEdgeTokens(text: string): string {
  let start = 0;
  let end = text.length;
  for (;;) {
    while (start < end && isSpaceAt(text, start)) start += 1;
    const token = EDGE_TOKENS.find((candidate) => text.startsWith(candidate, start));
    if (token === undefined || start + token.length > end) break;
    start += token.length;
  }
  for (;;) {
    while (end > start && isSpaceAt(text, end - 1)) end -= 1;
    const token = EDGE_TOKENS.find((candidate) => text.endsWith(candidate, end));
    if (token === undefined || end - token.length < start) break;
    end -= token.length;
  }
  return text.slice(start, end);
}

/** Whether white space stands at a position of a text; false past its ends. */
export function isSpaceAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

const ROLE = '(system|developer|user|assistant|model|tool|ipython|observation|function|environment)';
/**
 * What begins a turn: ChatML (Qwen, Hermes), Llama 3, Gemma, GLM, DeepSeek. A literal of this file, never of a log.
 * ChatML's opener ends with its line: what is written behind the role is text.
 */
const TURN_OPENER = new RegExp(
  [
    `<\\|im_start\\|>[ ]?${ROLE}\\b`,
    `<\\|start_header_id\\|>[ ]?${ROLE}[ ]?<\\|end_header_id\\|>`,
    `<start_of_turn>${ROLE}\\b`,
    `<\\|${ROLE}\\|>`,
    '<｜(User|Assistant)｜>',
  ].join('|'),
  'g',
);

/**
 * Cuts a text at the special tokens with which chat templates open a turn.
 *
 * @param first whose the text before the first token is; null where it belongs to nobody and is a prompt
 * @returns Turns in order, without their tokens; the last may be empty, where a template left the assistant to go on.
 *   Null where no such token is in the text.
 */
export function splitAtSpecialTokens(text: string, first: RolloutMessage['role'] | null): readonly ChatTurn[] | null {
  if (!text.includes('<')) return null;
  const turns: ChatTurn[] = [];
  let role = first ?? 'user';
  let position = 0;
  let found = false;
  for (const match of text.matchAll(TURN_OPENER)) {
    const before = trimEdgeTokens(text.slice(position, match.index));
    if (found || before !== '') turns.push({ role, text: before });
    found = true;
    role = roleOfWord(match.slice(1).find((word) => word !== undefined) ?? '') ?? 'user';
    position = match.index + match[0].length;
  }
  if (!found) return null;
  turns.push({ role, text: trimEdgeTokens(text.slice(position)) });
  return turns;
}
