import { callText } from '@/lib/core/rollout/read-tool-call';
import { bytePattern } from '@/lib/core/search/byte-pattern';
import { findHits, type FoundHits } from '@/lib/core/search/find-hits';
import { canComeOfReading, hasEscape, holdsTaggedCall } from '@/lib/core/search/reads-otherwise';
import { requiredWords } from '@/lib/core/search/required-words';
import { compileSearch, kindOfScope, type SearchQuery } from '@/lib/core/search/search-query';
import type { SpanKind, ThoughtRule } from '@/lib/core/rollout/transcript';
import { readTranscript } from '@/lib/core/rollout/transcript';

import type { BodyFrameReader } from './body-frame';

/** A byte of a text as a unit of a string. */
const BYTES = 'latin1';

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
 * first: a rollout whose bytes cannot hold them is never decoded or parsed. An expression without such words needs the
 * texts themselves. What is a hit is decided by `findHits` over the spans of `readTranscript` alone, so neither the order
 * of texts in a frame nor what they were parsed out of matters.
 */
export class FrameSearch {
  readonly #expression: RegExp;
  readonly #kind: SpanKind | null;
  readonly #options: SearchOptions;
  readonly #mayHold: (texts: Buffer) => boolean;
  /** Whether the words may stand in what is read of a call without an escape. */
  readonly #ofAnyCall: boolean;

  /** @throws SyntaxError where a regular expression cannot be read */
  constructor(query: SearchQuery, options: SearchOptions) {
    this.#expression = compileSearch(query);
    this.#kind = kindOfScope(query.within);
    this.#options = options;
    const words = wordsOf(query);
    this.#mayHold = words === null ? () => true : byteTest(words, query.matchCase);
    this.#ofAnyCall = words?.some(canComeOfReading) === true;
  }

  /** Searches the rollout at a place of a frame. */
  search(frame: BodyFrameReader, at: number): RolloutSearch {
    const texts = frame.messageTexts(at);
    const bytes = texts.length;
    if (!this.#mayHold(texts) && !this.#readsOtherwise(frame, at)) return { bytes, total: 0, hits: [] };
    const { thoughtRule, keep, goOn } = this.#options;
    const { spans } = readTranscript(frame.read(at).messages, thoughtRule);
    return { bytes, ...findHits(spans, { expression: this.#expression, kind: this.#kind, keep, goOn }) };
  }

  /** Whether a tool call of the rollout, once its JSON is read, may hold what the bytes do not. */
  #readsOtherwise(frame: BodyFrameReader, at: number): boolean {
    if (!this.#ofAnyCall && !frame.hasEscapedCall(at)) return false;
    for (const { isArguments, text } of frame.callTexts(at)) {
      if (!this.#ofAnyCall && !hasEscape(text)) continue;
      if (isArguments ? this.#isIn(callText(text.toString())) : holdsTaggedCall(text.toString(BYTES))) return true;
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

/** Whether texts may hold one of the words: false is certain. */
function byteTest(words: readonly string[], matchCase: boolean): (texts: Buffer) => boolean {
  if (!matchCase) {
    const pattern = bytePattern(words);
    return (texts) => pattern.test(texts.toString(BYTES));
  }
  const wanted = words.map((word) => Buffer.from(word));
  return (texts) => wanted.some((bytes) => texts.includes(bytes));
}
