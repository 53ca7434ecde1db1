import { SILENT, type EncodedQuery, type EncodedSides, type EncodedTurn } from './encode-turns';

/** The same words for a tool of another name. */
const OTHER_TOOL = 0.7;

const NOWHERE = new Int32Array();

/** Places of the queries that hold a word, ascending. */
type Postings = readonly Int32Array[];

function postingsOf(queries: readonly EncodedQuery[], words: number): Postings {
  const postings: number[][] = Array.from({ length: words }, () => []);
  for (const [place, query] of queries.entries()) {
    for (const word of query.words) postings[word]?.push(place);
  }
  return postings.map((places) => Int32Array.from(places));
}

/** The first index of an ascending list whose value is at least `value`. */
function lowerBound(list: Int32Array, value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Similarity of what turns ask, for one left turn and a stretch of right turns at a time: each query of either turn with
 * the closest of the other, averaged over all of them. Only queries that share a word are ever looked at.
 */
export class QueryMatcher {
  /** Place of the first query of each right turn, and one past the last. */
  readonly #starts: Int32Array;
  /** Right turn, tool and weight of each query. */
  readonly #turns: Int32Array;
  readonly #tools: Int32Array;
  readonly #sizes: Float64Array;
  readonly #postings: Postings;
  readonly #weights: Float64Array;
  readonly #shared: Float64Array;
  readonly #closest: Float64Array;

  constructor({ right, weights }: EncodedSides) {
    const queries = right.flatMap((turn) => turn.queries);
    this.#turns = Int32Array.from(right.flatMap((turn, at) => turn.queries.map(() => at)));
    this.#tools = Int32Array.from(queries, ({ tool }) => tool);
    this.#sizes = Float64Array.from(queries, ({ weight }) => weight);
    const starts = [0];
    for (const turn of right) starts.push((starts.at(-1) ?? 0) + turn.queries.length);
    this.#starts = Int32Array.from(starts);
    this.#weights = weights;
    this.#postings = postingsOf(queries, weights.length);
    this.#shared = new Float64Array(queries.length);
    this.#closest = new Float64Array(queries.length);
  }

  /** @returns similarity in [0, 1] of the left turn with each of the right turns `from` to `to - 1` */
  match(left: EncodedTurn, from: number, to: number): Float64Array {
    const sums = new Float64Array(to - from);
    if (left.queries.length === 0) return sums;
    const first = this.#starts[from] ?? 0;
    const end = this.#starts[to] ?? 0;
    this.#closest.fill(0, first, end);
    for (const query of left.queries) this.#addClosestInPlace(query, { first, end, from, sums });
    this.#averageInPlace(sums, from, left.queries.length);
    return sums;
  }

  /** Adds how close the closest left query comes to each right one, and divides by the queries of both turns. */
  #averageInPlace(sums: Float64Array, from: number, leftQueries: number): void {
    const starts = this.#starts;
    for (let at = 0; at < sums.length; at += 1) {
      const [first = 0, end = 0] = [starts[from + at], starts[from + at + 1]];
      let sum = sums[at] ?? 0;
      for (let place = first; place < end; place += 1) sum += this.#closest[place] ?? 0;
      // Rounding may carry a sum of ones past the number of them.
      sums[at] = Math.min(1, sum / (leftQueries + end - first));
    }
  }

  /** Adds how close the closest query of each right turn comes to a left one, and notes the same the other way round. */
  #addClosestInPlace(
    query: EncodedQuery,
    { first, end, from, sums }: { first: number; end: number; from: number; sums: Float64Array },
  ): void {
    this.#shared.fill(0, first, end);
    for (const word of query.words) this.#addWordInPlace(word, first, end);
    // Local names: this loop runs once for every two queries of two long rollouts.
    const [shared, closest, sizes, turns] = [this.#shared, this.#closest, this.#sizes, this.#turns];
    let turn = -1;
    let best = 0;
    for (let place = first; place < end; place += 1) {
      const weight = shared[place] ?? 0;
      if (weight === 0) continue;
      const overlap = this.#toolFactor(query, place) * ((2 * weight) / (query.weight + (sizes[place] ?? 0)));
      if (overlap > (closest[place] ?? 0)) closest[place] = overlap;
      const home = turns[place] ?? 0;
      if (home !== turn) {
        turn = home;
        best = 0;
      }
      if (overlap <= best) continue;
      sums[home - from] = (sums[home - from] ?? 0) + overlap - best;
      best = overlap;
    }
  }

  /** What queries of two tools are worth at most; the wording of a thought is never compared with a query. */
  #toolFactor({ tool }: EncodedQuery, place: number): number {
    const other = this.#tools[place];
    if (tool === other) return 1;
    return tool === SILENT || other === SILENT ? 0 : OTHER_TOOL;
  }

  #addWordInPlace(word: number, first: number, end: number): void {
    const places = this.#postings[word] ?? NOWHERE;
    const weight = this.#weights[word] ?? 0;
    const shared = this.#shared;
    for (let index = lowerBound(places, first); index < places.length; index += 1) {
      const place = places[index] ?? end;
      if (place >= end) return;
      shared[place] = (shared[place] ?? 0) + weight;
    }
  }
}
