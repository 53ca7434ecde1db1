import type { TranscriptSpan } from '@/components/rollout/transcript';

/** A span with the part of its text that is here: that from `start` on. Mentions count from there. */
export interface LoadedSpan extends TranscriptSpan {
  /** Number of the span in the rollout, from 0. */
  readonly span: number;
  /** Characters of the whole text. */
  readonly length: number;
  readonly start: number;
}

export interface LoadedTurn {
  readonly turn: number;
  readonly spans: readonly LoadedSpan[];
}

export type TurnState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'loaded'; readonly turn: LoadedTurn };

/** First and last turn, both included. */
export interface TurnRange {
  readonly from: number;
  readonly to: number;
}

/** Asks for the turns of a range; the answer may end before the range does. */
export type LoadTurns = (range: TurnRange, signal: AbortSignal) => Promise<readonly LoadedTurn[]>;

const ABSENT: TurnState = { kind: 'absent' };
/** Turns a request asks for at most. */
const TURNS_A_REQUEST = 40;
/** Characters kept in the browser; beyond, the turns farthest from the reader go. */
const KEPT_CHARACTERS = 6_000_000;

function weightOf({ spans }: LoadedTurn): number {
  return spans.reduce((sum, { text }) => sum + text.length, 0);
}

function isWithin(turn: number, { from, to }: TurnRange): boolean {
  return turn >= from && turn <= to;
}

/**
 * The turns of a rollout that are here. Says which are wanted (`want`), and it asks for those that are missing: what is
 * seen first, then what is near, one request at a time. A request for turns that are no longer near is given up.
 */
export class TurnStore {
  readonly #turns: readonly number[];
  readonly #load: LoadTurns;
  readonly #states = new Map<number, TurnState>();
  readonly #listeners = new Set<() => void>();
  #characters = 0;
  #seen: TurnRange = { from: 0, to: -1 };
  #near: TurnRange = { from: 0, to: -1 };
  #request: { readonly range: TurnRange; readonly abort: AbortController } | null = null;

  /** @param turns Numbers of all turns of the rollout, ascending. */
  constructor(turns: readonly number[], first: readonly LoadedTurn[], load: LoadTurns) {
    this.#turns = turns;
    this.#load = load;
    for (const turn of first) this.#keep(turn);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  stateOf(turn: number): TurnState {
    return this.#states.get(turn) ?? ABSENT;
  }

  /** The turn, where it is here. */
  loaded(turn: number): LoadedTurn | null {
    const state = this.stateOf(turn);
    return state.kind === 'loaded' ? state.turn : null;
  }

  want(seen: TurnRange, near: TurnRange): void {
    this.#seen = seen;
    this.#near = near;
    const { range, abort } = this.#request ?? { range: null, abort: null };
    if (range !== null && (range.to < near.from || range.from > near.to)) {
      this.#request = null;
      abort.abort();
    }
    this.#loadNext();
  }

  /** Asks again for what could not be loaded. */
  retry(): void {
    for (const [turn, state] of this.#states) if (state.kind === 'failed') this.#states.delete(turn);
    this.#changed();
    this.#loadNext();
  }

  /** Puts another part of a long span in its place. */
  replaceSpan(turn: number, part: LoadedSpan): void {
    const known = this.loaded(turn);
    if (known === null) return;
    this.#keep({ turn, spans: known.spans.map((span) => (span.span === part.span ? part : span)) });
    this.#changed();
  }

  #keep(turn: LoadedTurn): void {
    const known = this.loaded(turn.turn);
    this.#characters += weightOf(turn) - (known === null ? 0 : weightOf(known));
    this.#states.set(turn.turn, { kind: 'loaded', turn });
  }

  #missing(range: TurnRange): number[] {
    return this.#turns.filter((turn) => isWithin(turn, range) && this.stateOf(turn).kind === 'absent');
  }

  /** The next turns to ask for: from the first missing one that is seen, else ahead, else behind. */
  #nextRange(): TurnRange | null {
    const ahead = this.#missing({ from: this.#seen.from, to: this.#near.to });
    const behind = this.#missing({ from: this.#near.from, to: this.#seen.from - 1 });
    const turns = ahead.length > 0 ? ahead.slice(0, TURNS_A_REQUEST) : behind.slice(-TURNS_A_REQUEST);
    const [from] = turns;
    const to = turns.at(-1);
    return from === undefined || to === undefined ? null : { from, to };
  }

  #loadNext(): void {
    if (this.#request !== null) return;
    const range = this.#nextRange();
    if (range === null) return;
    const abort = new AbortController();
    const request = { range, abort };
    this.#request = request;
    const settle = (take: () => void) => {
      if (this.#request !== request) return;
      this.#request = null;
      take();
      this.#changed();
      this.#loadNext();
    };
    this.#load(range, abort.signal).then(
      (turns) => settle(() => this.#take(turns, range)),
      (error: unknown) => settle(() => this.#fail(range, error instanceof Error ? error.message : 'no answer')),
    );
  }

  #take(turns: readonly LoadedTurn[], range: TurnRange): void {
    for (const turn of turns) this.#keep(turn);
    if (turns.length === 0) this.#fail(range, 'The server has no such turns.');
    this.#forgetFar();
  }

  #fail(range: TurnRange, reason: string): void {
    for (const turn of this.#missing(range)) this.#states.set(turn, { kind: 'failed', reason });
  }

  #forgetFar(): void {
    if (this.#characters <= KEPT_CHARACTERS) return;
    const distance = (turn: number): number => Math.max(this.#near.from - turn, turn - this.#near.to);
    const far = [...this.#states.keys()].filter((turn) => distance(turn) > 0).sort((a, b) => distance(b) - distance(a));
    for (const turn of far) {
      if (this.#characters <= KEPT_CHARACTERS) return;
      const known = this.loaded(turn);
      if (known === null) continue;
      this.#characters -= weightOf(known);
      this.#states.delete(turn);
    }
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
