import type { TextQuery } from '@/lib/core/rollout/find-text';
import { stepMention, type MentionPlace, type UnreadMention } from './mention-steps';
import { nearestTurn, type Outline } from './outline';
import type { ReadingPlace } from './reading-place';
import type { LoadedSpan, TurnStore } from './turn-store';

/** A place that was found: offsets in the whole text of a span. */
export interface FoundPlace {
  readonly turn: number;
  readonly span: number;
  readonly start: number;
  readonly end: number;
}

/** What the list is asked to show. */
export type Target =
  | { readonly kind: 'turn'; readonly turn: number }
  | { readonly kind: 'place'; readonly turn: number; readonly place: ReadingPlace; readonly focus: boolean }
  | { readonly kind: 'mention'; readonly turn: number; readonly mention: MentionPlace }
  | {
      readonly kind: 'unread-mention';
      readonly turn: number;
      readonly entity: number | null;
      readonly pick: 'first' | 'last';
    }
  | { readonly kind: 'found'; readonly turn: number; readonly place: FoundPlace };

export interface ReaderState {
  /** The turn that is being read. */
  readonly currentTurn: number;
  /** Where the reader was sent; null once there, or once somebody scrolls away. */
  readonly target: Target | null;
  /** The mention that was gone to last; null once somebody scrolls away. */
  readonly mention: MentionPlace | null;
  /** What is looked for; its places are marked in all that is drawn. */
  readonly query: TextQuery | null;
  readonly found: FoundPlace | null;
  /** Spans that are unfolded. */
  readonly open: ReadonlySet<number>;
}

/** Asks for the part of a span that begins at an offset. */
export type LoadSpan = (span: number, from: number) => Promise<LoadedSpan>;

interface ReaderSetup {
  readonly outline: Outline;
  readonly trails: readonly (readonly number[])[];
  readonly store: TurnStore;
  readonly loadSpan: LoadSpan;
  /** Where reading begins; null for the first turn. */
  readonly startTurn?: number | null;
}

/** Text before what was found that is loaded with it, so that a part does not begin in the middle of a word. */
const LEAD_CHARACTERS = 2000;

/** The place in a rollout that is being read, and the ways to another. The list, the rail, the finder and the keys share it. */
export class Reader {
  readonly outline: Outline;
  readonly trails: readonly (readonly number[])[];
  readonly store: TurnStore;
  readonly #loadSpan: LoadSpan;
  readonly #listeners = new Set<() => void>();
  readonly #partsAsked = new Set<string>();
  /** True from a jump until somebody scrolls: the turn jumped to stays current, even where the page cannot scroll to it. */
  #isHeld = false;
  #state: ReaderState;

  constructor({ outline, trails, store, loadSpan, startTurn = null }: ReaderSetup) {
    this.outline = outline;
    this.trails = trails;
    this.store = store;
    this.#loadSpan = loadSpan;
    this.#state = {
      currentTurn: nearestTurn(outline.turns, startTurn ?? 0),
      target: null,
      mention: null,
      query: null,
      found: null,
      open: new Set(),
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): ReaderState => this.#state;

  show(target: Target): void {
    this.#isHeld = true;
    const mention = target.kind === 'mention' ? target.mention : null;
    this.#set({ target, mention, currentTurn: target.turn });
  }

  /** The turns change their heights: a place stays where it is, unless the list is on its way to another. */
  keep(place: ReadingPlace): void {
    const { target } = this.#state;
    if (target === null || target.kind === 'place') {
      this.#set({ target: { kind: 'place', turn: place.turn, place, focus: false } });
    }
  }

  /** The list shows what it was asked for. */
  reached(): void {
    this.#set({ target: null });
  }

  /** Somebody scrolls: what was asked for is void. */
  release(): void {
    this.#isHeld = false;
    if (this.#state.target !== null || this.#state.mention !== null) this.#set({ target: null, mention: null });
  }

  /** The list came to stand at a turn. */
  scrolledTo(turn: number): void {
    const isKept = this.#state.target?.kind === 'place';
    if (!this.#isHeld && !isKept && turn !== this.#state.currentTurn) this.#set({ currentTurn: turn });
  }

  stepTurn(offset: 1 | -1): void {
    const { turns } = this.outline;
    const at = turns.indexOf(this.#state.currentTurn);
    const turn = turns[Math.min(turns.length - 1, Math.max(0, at + offset))];
    if (turn !== undefined) this.show({ kind: 'turn', turn });
  }

  /** Goes to the next (1) or previous (-1) mention of an entity, or of any (null). */
  stepMention(entity: number | null, offset: 1 | -1): void {
    const { currentTurn, mention } = this.#state;
    const own = entity === null || mention?.entity === entity ? mention : null;
    const next = stepMention(
      { turn: currentTurn, mention: own },
      { trails: this.trails, entity, offset, loaded: (turn) => this.store.loaded(turn) },
    );
    if (next !== null) this.show(mentionTarget(next, entity));
  }

  look(query: TextQuery | null): void {
    this.#set({ query, ...(query === null ? { found: null } : {}) });
  }

  showFound(place: FoundPlace): void {
    this.#isHeld = true;
    this.#set({ found: place, target: { kind: 'found', turn: place.turn, place }, currentTurn: place.turn });
  }

  isOpen(span: number): boolean {
    return this.#state.open.has(span);
  }

  setOpen(span: number, isOpen: boolean): void {
    if (this.isOpen(span) === isOpen) return;
    const open = new Set(this.#state.open);
    if (isOpen) open.add(span);
    else open.delete(span);
    this.#set({ open });
  }

  /** Loads the part of a span that begins at an offset in place of the part that is shown. */
  async loadPart(turn: number, span: number, from: number): Promise<void> {
    const key = `${span} ${from}`;
    if (this.#partsAsked.has(key)) return;
    this.#partsAsked.add(key);
    try {
      this.store.replaceSpan(turn, await this.#loadSpan(span, from));
    } finally {
      this.#partsAsked.delete(key);
    }
  }

  /** Loads the part of a span that holds an offset, with some text before it. */
  async loadPartAround(turn: number, span: number, offset: number): Promise<void> {
    return this.loadPart(turn, span, Math.max(0, offset - LEAD_CHARACTERS));
  }

  #set(change: Partial<ReaderState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function mentionTarget(next: MentionPlace | UnreadMention, entity: number | null): Target {
  if ('pick' in next) return { kind: 'unread-mention', entity, ...next };
  return { kind: 'mention', turn: next.turn, mention: next };
}
