import type { RolloutMessage, ToolCall } from '@/lib/core/rollout/rollout';
import { readAction, type ReactAction } from '@/lib/import/react/react-action';
import { readBlock, type ReactTurn } from '@/lib/import/react/read-block';

const FIRST_TURN = /^(?:Thought|Action|Observation)(?: \d+)?:/m;
const THOUGHT = /^Thought(?: \d+)?:/m;
const ACTION = /^(?:Action(?: \d+)?|Final Answer):/m;
const OBSERVATION = /^Observation(?: \d+)?: ?/;
/** A longer name in front of the bracket is no tool's name, and `readAction` need not look for one in it. */
const LONGEST_TOOL_NAME = 200;

/** Whether a text is written in ReAct's form: a line that begins with a thought and one with an action or final answer. */
export function isReactText(text: string): boolean {
  return THOUGHT.test(text) && ACTION.test(text);
}

/**
 * One ReAct transcript, numbered (`Thought 1:`) or not: what stands before the first marker is the prompt, each turn an
 * assistant message (thought as `reasoning_content`, action as a tool call), each observation a tool message. `Finish[x]`
 * and `Final Answer:` are a call of `finish` with `{"answer"}`, so that observations behind it do not hide the answer.
 *
 * @returns Without any marker one assistant message with the text; none for blank text.
 * @example
 * messagesFromReactText('Who?\nThought: Look.\nAction: search[x]\nObservation: y')
 * // user 'Who?', assistant with reasoning_content 'Look.' and a call of search {"query":"x"}, tool 'y'
 */
export function messagesFromReactText(text: string): readonly RolloutMessage[] {
  const start = text.search(FIRST_TURN);
  if (start === -1) return text.trim() === '' ? [] : [{ role: 'assistant', content: text.trim() }];
  const prompt = text.slice(0, start).trim();
  const turns = messagesFromReactTurns(text.slice(start), 0);
  return prompt === '' ? turns : [{ role: 'user', content: prompt }, ...turns];
}

/**
 * What an assistant wrote in ReAct's form, observations and all, as messages. Text before the first marker stays the
 * assistant's, as the content of the first message.
 *
 * @param callsBefore how many calls the transcript has before this text, for the ids
 */
export function messagesFromReactTurns(text: string, callsBefore: number): readonly RolloutMessage[] {
  const start = Math.max(0, text.search(FIRST_TURN));
  const opening = text.slice(0, start).trim();
  const block = { line: 1, lines: text.slice(start).split(/\r?\n/), trial: null, section: null };
  const { turns, finalAnswer, correctAnswer } = readBlock(block);
  const messages: RolloutMessage[] = turns.flatMap((turn, index) => {
    const finishes = finalAnswer !== null && index === turns.length - 1;
    const action: ReactAction | null = finishes ? { kind: 'finish', answer: finalAnswer } : readTurnAction(turn);
    return turnMessages(turn, action, `call_${callsBefore + index + 1}`);
  });
  const [first] = messages;
  if (opening !== '' && first !== undefined) messages[0] = { ...first, content: joinLines(opening, first.content) };
  if (correctAnswer !== null) messages.push({ role: 'user', content: `Correct answer: ${correctAnswer}` });
  return messages;
}

/**
 * Messages whose assistant writes ReAct's form and whose user answers `Observation: ...`, as FireAct logs them. One
 * assistant message stays one message: of several actions in it the environment executed the first, the rest stays text.
 * Other messages are left as they are.
 */
export function normaliseReactMessages(messages: readonly RolloutMessage[]): readonly RolloutMessage[] {
  const read: RolloutMessage[] = [];
  let callId: string | null = null;
  let hasTurn = false;
  for (const message of messages) {
    if (message.role === 'assistant') {
      hasTurn = true;
      const turn = isReactText(message.content) ? readSingleTurn(message, `call_${read.length}`) : message;
      callId = turn.tool_calls?.[0]?.id ?? null;
      read.push(turn);
    } else if (message.role === 'user' && hasTurn && OBSERVATION.test(message.content)) {
      const content = message.content.replace(OBSERVATION, '').trim();
      read.push({ role: 'tool', content, ...(callId === null ? {} : { tool_call_id: callId }) });
    } else read.push(message);
  }
  return read;
}

/** The first thought and action of a message; what stands behind them is its content. */
function readSingleTurn(message: RolloutMessage, callId: string): RolloutMessage {
  const [first, ...others] = messagesFromReactTurns(message.content, 0);
  if (first === undefined || others.length === 0) return withCallId(first ?? message, callId);
  const markers = [...message.content.matchAll(/^(Thought|Action|Observation|Final Answer)(?: \d+)?:/gm)];
  const action = markers.findIndex((marker) => marker[1] === 'Action' || marker[1] === 'Final Answer');
  const end = markers[action + 1]?.index ?? message.content.length;
  const [turn] = messagesFromReactTurns(message.content.slice(0, end), 0);
  const rest = message.content.slice(end).trim();
  if (turn === undefined) return message;
  return withCallId({ ...turn, content: joinLines(turn.content, rest) }, callId);
}

function withCallId(message: RolloutMessage, id: string): RolloutMessage {
  if (message.tool_calls === undefined) return message;
  return { ...message, tool_calls: message.tool_calls.map((call) => ({ ...call, id })) };
}

function joinLines(first: string, second: string): string {
  return first === '' || second === '' ? first + second : `${first}\n${second}`;
}

function readTurnAction({ action }: ReactTurn): ReactAction | null {
  if (action === null || action === '') return null;
  const bracket = action.indexOf('[');
  const input = action.indexOf('Action Input:');
  const nameEnd = Math.min(...[bracket, input].filter((index) => index !== -1));
  return nameEnd <= LONGEST_TOOL_NAME ? readAction(action) : { kind: 'text', text: action };
}

function turnMessages(turn: ReactTurn, action: ReactAction | null, callId: string): readonly RolloutMessage[] {
  const call = action === null ? null : toolCall(action, callId);
  const messages = assistantMessage(turn.thought ?? '', action, call);
  if (turn.observation === null || turn.observation === '') return messages;
  const answers = call === null ? {} : { tool_call_id: callId };
  return [...messages, { role: 'tool', content: turn.observation, ...answers }];
}

/** None where the turn has neither thought nor action. */
function assistantMessage(
  thought: string,
  action: ReactAction | null,
  call: ToolCall | null,
): readonly RolloutMessage[] {
  if (thought === '' && action === null) return [];
  return [
    {
      role: 'assistant',
      content: action?.kind === 'text' ? action.text : '',
      ...(thought === '' ? {} : { reasoning_content: thought }),
      ...(call === null ? {} : { tool_calls: [call] }),
    },
  ];
}

function toolCall(action: ReactAction, id: string): ToolCall | null {
  if (action.kind === 'text') return null;
  const called =
    action.kind === 'finish'
      ? { name: 'finish', arguments: JSON.stringify({ answer: action.answer }) }
      : { name: action.tool, arguments: action.arguments };
  return { id, type: 'function', function: called };
}
