import type { Entity } from './entity';
import { questionKey } from './question-key';

/** What is known of one question elsewhere, by what it is found. */
export interface QuestionEntry {
  readonly questionId: string | null;
  /** `questionKey` of the question's text, null where only an id is known. */
  readonly textKey: string | null;
}

/** Gold entities of one question of an uploaded entity set. */
export interface EntitySetEntry extends QuestionEntry {
  readonly setId: string;
  readonly entities: readonly Entity[];
}

/** What a run knows of a question that is to be joined. */
export interface JoinQuestion {
  readonly questionId: string | null;
  readonly question: string | null;
}

export type Join<Entry extends QuestionEntry = EntitySetEntry> =
  | { readonly kind: 'joined'; readonly by: 'id' | 'text' | 'substring'; readonly entry: Entry }
  | { readonly kind: 'unjoined' }
  /** More than one question of the sets is contained in this text. */
  | { readonly kind: 'ambiguous'; readonly candidates: number };

const PREFIX_LENGTH = 24;
const UNJOINED = { kind: 'unjoined' } as const;

/**
 * Finds a question among those of which gold entities or gold answers are known: by id where both sides have one and their texts do not
 * contradict each other, else by equal normalised text, else where exactly one gold question (of at least 24
 * characters) is contained in the text, which is how prompt templates wrap a question. Of several entries for one
 * question the first given wins, so give the newest set first. Source: the join rules in lib/import/README.md.
 */
export class QuestionIndex<Entry extends QuestionEntry = EntitySetEntry> {
  readonly #byId = new Map<string, Entry>();
  readonly #byKey = new Map<string, Entry>();
  readonly #byPrefix = new Map<string, Entry[]>();

  constructor(entriesNewestFirst: Iterable<Entry>) {
    for (const entry of entriesNewestFirst) this.#add(entry);
  }

  get size(): number {
    return Math.max(this.#byId.size, this.#byKey.size);
  }

  join(question: JoinQuestion): Join<Entry> {
    if (this.size === 0) return UNJOINED;
    const key = question.question === null ? null : questionKey(question.question);
    const byId = question.questionId === null ? undefined : this.#byId.get(question.questionId);
    if (byId !== undefined && textsAgree(byId.textKey, key)) return { kind: 'joined', by: 'id', entry: byId };
    if (key === null) return UNJOINED;
    const byText = this.#byKey.get(key);
    if (byText !== undefined) return { kind: 'joined', by: 'text', entry: byText };
    const contained = this.#containedIn(key);
    const [only] = contained;
    if (only === undefined) return UNJOINED;
    if (contained.length > 1) return { kind: 'ambiguous', candidates: contained.length };
    return { kind: 'joined', by: 'substring', entry: only };
  }

  #add(entry: Entry): void {
    const { questionId, textKey } = entry;
    if (questionId !== null && !this.#byId.has(questionId)) this.#byId.set(questionId, entry);
    if (textKey === null || textKey === '' || this.#byKey.has(textKey)) return;
    this.#byKey.set(textKey, entry);
    if (textKey.length < PREFIX_LENGTH) return;
    const prefix = textKey.slice(0, PREFIX_LENGTH);
    const same = this.#byPrefix.get(prefix);
    if (same === undefined) this.#byPrefix.set(prefix, [entry]);
    else same.push(entry);
  }

  /** Gold questions contained in a text that starts a word there; one contained in another found one is left out. */
  #containedIn(key: string): readonly Entry[] {
    const found = new Set<Entry>();
    for (let start = 0; start + PREFIX_LENGTH <= key.length; start += 1) {
      if (start > 0 && key[start - 1] !== ' ') continue;
      for (const entry of this.#byPrefix.get(key.slice(start, start + PREFIX_LENGTH)) ?? []) {
        if (entry.textKey !== null && key.startsWith(entry.textKey, start)) found.add(entry);
      }
    }
    const entries = [...found];
    return entries.filter(
      (entry) => !entries.some((other) => other !== entry && (other.textKey ?? '').includes(entry.textKey ?? '')),
    );
  }
}

/** Texts contradict when both are known and neither contains the other: then an equal id is a coincidence. */
function textsAgree(left: string | null, right: string | null): boolean {
  if (left === null || right === null || left === '' || right === '') return true;
  return left.includes(right) || right.includes(left);
}
