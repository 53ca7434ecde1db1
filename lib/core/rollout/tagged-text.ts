/** What the text between two tags is. `plain` stands outside all of them. */
export type SegmentKind = 'plain' | 'thought' | 'query' | 'observation' | 'answer';

export interface TaggedSegment {
  readonly kind: SegmentKind;
  /** Name of the tag the text stands in, `think` where only its closer is written; null outside all tags. */
  readonly tag: string | null;
  readonly text: string;
}

/**
 * The tags that search agents write, and what stands in them. Hermes (Qwen, DeepResearch, verl): think, tool_call,
 * tool_response, answer. Search-R1: search, information. ASearcher: access. ReSearch: result. Search-o1:
 * <|begin_search_query|> and <|begin_search_result|>. R1-Searcher: <|begin_of_query|> and <|begin_of_documents|>.
 */
const KIND_OF_TAG: ReadonlyMap<string, SegmentKind> = new Map<string, SegmentKind>([
  ['think', 'thought'],
  ['thinking', 'thought'],
  ['tool_call', 'query'],
  ['search', 'query'],
  ['access', 'query'],
  ['search_query', 'query'],
  ['query', 'query'],
  ['tool_response', 'observation'],
  ['information', 'observation'],
  ['observation', 'observation'],
  ['result', 'observation'],
  ['search_result', 'observation'],
  ['documents', 'observation'],
  ['answer', 'answer'],
  ['finish', 'answer'],
]);

/** Queries in plain text. The JSON of a tool_call may quote any tag but its own response's. */
const PLAIN_QUERY_TAGS: readonly string[] = ['search', 'access', 'search_query', 'query'];

function queriesEndedBy(observation: string): readonly string[] {
  return observation === 'tool_response' ? ['tool_call', ...PLAIN_QUERY_TAGS] : PLAIN_QUERY_TAGS;
}

const AGENT_TAG =
  /<(\/?)(think|thinking|tool_call|search|access|tool_response|information|observation|result|answer|finish)>|<\|(begin|end)_(?:of_)?(search_query|query|search_result|documents)\|>/gi;
const OBSERVATION_TAG =
  /<(\/?)(tool_response|information|observation|result)>|<\|(begin|end)_(?:of_)?(search_result|documents)\|>/gi;

interface Tag {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly kind: SegmentKind;
  readonly opens: boolean;
  /** Of an opener: position in the list of the tag that closes it, -1 where it is never closed. */
  closer: number;
}

/** A text cut at what the environment wrote into it. */
export interface TextPiece {
  readonly kind: 'assistant' | 'observation';
  /** Of an observation what stands between its tags; of the assistant its text with its tags. Never blank for the assistant. */
  readonly text: string;
}

/** Where an observation stands in a text, tags included, and the thought it interrupts. */
interface ObservationPlace {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly thought: OpenThought | null;
}

/** Whether there is nothing to see in a text. Does not copy it. */
export function isBlank(text: string): boolean {
  return !/\S/.test(text);
}

/** All tags of a text in order. */
function findTags(text: string, pattern: RegExp): readonly Tag[] {
  const tags: Tag[] = [];
  for (const match of text.matchAll(pattern)) {
    const name = (match[2] ?? match[4] ?? '').toLowerCase();
    const opens = match[2] === undefined ? match[3]?.toLowerCase() === 'begin' : match[1] === '';
    const end = match.index + match[0].length;
    tags.push({ start: match.index, end, name, kind: KIND_OF_TAG.get(name) ?? 'plain', opens, closer: -1 });
  }
  pairTagsInPlace(tags);
  return tags;
}

/**
 * An opener is closed by the next closer of its name, if no second opener comes first; a query is never closed behind an
 * observation, where a stray `</search>` would take in what the environment wrote.
 */
function pairTagsInPlace(tags: readonly Tag[]): void {
  const nextCloser = new Map<string, number>();
  for (const [index, tag] of [...tags.entries()].reverse()) {
    if (tag.opens) tag.closer = nextCloser.get(tag.name) ?? -1;
    if (tag.opens) nextCloser.delete(tag.name);
    else nextCloser.set(tag.name, index);
    if (tag.kind !== 'observation' || tag.closer === -1) continue;
    for (const name of queriesEndedBy(tag.name)) nextCloser.delete(name);
  }
}

/**
 * Cuts what an assistant wrote into segments, in order; only the tags themselves and white space between segments are
 * left out. Broken tags are read the way that loses least:
 * - a closing think tag without an opener: everything since the last tag, in a text's first thought everything before
 *   it, is a thought (chat templates write the opener into the prompt)
 * - an opener that is never closed (a stop string cut it off): its segment runs to the next opener or to the end
 * - queries and observations inside a thought are what their tags say (Search-o1 searches while it thinks); an answer
 *   tag inside a closed thought is part of the thought, as it only talks about the format
 * - any other tag without its partner is text
 */
export function splitAssistantText(text: string): readonly TaggedSegment[] {
  if (!text.includes('<')) return isBlank(text) ? [] : [{ kind: 'plain', tag: null, text }];
  return new Splitter(text, findTags(text, AGENT_TAG)).split();
}

/** Cuts a message that the environment wrote as a user: observations in their tags, and `plain` text around them. */
export function splitObservationText(text: string): readonly TaggedSegment[] {
  if (!text.includes('<')) return isBlank(text) ? [] : [{ kind: 'plain', tag: null, text }];
  return new Splitter(text, findTags(text, OBSERVATION_TAG)).split();
}

/**
 * Cuts what an assistant wrote in one go, tool results included (Search-R1, Search-o1, ASearcher), at every observation,
 * so that each piece between two observations is one turn. Where an observation interrupts a thought, the thought is
 * closed before it and opened again behind it: each piece reads by itself as it does in the whole text.
 *
 * @returns The pieces in order; only observation tags and white space around pieces are left out, only think tags added.
 * @example
 * splitAtObservations('<search>q</search><information>o</information><answer>a</answer>')
 * // assistant '<search>q</search>', observation 'o', assistant '<answer>a</answer>'
 */
export function splitAtObservations(text: string): readonly TextPiece[] {
  if (!text.includes('<')) return isBlank(text) ? [] : [{ kind: 'assistant', text: text.trim() }];
  const splitter = new Splitter(text, findTags(text, AGENT_TAG));
  splitter.split();
  const pieces: TextPiece[] = [];
  let position = 0;
  let reopened = '';
  for (const { start, end, text: observed, thought } of splitter.observations) {
    const before = text.slice(position, start);
    const closer = thought !== null && thought.closer !== -1 ? `</${thought.tag}>` : '';
    if (!isBlank(before)) pieces.push({ kind: 'assistant', text: `${reopened}${before.trim()}${closer}` });
    pieces.push({ kind: 'observation', text: observed });
    reopened = thought === null ? '' : `<${thought.tag}>`;
    position = end;
  }
  const rest = text.slice(position);
  if (!isBlank(rest)) pieces.push({ kind: 'assistant', text: `${reopened}${rest.trim()}` });
  return pieces;
}

/** An open thought: its tag, and where it closes (position in the list of tags, -1 for never). */
interface OpenThought {
  readonly tag: string;
  readonly closer: number;
}

class Splitter {
  readonly observations: ObservationPlace[] = [];
  readonly #text: string;
  readonly #tags: readonly Tag[];
  readonly #segments: TaggedSegment[] = [];
  /** Where the text not yet given out begins. */
  #position = 0;
  /** Null outside thoughts. */
  #thought: OpenThought | null = null;

  constructor(text: string, tags: readonly Tag[]) {
    this.#text = text;
    this.#tags = tags;
  }

  split(): readonly TaggedSegment[] {
    const firstThink = this.#tags.findIndex((tag) => tag.kind === 'thought');
    const first = this.#tags[firstThink];
    if (first !== undefined && !first.opens) this.#thought = { tag: first.name, closer: firstThink };
    let next = 0;
    while (next < this.#tags.length) {
      const tag = this.#tags[next];
      next = tag === undefined ? next + 1 : this.#read(tag, next);
    }
    this.#giveOutUpTo(this.#text.length);
    return this.#segments;
  }

  /** Handles one tag; returns the position of the next one to read. */
  #read(tag: Tag, index: number): number {
    if (tag.kind === 'thought') {
      this.#readThink(tag, index);
      return index + 1;
    }
    if (!tag.opens || this.#isPartOfThought(tag)) return index + 1;
    return this.#readBlock(tag, index);
  }

  #readBlock(tag: Tag, index: number): number {
    this.#giveOutUpTo(tag.start);
    if (tag.kind === 'answer') this.#thought = null;
    const after = tag.closer === -1 ? this.#endOfUnclosed(index) : tag.closer;
    const end = this.#tags[after]?.start ?? this.#text.length;
    const inside = this.#text.slice(tag.end, end);
    this.#segments.push({ kind: tag.kind, tag: tag.name, text: inside });
    this.#position = tag.closer === -1 ? end : (this.#tags[after]?.end ?? end);
    if (tag.kind === 'observation') {
      this.observations.push({ start: tag.start, end: this.#position, text: inside, thought: this.#thought });
    }
    return tag.closer === -1 ? after : after + 1;
  }

  #readThink(tag: Tag, index: number): void {
    if (!tag.opens && this.#thought === null) this.#thought = { tag: tag.name, closer: index };
    this.#giveOutUpTo(tag.start);
    this.#position = tag.end;
    this.#thought = tag.opens ? { tag: tag.name, closer: tag.closer } : null;
  }

  #isPartOfThought(tag: Tag): boolean {
    if (this.#thought === null || this.#thought.closer === -1) return false;
    return tag.kind === 'answer' || tag.closer === -1 || tag.closer > this.#thought.closer;
  }

  #endOfUnclosed(index: number): number {
    let next = index + 1;
    for (; next < this.#tags.length; next += 1) {
      const tag = this.#tags[next];
      if (tag?.opens || tag?.kind === 'thought') break;
    }
    return next;
  }

  #giveOutUpTo(end: number): void {
    const text = this.#text.slice(this.#position, end);
    if (isBlank(text)) return;
    if (this.#thought === null) this.#segments.push({ kind: 'plain', tag: null, text });
    else this.#segments.push({ kind: 'thought', tag: this.#thought.tag, text });
  }
}
