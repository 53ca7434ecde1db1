import { callText } from '@/lib/core/rollout/read-tool-call';
import { findHits, type FoundHits } from '@/lib/core/search/find-hits';
import { canComeOfReading, hasEscape, holdsTaggedCall } from '@/lib/core/search/reads-otherwise';
import { requiredWords } from '@/lib/core/search/required-words';
import { compileSearch, kindOfScope, type SearchQuery } from '@/lib/core/search/search-query';
import type { RolloutMessage } from '@/lib/core/rollout/rollout';
import type { SpanKind, ThoughtRule } from '@/lib/core/rollout/transcript';
import { readTranscript } from '@/lib/core/rollout/transcript';

import type { BodyFrameReader, StoredText } from './body-frame';
import { wordTest } from './byte-words';

const TAG_OPENS = 0x3c;

export interface RolloutSearch extends FoundHits {
  /** Bytes of the rollout's messages, unpacked. */
  readonly bytes: number;
}

interface SearchOptions {
  readonly thoughtRule: ThoughtRule;
  /** Hits of a rollout that are kept; all are counted. */
  readonly keep: number;
  readonly goOn: () => boolean;
}

/**
 * Searches stored rollouts. Words, or those that every match of a regular expression holds, are looked for in the bytes
 * first: a rollout whose bytes cannot hold them is never decoded or parsed, and of the others only the texts that can. An
 * expression without such words needs the texts themselves. What is a hit is decided by `findHits` over the spans of
 * `readTranscript` alone, so neither the order of texts in a frame nor what they were parsed out of matters.
 */
export class FrameSearch {
  readonly #expression: RegExp;
  readonly #kind: SpanKind | null;
  readonly #options: SearchOptions;
  /** Whether a part of some texts may hold the words; null where none are known. */
  readonly #mayHold: ReturnType<typeof wordTest> | null;
  /** Whether the words may stand in what is read of a call without an escape. */
  readonly #ofAnyCall: boolean;
  /** Stands for a text that cannot hold the words: something to see that is no hit, and JSON, as calls are read faster. */
  readonly #standIn: string;

  /** @throws SyntaxError where a regular expression cannot be read */
  constructor(query: SearchQuery, options: SearchOptions) {
    this.#expression = compileSearch(query);
    this.#kind = kindOfScope(query.within);
    this.#options = options;
    const words = wordsOf(query);
    this.#mayHold = words === null ? null : wordTest(words, query.matchCase);
    this.#ofAnyCall = words?.some(canComeOfReading) === true;
    this.#standIn = this.#isIn('0') ? '1' : '0';
  }

  /** Searches the rollout at a place of a frame. */
  search(frame: BodyFrameReader, at: number): RolloutSearch {
    const texts = frame.messageTexts(at);
    const bytes = texts.length;
    const mayHold = this.#mayHold?.(texts, 0, bytes) ?? true;
    if (!mayHold && !this.#readsOtherwise(frame, at)) return { bytes, total: 0, hits: [] };
    const { thoughtRule, keep, goOn } = this.#options;
    const { spans } = readTranscript(this.#messages(frame, at), thoughtRule);
    return { bytes, ...findHits(spans, { expression: this.#expression, kind: this.#kind, keep, goOn }) };
  }

  /** The messages of a rollout, with a stand-in for each text that makes a span of its own and cannot hold the words. */
  #messages(frame: BodyFrameReader, at: number): readonly RolloutMessage[] {
    const mayHold = this.#mayHold;
    if (mayHold === null) return frame.read(at).messages;
    const texts = frame.messageTexts(at);
    return frame.readMessages(at, (text) => {
      const { start, end } = text;
      const isNeeded =
        this.#isReadOtherwise(texts, text) || mayHold(texts, start, end) || !holdsVisible(texts, start, end);
      return isNeeded ? texts.toString('utf8', start, end) : this.#standIn;
    });
  }

  /** Whether what is read of a text may be several spans, or hold what its bytes do not. */
  #isReadOtherwise(texts: Buffer, { start, end, part, role }: StoredText): boolean {
    if (part === 'reasoning_content' || role === 'tool' || role === 'system') return false;
    if (part === 'arguments') return this.#ofAnyCall || hasEscape(texts.subarray(start, end));
    return texts.subarray(start, end).includes(TAG_OPENS);
  }

  /** Whether a tool call of the rollout, once its JSON is read, may hold what the bytes do not. */
  #readsOtherwise(frame: BodyFrameReader, at: number): boolean {
    if (!this.#ofAnyCall && !frame.hasEscapedCall(at)) return false;
    for (const { isArguments, text } of frame.callTexts(at)) {
      if (!this.#ofAnyCall && !hasEscape(text)) continue;
      if (isArguments ? this.#isIn(callText(text.toString())) : holdsTaggedCall(text.toString('latin1'))) return true;
    }
    return false;
  }

  #isIn(text: string): boolean {
    this.#expression.lastIndex = 0;
    return this.#expression.test(text);
  }
}

/**
 * Words of which each hit holds one; null where none are known. A blank they begin with is left out: in what is read of a
 * call, one may come of a bullet.
 */
function wordsOf({ text, mode }: SearchQuery): readonly string[] | null {
  const words = mode === 'text' ? [text] : requiredWords(text);
  return words?.map((word) => (/^ +[^ ]{2}/.test(word) ? word.trimStart() : word)) ?? null;
}

const BLANK = 0x20;
const LAST_ASCII = 0x7f;

/** Whether a text in UTF-8 surely is not blank: it has a visible character of ASCII. */
function holdsVisible(texts: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = texts[at] ?? 0;
    if (byte > BLANK && byte <= LAST_ASCII) return true;
  }
  return false;
}
