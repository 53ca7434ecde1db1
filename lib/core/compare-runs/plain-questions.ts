import type { RunQuestions } from './match-questions';

/** A question that every run has once, under one name: its id and text are those of no other question. */
export interface PlainQuestion {
  readonly questionId: string | null;
  readonly textKey: string | null;
  /** Its number in each run, in the order of the runs. */
  readonly numbers: readonly number[];
}

interface Candidate extends PlainQuestion {
  readonly numbers: number[];
  isPlain: boolean;
}

/**
 * The questions about which there is nothing to decide, found in one pass: as a rule all that runs on one set of
 * questions have. Ids and texts join them and nothing else, so they can be left out of the search for the others.
 *
 * @returns in the order in which the first run has them
 */
export function plainQuestions(runs: readonly RunQuestions[]): readonly PlainQuestion[] {
  const candidates = new Candidates();
  runs.forEach(({ questions }, run) => {
    questions.forEach(({ questionId, textKey }, number) => {
      const [id, text] = [questionId || null, textKey || null];
      if (id === null && text === null) return;
      const candidate = candidates.find(id, text);
      // Twice in this run, or missing in one before it.
      if (candidate.numbers.length !== run) candidate.isPlain = false;
      candidate.numbers.push(number);
    });
  });
  return candidates.all.filter(({ isPlain, numbers }) => isPlain && numbers.length === runs.length);
}

class Candidates {
  readonly all: Candidate[] = [];
  readonly #byId = new Map<string, Candidate>();
  readonly #byText = new Map<string, Candidate>();

  /** The candidate with an id and text, which is no plain one if either is another's too. One of both is a name. */
  find(questionId: string | null, textKey: string | null): Candidate {
    const ofText = textKey === null ? undefined : this.#byText.get(textKey);
    const known = questionId === null ? ofText : this.#byId.get(questionId);
    const found = known ?? this.#add(questionId, textKey);
    if (found.questionId !== questionId || found.textKey !== textKey) found.isPlain = false;
    if (textKey !== null && ofText === undefined) this.#byText.set(textKey, found);
    if (ofText !== undefined && ofText !== found) {
      ofText.isPlain = false;
      found.isPlain = false;
    }
    return found;
  }

  #add(questionId: string | null, textKey: string | null): Candidate {
    const added = { questionId, textKey, numbers: [], isPlain: true };
    this.all.push(added);
    if (questionId !== null) this.#byId.set(questionId, added);
    return added;
  }
}
