import { segmentText, type Mention } from './transcript';

/** Where a search finds its text: UTF-16 offsets; `current` is the match that was jumped to. */
export interface FoundRange {
  readonly start: number;
  readonly end: number;
  readonly current: boolean;
}

/** A stretch of text with all that is marked in it. */
export interface MarkedSegment {
  /** Offset in the whole text of the span. */
  readonly start: number;
  readonly text: string;
  /** Positions in the list of entities; empty where no mention stands. */
  readonly entities: readonly number[];
  readonly found: 'match' | 'current' | null;
  /** A special tag of a chat template or an agent, such as `<think>` or `<|im_end|>`. */
  readonly isTag: boolean;
}

/** Marks that are no entity, in the place of an entity's position. */
const TAG = -1;
const FOUND = -2;
const CURRENT = -3;

const SPECIAL_TAG =
  /<\/?(?:think|thinking|thought|tool_calls?|tool_responses?|tools?|function|parameter|search|access|query|search_query|information|observation|documents?|result|search_result|answer|finish|code|bos|eos|pad|s|start_of_turn|end_of_turn)(?:[ =][^<>\n]{0,120})?\/?>|<[|｜][^|｜<>\n]{1,60}[|｜]>|\[\/?INST\]|<<\/?SYS>>/gi;

function specialTags(text: string): readonly Mention[] {
  if (!text.includes('<') && !text.includes('[')) return [];
  return Array.from(text.matchAll(SPECIAL_TAG), ({ index, 0: tag }) => ({
    entity: TAG,
    start: index,
    end: index + tag.length,
  }));
}

/** All that is marked in one text, ready to be cut out for any stretch of it. */
export class TextMarks {
  readonly #text: string;
  /** Ascending by start. */
  readonly #marks: readonly Mention[];
  /** Highest end among the marks up to each. */
  readonly #reach: readonly number[];

  /** @param withTags whether special tags are marked too: not where a text is shown raw */
  constructor(text: string, mentions: readonly Mention[], found: readonly FoundRange[], withTags: boolean) {
    this.#text = text;
    const matches = found.map(({ start, end, current }) => ({ entity: current ? CURRENT : FOUND, start, end }));
    const all = [...mentions, ...matches, ...(withTags ? specialTags(text) : [])];
    this.#marks = all.sort((a, b) => a.start - b.start);
    let reach = 0;
    this.#reach = this.#marks.map(({ end }) => (reach = Math.max(reach, end)));
  }

  /** Whether anything but a special tag is marked between two offsets. */
  hasMarks(start: number, end: number): boolean {
    return this.#between(start, end).some(({ entity }) => entity !== TAG);
  }

  /** The stretch from `start` to `end`, cut at the borders of its marks; the segments joined give its text back. */
  segments(start: number, end: number): readonly MarkedSegment[] {
    const marks = this.#between(start, end).map((mark) => ({
      entity: mark.entity,
      start: mark.start - start,
      end: mark.end - start,
    }));
    return segmentText(this.#text.slice(start, end), marks).map((segment) => ({
      start: start + segment.start,
      text: segment.text,
      entities: segment.entities.filter((entity) => entity >= 0),
      found: foundOf(segment.entities),
      isTag: segment.entities.includes(TAG),
    }));
  }

  /** Marks that overlap a stretch, found in log n steps and those marks. */
  #between(start: number, end: number): readonly Mention[] {
    const from = firstIndex(this.#reach, (reach) => reach > start);
    const found: Mention[] = [];
    for (let at = from; (this.#marks[at]?.start ?? end) < end; at += 1) {
      const mark = this.#marks[at];
      if (mark !== undefined && mark.end > start) found.push(mark);
    }
    return found;
  }
}

function foundOf(entities: readonly number[]): MarkedSegment['found'] {
  if (entities.includes(CURRENT)) return 'current';
  return entities.includes(FOUND) ? 'match' : null;
}

/** The first position of an ascending list at which a test holds; its length where it never does. */
function firstIndex(values: readonly number[], holds: (value: number) => boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(values[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}
