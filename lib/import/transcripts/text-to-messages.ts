import type { RolloutMessage } from '@/lib/core/rollout/rollout';
import { messagesFromAssistantText, spokenMessage } from './assistant-turns';
import { endOfBasePrompt } from './base-prompt';
import type { ChatTurn } from './chat-turn';
import { isReactText, messagesFromReactText } from './react-text';
import { splitAtSpecialTokens, trimEdgeTokens } from './special-tokens';
import { splitStrippedChat } from './stripped-chat';

/**
 * A whole transcript, prompt and response in one text, as messages. Tried in this order: special tokens of a chat template
 * (ChatML, Llama 3, Gemma, GLM, DeepSeek), the role lines that are left of them, the prompts of base models, ReAct's form;
 * a text that is none of these is all the assistant's. What the assistant wrote is cut into turns
 * (`messagesFromAssistantText`); prompts are never searched for tags.
 *
 * The messages are cut out of running text: keep the text in `rawText`. What is visible in them is what is visible in the
 * text, in order, but for special tokens, role words, tags of observations, markers of ReAct and white space.
 *
 * @returns No message for blank text. Never throws; time in proportion to the text.
 */
export function messagesFromText(text: string): readonly RolloutMessage[] {
  const trimmed = trimEdgeTokens(text);
  const turns = splitAtSpecialTokens(trimmed, null) ?? splitStrippedChat(trimmed, 'whole');
  if (turns !== null) return turns.flatMap(messagesOfTurn);
  const promptEnd = endOfBasePrompt(trimmed);
  if (promptEnd !== null) return messagesFromPromptAndOutput(trimmed.slice(0, promptEnd), trimmed.slice(promptEnd));
  if (trimmed.startsWith('Question:') && isReactText(trimmed)) return messagesFromReactText(trimmed);
  return messagesFromAssistantText(trimmed);
}

/**
 * A prompt and what was generated for it, as messages, where the log keeps them apart. The prompt is cut by its chat
 * template where that is recognisable, else it is one user message. Where it leaves the assistant open
 * (`<|im_start|>assistant\n<think>`), the output goes on from there. Turns of other roles in the output become messages of
 * their own.
 *
 * The messages are cut out of running text: keep `prompt + output` in `rawText`.
 *
 * @returns No message for a blank prompt and output. Never throws; time in proportion to both.
 * @example
 * messagesFromPromptAndOutput('user\nWho?\nassistant\n<think>\n', 'Him.</think>\n<answer>Karl</answer>')
 * // user 'Who?', assistant '<think>\nHim.</think>\n<answer>Karl</answer>'
 */
export function messagesFromPromptAndOutput(prompt: string, output: string): readonly RolloutMessage[] {
  const { turns, opened } = readPrompt(trimEdgeTokens(prompt));
  const written = trimEdgeTokens(output);
  const continued = opened === '' || written.startsWith(opened) ? written : `${opened}\n${written}`;
  // An opened thought with nothing behind it was never written by the agent.
  const spoken = written === '' ? [] : generatedTurns(continued);
  return [...turns, ...spoken].flatMap(messagesOfTurn);
}

function generatedTurns(text: string): readonly ChatTurn[] {
  return splitAtSpecialTokens(text, 'assistant') ?? [{ role: 'assistant', text }];
}

/** The turns of a prompt, and what it has the assistant begin with. */
function readPrompt(prompt: string): { readonly turns: readonly ChatTurn[]; readonly opened: string } {
  const turns = splitAtSpecialTokens(prompt, null) ?? splitStrippedChat(prompt, 'prompt');
  const last = turns?.at(-1);
  if (turns !== null && last?.role === 'assistant') return { turns: turns.slice(0, -1), opened: last.text };
  if (turns !== null) return { turns, opened: '' };
  const opened = /<think(?:ing)?>$/.exec(prompt.slice(-10))?.[0] ?? '';
  return { turns: [{ role: 'user', text: prompt.slice(0, prompt.length - opened.length) }], opened };
}

function messagesOfTurn({ role, text }: ChatTurn): readonly RolloutMessage[] {
  return role === 'assistant' ? messagesFromAssistantText(text) : spokenMessage(role, text);
}
