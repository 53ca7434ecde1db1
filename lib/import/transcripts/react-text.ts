import type { RolloutMessage, ToolCall } from '@/lib/core/rollout/rollout';
import { readAction, type ReactAction } from '@/lib/import/react/react-action';
import { readBlock, type ReactTurn } from '@/lib/import/react/read-block';

const FIRST_TURN = /^(?:Thought|Action|Observation)(?: \d+)?:/m;
const THOUGHT = /^Thought(?: \d+)?:/m;
const ACTION = /^(?:Action(?: \d+)?|Final Answer):/m;
const OBSERVATION = /^Observation(?: \d+)?: ?/;
const NUMBERED = /^(?:Thought|Action|Observation) \d+:/;
const FINAL_ANSWER = 'Final Answer:';
const CORRECT_ANSWER = 'Correct answer:';
const END_OF_PREVIOUS_TRIAL = '(END PREVIOUS TRIAL)';
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
  const start = startOfTurns(text);
  if (start === -1) return messagesFromReactTurns(text, 0);
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
  const start = startOfTurns(text);
  const messages: RolloutMessage[] = [];
  let turnCount = callsBefore;
  for (const lines of start === -1 ? [] : splitAtFinalAnswers(text.slice(start))) {
    // The gold answer is no word of the agent's.
    const answerAt = lines.findLastIndex((line) => line.startsWith(CORRECT_ANSWER));
    for (const { turn, read } of readTurns(answerAt === -1 ? lines : lines.slice(0, answerAt))) {
      turnCount += 1;
      messages.push(...turnMessages(turn, read, `call_${turnCount}`));
    }
    if (answerAt !== -1) messages.push({ role: 'user', content: lines.slice(answerAt).join('\n').trim() });
  }
  const opening = (start === -1 ? text : text.slice(0, start)).trim();
  const [first] = messages;
  if (opening === '') return messages;
  if (first?.role !== 'assistant') return [{ role: 'assistant', content: opening }, ...messages];
  return [{ ...first, content: joinLines(opening, first.content) }, ...messages.slice(1)];
}

/** Where the first turn begins, behind any previous trial that is quoted; -1 where there is none. */
function startOfTurns(text: string): number {
  const from = text.lastIndexOf(END_OF_PREVIOUS_TRIAL) + 1;
  const found = text.slice(from).search(FIRST_TURN);
  return found === -1 ? -1 : from + found;
}

/** Lines up to each final answer with a marker behind it: a model that goes on by itself begins anew there. */
function splitAtFinalAnswers(text: string): readonly (readonly string[])[] {
  const lines = text.split(/\r?\n/);
  // Numbered transcripts end with Finish; there such a line is part of an observation.
  if (NUMBERED.test(lines[0] ?? '')) return [lines];
  let open: string[] = [];
  const parts = [open];
  let answered = false;
  for (const line of lines) {
    const isFinal = line.startsWith(FINAL_ANSWER);
    if (answered && (isFinal || FIRST_TURN.test(line))) {
      open = [];
      parts.push(open);
      answered = false;
    }
    answered ||= isFinal;
    open.push(line);
  }
  return parts;
}

/** The turns of lines with at most one final answer, which is the action of the last turn. */
function readTurns(lines: readonly string[]): readonly { readonly turn: ReactTurn; readonly read: TurnAction }[] {
  if (lines[0]?.startsWith(FINAL_ANSWER)) {
    const answer = lines.join('\n').slice(FINAL_ANSWER.length).trim();
    return [{ turn: { thought: null, action: null, observation: null }, read: finishedWith(answer) }];
  }
  const { turns, finalAnswer } = readBlock({ line: 1, lines, trial: null, section: null });
  return turns.map((turn, index) => {
    const finishes = finalAnswer !== null && index === turns.length - 1;
    return { turn, read: finishes ? finishedWith(finalAnswer) : readTurnAction(turn) };
  });
}

function finishedWith(answer: string): TurnAction {
  return { action: { kind: 'finish', answer }, trailing: '' };
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

interface TurnAction {
  readonly action: ReactAction | null;
  /** What the model wrote behind the call's bracket. */
  readonly trailing: string;
}

function readTurnAction({ action }: ReactTurn): TurnAction {
  if (action === null || action === '') return { action: null, trailing: '' };
  const bracket = action.indexOf('[');
  const input = action.indexOf('Action Input:');
  const nameEnd = Math.min(...[bracket, input].filter((index) => index !== -1));
  const read: ReactAction = nameEnd <= LONGEST_TOOL_NAME ? readAction(action) : { kind: 'text', text: action };
  // Environments read a call up to its last bracket, whatever the model wrote behind it.
  const end = action.lastIndexOf(']') + 1;
  if (read.kind !== 'text' || end === 0 || !/^\w{1,60}\[/.test(action)) return { action: read, trailing: '' };
  return { action: readAction(action.slice(0, end)), trailing: action.slice(end).trim() };
}

function turnMessages(turn: ReactTurn, read: TurnAction, callId: string): readonly RolloutMessage[] {
  const call = read.action === null ? null : toolCall(read.action, callId);
  const messages = assistantMessage(turn.thought ?? '', read, call);
  if (turn.observation === null || turn.observation === '') return messages;
  const answers = call === null ? {} : { tool_call_id: callId };
  return [...messages, { role: 'tool', content: turn.observation, ...answers }];
}

/** None where the turn has neither thought nor action. */
function assistantMessage(
  thought: string,
  { action, trailing }: TurnAction,
  call: ToolCall | null,
): readonly RolloutMessage[] {
  if (thought === '' && action === null) return [];
  return [
    {
      role: 'assistant',
      content: action?.kind === 'text' ? action.text : trailing,
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
