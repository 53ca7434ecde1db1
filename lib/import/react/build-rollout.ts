import type { ImportedRollout, JsonObject, RolloutMessage, ToolCall } from '@/lib/core/rollout/rollout';
import { readAction, type ReactAction } from './react-action';
import type { ReactAttempt, ReactTurn } from './read-block';
import type { ReactBlock } from './react-block';

const VERDICT = /^Answer is (CORRECT|INCORRECT)\b/;

/**
 * An attempt as a rollout. Thoughts become `reasoning_content`, Search and Lookup tool calls with `{"query"}`, observations
 * tool messages, Finish the prediction and the last assistant message. The environment's verdict behind Finish is no
 * message: it decides `correct` where no section does, and stays in `rawText`.
 *
 * @param rolloutIndex how many attempts at the question came before, from 0
 */
export function buildReactRollout(block: ReactBlock, attempt: ReactAttempt, rolloutIndex: number): ImportedRollout {
  const actions = readActions(attempt);
  const prediction = lastAnswer(actions);
  return {
    questionId: null,
    question: attempt.question,
    answers: attempt.correctAnswer === null || attempt.correctAnswer === '' ? [] : [attempt.correctAnswer],
    entities: null,
    groupKey: null,
    step: null,
    rolloutIndex,
    split: null,
    messages: buildMessages(attempt, actions),
    rawText: block.lines.join('\n'),
    prediction,
    correct: readCorrect(block, attempt),
    correctnessMetric: null,
    score: null,
    rewardLogged: null,
    termination: readTermination(block, prediction),
    tokens: null,
    durationSeconds: null,
    metadata: buildMetadata(block, attempt),
  };
}

/** One action a turn. LangChain's `Final Answer:` is the action of the last thought. */
function readActions(attempt: ReactAttempt): readonly (ReactAction | null)[] {
  const actions = attempt.turns.map((turn) => (turn.action === null ? null : readAction(turn.action)));
  if (attempt.finalAnswer !== null) actions[actions.length - 1] = { kind: 'finish', answer: attempt.finalAnswer };
  return actions;
}

/** The answer of the last Finish; null where there is none. */
function lastAnswer(actions: readonly (ReactAction | null)[]): string | null {
  const finish = actions.findLast((action) => action?.kind === 'finish');
  return finish?.kind === 'finish' ? finish.answer : null;
}

function readCorrect(block: ReactBlock, attempt: ReactAttempt): boolean | null {
  if (block.section === 'correct') return true;
  if (block.section === 'incorrect' || block.section === 'halted') return false;
  const verdicts = attempt.turns.flatMap((turn) => VERDICT.exec(turn.observation ?? '')?.[1] ?? []);
  const last = verdicts.at(-1);
  return last === undefined ? null : last === 'CORRECT';
}

function readTermination(block: ReactBlock, prediction: string | null): string {
  if (block.section === 'halted') return 'tool_budget_exceeded';
  return prediction === null ? 'no_answer' : 'answer';
}

function buildMetadata(block: ReactBlock, attempt: ReactAttempt): JsonObject {
  return {
    ...(block.trial === null ? {} : { trial: block.trial }),
    ...(block.section === null ? {} : { section: block.section }),
    ...(attempt.reflections.length === 0 ? {} : { reflections: attempt.reflections }),
  };
}

function buildMessages(attempt: ReactAttempt, actions: readonly (ReactAction | null)[]): readonly RolloutMessage[] {
  const parts = [attempt.context, attempt.question, attempt.preamble].filter((part) => part !== null);
  const prompt = parts.join('\n\n');
  const messages: RolloutMessage[] = [{ role: 'user', content: prompt }];
  for (const [index, turn] of attempt.turns.entries()) {
    messages.push(...turnMessages(turn, actions[index] ?? null, index + 1));
  }
  return messages;
}

function turnMessages(turn: ReactTurn, action: ReactAction | null, number: number): readonly RolloutMessage[] {
  const callId = `call_${number}`;
  const assistant = assistantMessage(turn.thought, action, callId);
  if (turn.observation === null || isVerdict(turn.observation, action)) return [assistant];
  const answersCall = action?.kind === 'call' ? { tool_call_id: callId } : {};
  return [assistant, { role: 'tool', content: turn.observation, ...answersCall }];
}

/** The environment's verdict stands behind Finish only. */
function isVerdict(observation: string, action: ReactAction | null): boolean {
  return action?.kind === 'finish' && VERDICT.test(observation);
}

function assistantMessage(thought: string | null, action: ReactAction | null, callId: string): RolloutMessage {
  return {
    role: 'assistant',
    content: actionText(action),
    ...(thought === null || thought === '' ? {} : { reasoning_content: thought }),
    ...(action?.kind === 'call' ? { tool_calls: [toolCall(action, callId)] } : {}),
  };
}

/** What the assistant says in a turn: the answer of Finish, or text that names no tool; a call says nothing. */
function actionText(action: ReactAction | null): string {
  if (action === null || action.kind === 'call') return '';
  return action.kind === 'finish' ? action.answer : action.text;
}

function toolCall(action: Extract<ReactAction, { kind: 'call' }>, id: string): ToolCall {
  return { id, type: 'function', function: { name: action.tool, arguments: action.arguments } };
}
