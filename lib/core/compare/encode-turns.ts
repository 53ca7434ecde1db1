import { normaliseAddress } from './normalise-address';
import { queryWords } from './query-words';
import type { TurnFeatures } from './turn-features';

/** A query as numbers of words; equal words have equal numbers on both sides. */
export interface EncodedQuery {
  readonly words: readonly number[];
  /** Tools of one name have one number; the thought of a silent turn has the tool `SILENT`. */
  readonly tool: number;
  /** Sum of its words' weights, above 0. */
  readonly weight: number;
}

/** A turn as numbers, so that a million pairs of turns can be compared. */
export interface EncodedTurn {
  readonly queries: readonly EncodedQuery[];
  readonly addresses: readonly { readonly place: number; readonly page: number }[];
  /** `2 e` for an entity found in the turn, `2 e + 1` for one seen. */
  readonly entities: readonly number[];
  /** -1 where the turn gives no answer. */
  readonly answer: number;
  /** The aspects in which the turn has anything, as bits of ASPECTS. */
  readonly aspects: number;
}

/** What a turn can have, one bit each. */
export const ASPECTS = { asked: 1, went: 2, answered: 4, found: 8 } as const;

export interface EncodedSides {
  readonly left: readonly EncodedTurn[];
  readonly right: readonly EncodedTurn[];
  /** By number of the word: rarer words tell more. */
  readonly weights: Float64Array;
}

/** Stands for the tool of a turn that calls none: its thought is compared with those of other silent turns only. */
export const SILENT = 0;

/** Stands for every correct answer, however it is worded; no normalised answer holds the character. */
const CORRECT = '\0correct';

/** More queries or addresses of one turn do not count. */
const MOST_PARTS = 16;

class Numbers {
  readonly #numbers = new Map<string, number>();

  of(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  get size(): number {
    return this.#numbers.size;
  }
}

type PlainQuery = Omit<EncodedQuery, 'weight'>;

class TurnEncoder {
  readonly words = new Numbers();
  readonly #tools = new Numbers();
  readonly #places = new Numbers();
  readonly #answers = new Numbers();

  constructor() {
    // Takes the number SILENT, which no name of a tool can then have.
    this.#tools.of('\0silent');
  }

  queries({ calls, silentThought }: TurnFeatures): readonly PlainQuery[] {
    const asked = calls.flatMap(({ tool, queries }) => queries.map((query) => ({ query, tool: this.#tools.of(tool) })));
    if (silentThought !== '') asked.push({ query: silentThought, tool: SILENT });
    return asked.slice(0, MOST_PARTS).map(({ query, tool }) => ({
      tool,
      words: queryWords(query).map((word) => this.words.of(word)),
    }));
  }

  turn(features: TurnFeatures, queries: readonly EncodedQuery[]): EncodedTurn {
    const addresses = features.calls.flatMap((call) => call.addresses).slice(0, MOST_PARTS);
    const entities = [...features.found.map((entity) => 2 * entity), ...features.seen.map((entity) => 2 * entity + 1)];
    return {
      queries,
      entities,
      addresses: addresses.map((address) => {
        const { place, page } = normaliseAddress(address);
        return { place: this.#places.of(place), page: this.#places.of(page) };
      }),
      answer: features.answer === null ? -1 : this.#answers.of(features.isCorrect ? CORRECT : features.answer),
      aspects:
        (queries.length > 0 ? ASPECTS.asked : 0) |
        (addresses.length > 0 ? ASPECTS.went : 0) |
        (features.answer === null ? 0 : ASPECTS.answered) |
        (entities.length > 0 ? ASPECTS.found : 0),
    };
  }
}

/**
 * The turns of two rollouts as numbers.
 *
 * A word weighs `ln(e + N / df)`: N queries of both rollouts, df of them with the word. The name that every query of a
 * question holds then says little, the word that only two of them share says much. The e keeps a word of all queries at
 * 1.3: with 1 in its place, rollouts of two or three queries lost their near-identical ones.
 */
export function encodeTurns(left: readonly TurnFeatures[], right: readonly TurnFeatures[]): EncodedSides {
  const encoder = new TurnEncoder();
  const plain = [left, right].map((side) => side.map((turn) => encoder.queries(turn)));
  const frequency = new Float64Array(encoder.words.size);
  let total = 0;
  for (const query of plain.flat(2)) {
    total += 1;
    for (const word of query.words) frequency[word] = (frequency[word] ?? 0) + 1;
  }
  const weights = frequency.map((count) => Math.log(Math.E + total / count));
  const weighted = (query: PlainQuery): EncodedQuery => ({
    ...query,
    weight: query.words.reduce((sum, word) => sum + (weights[word] ?? 0), 0),
  });
  const encode = (side: readonly TurnFeatures[], at: number) =>
    side.map((turn, index) => encoder.turn(turn, (plain[at]?.[index] ?? []).map(weighted)));
  return { left: encode(left, 0), right: encode(right, 1), weights };
}
