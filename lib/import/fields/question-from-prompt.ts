import type { RolloutMessage } from '@/lib/core/rollout/rollout';

/**
 * What stands directly before a question in the prompts of search agents, at the beginning of a line or behind a
 * sentence: `Question:` (Search-R1, ReAct, FlashRAG), `User:` (ASearcher), `Query:`, `Task:`, `## Question`.
 */
const MARKER =
  /(?:^|\n|[.>!?:)])[^\S\n]{0,8}(?:\*\*|#{1,4} ?)?(?:(?:Your |The |Current |Original |User |Main )?(?:[Qq]uestion|QUESTION)|[Qq]uery|User|问题)(?:\*\*)?[ ]?[:：](?:\*\*)?|\n#{1,4} ?(?:User )?Question[^\S\n]{0,8}(?=\n)|^[^\S\n]{0,8}Task:/g;

/** What ends a question where the prompt goes on: the next field of a template, or the turn of the model. */
const CONTINUATION =
  /\n[^\S\n]{0,8}(?:(?:Assistant|Answer|Your answer|Thought(?: 1)?|Context|Documents|Scratchpad|Response)[ ]?:|<think>|<\|im_end\|>|(?:assistant|Assistant)[^\S\n]{0,8}(?:\n|$))|(?<=\. )Assistant:|You have attempted to answer following question before/;

/** Instructions that templates hang behind a question, on its line or below. */
const INSTRUCTIONS: readonly string[] = [
  'The language of your answer should align with the question.',
  "Let's think step by step",
  'Please reason step by step',
  'Please think step by step',
  'Please answer the question',
  'You should think step by step to solve',
  'You must put your answer inside',
  'Put your final answer within',
  'Now it’s your turn to respond',
  "Now it's your turn to respond",
];

/**
 * The question itself in one message of a user, or in a whole prompt as text: between `<question>` tags, or behind the
 * last marker such as `Question:`, without the next field of the template (`Answer:`, `Assistant:`) and without known
 * instructions behind it. A text without marker is the question. Examples in a prompt come first, so the last marker
 * counts. Null for a blank text.
 *
 * @example questionFromPrompt('Answer the given question. Question: Who wrote it?\n') // 'Who wrote it?'
 */
export function questionFromPrompt(text: string): string | null {
  const tagged = taggedQuestion(text);
  if (tagged !== null) return tagged;
  const marker = lastMarker(text);
  const marked = text.slice(marker.end).trimStart();
  const asked = withoutInstructions(untilContinuation(marked));
  const question = (marker.isUser && asked.length < marked.length ? withoutAddedStop(asked) : asked).trim();
  if (question !== '') return question;
  const whole = text.trim();
  return whole === '' ? null : withoutInstructions(untilContinuation(whole)).trim() || whole;
}

/**
 * The question of a prompt that is messages: of its last user message that says something, null where there is none.
 *
 * @param prompt the messages before the first turn of the model
 */
export function questionFromMessages(prompt: readonly RolloutMessage[]): string | null {
  const message = prompt.findLast(({ role, content }) => role === 'user' && content.trim() !== '');
  return message === undefined ? null : questionFromPrompt(message.content);
}

/**
 * The messages of a rollout that are its prompt: everything before the first message of the assistant.
 *
 * @returns the same messages, all of them where the assistant says nothing
 */
export function promptOf(messages: readonly RolloutMessage[]): readonly RolloutMessage[] {
  const first = messages.findIndex(({ role }) => role === 'assistant');
  return first === -1 ? messages : messages.slice(0, first);
}

function taggedQuestion(text: string): string | null {
  const open = text.lastIndexOf('<question>');
  const close = open === -1 ? -1 : text.indexOf('</question>', open);
  if (close === -1) return null;
  const question = text.slice(open + '<question>'.length, close).trim();
  // "between <question> and </question>" is an instruction about the tags.
  return question === '' || /^(?:and|or|to|\.{3}|,)$/i.test(question) ? null : question;
}

function lastMarker(text: string): { readonly end: number; readonly isUser: boolean } {
  let last = { end: 0, isUser: false };
  for (const match of text.matchAll(MARKER)) {
    last = { end: match.index + match[0].length, isUser: /User[ ]?[:：]/.test(match[0]) };
  }
  return last;
}

/** ASearcher's templates write a full stop and a space behind the question. */
function withoutAddedStop(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed.endsWith('.') && text.charAt(trimmed.length) === ' ' ? trimmed.slice(0, -1) : text;
}

function untilContinuation(text: string): string {
  const match = CONTINUATION.exec(text);
  return match === null ? text : text.slice(0, match.index);
}

/** Cuts at the first instruction behind the question; a question that is all instruction stays. */
function withoutInstructions(text: string): string {
  let end = text.length;
  for (const instruction of INSTRUCTIONS) {
    const at = text.indexOf(instruction);
    if (at > 0 && at < end) end = at;
  }
  return text.slice(0, end);
}
