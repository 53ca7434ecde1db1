import type { RolloutMessage } from '@/lib/core/rollout/rollout';
import type { ChatTurn } from './chat-turn';
import { roleOfWord } from './chat-turn';
import { isSpaceAt, trimEdgeTokens } from './special-tokens';

/** Words of roles by their last letter, for a look at the end of each line only. */
const ROLE_WORDS: ReadonlyMap<string, readonly string[]> = Map.groupBy(
  ['system', 'user', 'assistant', 'tool', 'ipython', 'observation'],
  (word) => word.charAt(word.length - 1),
);
const OBSERVATION_OPENER =
  /^(?:<(?:tool_response|information|observation|result)>|<\|begin_(?:of_)?(?:search_result|documents)\|>)/i;
const AGENT_OPENER =
  /^(?:<(?:think|thinking|tool_call|search|access|answer)>|<\|begin_(?:of_)?(?:search_query|query)\|>)/i;
const OBSERVATION_CLOSER =
  /(?:<\/(?:tool_response|information|observation|result)>|<\|end_(?:of_)?(?:search_result|documents)\|>)$/i;
const ACTION_CLOSER =
  /(?:<\/(?:tool_call|search|access|answer|finish|code)>|<\|end_(?:of_)?(?:search_query|query)\|>)$/i;
/** Longer than any tag the four patterns know. */
const TAG_REACH = 32;

/** How far the role words of a text are to be believed. */
export type StrippedPart =
  /** A prompt: it begins with a role's line, and roles follow in the order of a conversation. */
  | 'prompt'
  /** What the model and the environment wrote: a role's word counts only beside a tool call or an observation. */
  | 'output'
  /** Both: a prompt up to the first line `assistant`, from there output. */
  | 'whole';

/**
 * Cuts a text whose chat template lost its special tokens (`skip_special_tokens=True`), so that roles are left as the
 * words system, user, assistant and tool on lines of their own - or glued to the text before where no newline was there.
 * Such a word may as well be the text of a page, so it counts only where the template is recognisable:
 *
 * - in a prompt, as its first line, and after that where it is the turn of that role
 * - in an output, `user` or `tool` right behind a closing tag of an action or right before the tag of an observation, and
 *   `assistant` after such a turn unless an observation is still open there
 *
 * @param text without white space and padding at its beginning (`trimEdgeTokens`)
 * @returns Turns in order; of an output the first is the assistant's. Null where no role is recognised.
 */
export function splitStrippedChat(text: string, part: StrippedPart): readonly ChatTurn[] | null {
  const cutter = new StrippedCutter(text, part);
  for (const { word, index, length } of roleWordsAtLineEnds(text)) cutter.offer(word, index, length);
  return cutter.finish();
}

interface RoleWord {
  readonly word: string;
  readonly index: number;
  /** With the white space and the newline behind it. */
  readonly length: number;
}

/** The words of roles at the ends of lines. What stands before one decides whether it is a role. */
function* roleWordsAtLineEnds(text: string): Generator<RoleWord> {
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf('\n', start);
    const lineEnd = newline === -1 ? text.length : newline;
    let end = lineEnd;
    while (end > start && ' \t\r'.includes(text.charAt(end - 1))) end -= 1;
    const word = ROLE_WORDS.get(text.charAt(end - 1))?.find((known) => text.endsWith(known, end));
    if (word !== undefined && end - word.length >= start) {
      const index = end - word.length;
      yield { word, index, length: (newline === -1 ? lineEnd : newline + 1) - index };
    }
    start = lineEnd + 1;
  }
}

class StrippedCutter {
  readonly #text: string;
  readonly #turns: ChatTurn[] = [];
  #part: StrippedPart;
  /** Whose turn it is; null before a prompt's first role. */
  #role: RolloutMessage['role'] | null;
  /** Where the text of the open turn begins. */
  #start = 0;
  #found = false;
  /** Whether the open turn begins with the tag of an observation. */
  #observes = false;

  constructor(text: string, part: StrippedPart) {
    this.#text = text;
    this.#part = part;
    this.#role = part === 'output' ? 'assistant' : null;
  }

  /** A role's word: closes the open turn where it counts. */
  offer(word: string, index: number, length: number): void {
    const role = roleOfWord(word);
    if (role === null || !this.#counts(role, index, index + length)) return;
    if (this.#role !== null)
      this.#turns.push({ role: this.#role, text: trimEdgeTokens(this.#text.slice(this.#start, index)) });
    this.#role = role;
    this.#start = index + length;
    this.#found = true;
    this.#observes = OBSERVATION_OPENER.test(this.#after(this.#start));
    if (role === 'assistant' && this.#part === 'whole') this.#part = 'output';
  }

  finish(): readonly ChatTurn[] | null {
    if (!this.#found || this.#role === null) return null;
    return [...this.#turns, { role: this.#role, text: trimEdgeTokens(this.#text.slice(this.#start)) }];
  }

  #counts(role: RolloutMessage['role'], index: number, end: number): boolean {
    if (this.#role === null) return (role === 'system' || role === 'user') && index === 0;
    if (role === 'system' || role === this.#role) return false;
    const isLine = index === 0 || this.#text[index - 1] === '\n';
    if (this.#part !== 'output') return this.#countsInPrompt(role, isLine, index, end);
    return role === 'assistant'
      ? this.#endsObservation(isLine, index, end)
      : this.#beginsObservation(isLine, index, end);
  }

  /** In a prompt the role is due after system and at each change between assistant and the others. */
  #countsInPrompt(role: RolloutMessage['role'], isLine: boolean, index: number, end: number): boolean {
    if (role !== 'assistant' && this.#role === 'user') return false;
    if (role === 'assistant' && this.#role === 'system') return false;
    if (isLine) return true;
    // Llama 3 writes no newline before a role and two behind it; a prompt ends with the one it leaves open.
    if (end === this.#text.length) return role === 'assistant' && !isSpaceAt(this.#text, index - 1);
    return this.#text[end] === '\n' && /[.?!:>)\]"'}]/.test(this.#text[index - 1] ?? '');
  }

  #beginsObservation(isLine: boolean, index: number, end: number): boolean {
    if (this.#role !== 'assistant') return false;
    if (OBSERVATION_OPENER.test(this.#after(end))) return true;
    return (isLine || this.#text[index - 1] === '>') && ACTION_CLOSER.test(this.#before(index));
  }

  #endsObservation(isLine: boolean, index: number, end: number): boolean {
    const before = this.#before(index);
    if (OBSERVATION_CLOSER.test(before)) return isLine || this.#text[index - 1] === '>';
    if (!isLine) return false;
    return !this.#observes || AGENT_OPENER.test(this.#after(end));
  }

  /** The end of what stands before a position, white space left out. */
  #before(index: number): string {
    let end = index;
    while (end > this.#start && isSpaceAt(this.#text, end - 1)) end -= 1;
    return this.#text.slice(Math.max(this.#start, end - TAG_REACH), end);
  }

  /** The beginning of what stands behind a position, white space left out. */
  #after(index: number): string {
    let start = index;
    while (isSpaceAt(this.#text, start)) start += 1;
    return this.#text.slice(start, start + TAG_REACH);
  }
}
