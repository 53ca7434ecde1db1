import type { RolloutMessage } from '@/lib/core/rollout/rollout';
import { splitAssistantText, splitAtObservations, type TextPiece } from '@/lib/core/rollout/tagged-text';
import { isReactText, messagesFromReactTurns } from './react-text';
import { splitStrippedChat } from './stripped-chat';
import { trimEdgeTokens } from './special-tokens';

/** What Search-R1's environment writes where the model neither searched nor answered; it names the tags, which are no calls. */
const NOTICE_START = 'My previous action is invalid.';
const NOTICE_END = 'Let me try again.';
const LONGEST_NOTICE = 500;

/**
 * Everything an agent loop wrote behind its prompt, in one text, as messages: one assistant message per turn (thought,
 * action), observations as tool messages or, where the log has a user say them, as user messages.
 *
 * Cut in this order: at the role words a stripped chat template left; at Search-R1's notices of invalid actions, which are
 * observations; behind every tagged observation; and, where a turn has no tag at all, at ReAct's markers.
 *
 * What is visible in the messages is what is visible in the text but for tags of observations, role words, markers of
 * ReAct and white space.
 *
 * @returns No message for blank text.
 * @example
 * messagesFromAssistantText('<search>q</search><information>o</information><answer>a</answer>')
 * // assistant '<search>q</search>', tool 'o', assistant '<answer>a</answer>'
 */
export function messagesFromAssistantText(text: string): readonly RolloutMessage[] {
  const trimmed = trimEdgeTokens(text);
  const turns = splitStrippedChat(trimmed, 'output') ?? [{ role: 'assistant' as const, text: trimmed }];
  const messages: RolloutMessage[] = [];
  for (const turn of turns) {
    if (turn.role !== 'assistant') messages.push(...spokenMessage(turn.role, turn.text));
    else for (const message of readGeneration(turn.text)) messages.push(message);
  }
  return messages;
}

/** A message of any role but the assistant's; none for blank text. */
export function spokenMessage(role: 'system' | 'user' | 'tool', text: string): readonly RolloutMessage[] {
  const content = role === 'tool' ? withoutObservationTag(text) : text.trim();
  return content === '' ? [] : [{ role, content }];
}

/** The inside of an observation's tag where a text is one such tag and nothing else; else the text. */
function withoutObservationTag(text: string): string {
  const pieces = splitAtObservations(text);
  const [piece] = pieces;
  return pieces.length === 1 && piece?.kind === 'observation' ? piece.text.trim() : text.trim();
}

function readGeneration(text: string): readonly RolloutMessage[] {
  const messages: RolloutMessage[] = [];
  let calls = 0;
  for (const piece of splitAtNotices(text)) {
    for (const message of piece.kind === 'assistant' ? messagesOf(piece.text, calls) : observed(piece)) {
      messages.push(message);
      calls += message.tool_calls?.length ?? 0;
    }
  }
  return messages;
}

function messagesOf(text: string, callsBefore: number): readonly RolloutMessage[] {
  const pieces = splitAtObservations(text);
  const [first] = pieces;
  if (first === undefined) return [];
  if (pieces.length === 1 && first.kind === 'assistant' && isUntaggedReact(first.text)) {
    return messagesFromReactTurns(first.text, callsBefore);
  }
  return pieces.flatMap((piece) => (piece.kind === 'assistant' ? [said(piece.text)] : observed(piece)));
}

function isUntaggedReact(text: string): boolean {
  return isReactText(text) && splitAssistantText(text).every((segment) => segment.kind === 'plain');
}

function said(content: string): RolloutMessage {
  return { role: 'assistant', content };
}

function observed({ text }: TextPiece): readonly RolloutMessage[] {
  return text.trim() === '' ? [] : [{ role: 'tool', content: text.trim() }];
}

/** Cuts a text at the notices of its environment; blank pieces are left out. */
function splitAtNotices(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let position = 0;
  for (let start = text.indexOf(NOTICE_START); start !== -1; start = text.indexOf(NOTICE_START, start + 1)) {
    const length = text.slice(start, start + LONGEST_NOTICE).indexOf(NOTICE_END);
    if (length === -1 || start < position) continue;
    pieces.push({ kind: 'assistant', text: text.slice(position, start) });
    position = start + length + NOTICE_END.length;
    pieces.push({ kind: 'observation', text: text.slice(start, position) });
  }
  pieces.push({ kind: 'assistant', text: text.slice(position) });
  return pieces.filter((piece) => piece.text.trim() !== '');
}
