import type { Transcript } from '@/lib/core/rollout/transcript';

import type { OfferedLabel } from './offered-labels';
import { queryTexts, type AskedQuery } from './query-texts';
import { jaccardSimilarity, tokenSets } from './token-similarity';

/*
 * Hints that a rollout failed in one of the ways of E-GRPO's appendix E (arXiv 2510.24694), which names the ways and
 * measures none of them. What is counted here, and every threshold, is ours. Of broken reasoning coherence nothing can
 * be counted without understanding the thoughts, so no signal speaks for it.
 */

/** Queries of one turn from here on count as many at once. */
export const MANY_QUERIES = 3;
/** Two queries whose words are at least this alike are near-identical. */
export const NEAR_IDENTICAL = 0.8;
/** A rollout of which this share of queries repeats an earlier one goes in circles. */
export const REPEATED_SHARE = 0.25;
/** Turns after the last new entity, as a share of all turns, from here on count as wasted. */
export const WASTED_SHARE = 0.5;
/** Queries compared with each other; more would take seconds. What is left out is said. */
export const MOST_COMPARED = 2000;

export const SIGNAL_IDS = [
  'queries_at_once',
  'near_identical_at_once',
  'repeated_queries',
  'overlength',
  'turns_after_last_entity',
] as const;

export interface FailureSignal {
  readonly id: (typeof SIGNAL_IDS)[number];
  /** The label it speaks for. A hint: it never sets the label. */
  readonly label: OfferedLabel;
  /** What was measured: a count, or a share in [0, 1]; null where the log does not tell. */
  readonly value: number | null;
  /** Whether the value is beyond its threshold. */
  readonly isRaised: boolean;
  /** The measurement as a sentence, with its threshold. */
  readonly sentence: string;
}

export interface SignalSource {
  readonly transcript: Pick<Transcript, 'spans' | 'turns'>;
  /** One of TERMINATIONS, or the log's own word. */
  readonly termination: string | null;
  /** First turn of each gold entity in the thoughts; null for one that is never there. Empty where there are none. */
  readonly entityFirstTurns: readonly (number | null)[];
}

interface ComparedQuery extends AskedQuery {
  readonly words: Uint32Array;
}

function byTurn(queries: readonly ComparedQuery[]): ReadonlyMap<number, readonly ComparedQuery[]> {
  return Map.groupBy(queries, ({ turn }) => turn);
}

function queriesAtOnce(turns: ReadonlyMap<number, readonly ComparedQuery[]>): FailureSignal {
  let most = 0;
  let where = 0;
  for (const [turn, queries] of turns) {
    if (queries.length <= most) continue;
    most = queries.length;
    where = turn;
  }
  return {
    id: 'queries_at_once',
    label: 'information_overload',
    value: most === 0 ? null : most,
    isRaised: most >= MANY_QUERIES,
    sentence:
      most === 0
        ? 'No tool call with a query is in the log.'
        : `At most ${most} ${most === 1 ? 'query' : 'queries'} at once, in turn ${where} (many: ${MANY_QUERIES} or more).`,
  };
}

/** How many queries of a turn have a near-identical one beside them, and how alike its pairs are on average. */
function alikeIn(queries: readonly ComparedQuery[]): { readonly alike: number; readonly mean: number } {
  const alike = new Set<number>();
  let sum = 0;
  let pairs = 0;
  for (const [index, { words }] of queries.entries()) {
    for (let other = 0; other < index; other += 1) {
      const similarity = jaccardSimilarity(words, queries[other]?.words ?? new Uint32Array());
      sum += similarity;
      pairs += 1;
      if (similarity >= NEAR_IDENTICAL) alike.add(index).add(other);
    }
  }
  return { alike: alike.size, mean: pairs === 0 ? 0 : sum / pairs };
}

function nearIdenticalAtOnce(turns: ReadonlyMap<number, readonly ComparedQuery[]>): FailureSignal {
  let worst: { turn: number; asked: number; alike: number; mean: number } | null = null;
  for (const [turn, queries] of turns) {
    if (queries.length < 2) continue;
    const { alike, mean } = alikeIn(queries);
    if (worst === null || alike > worst.alike || (alike === worst.alike && mean > worst.mean)) {
      worst = { turn, asked: queries.length, alike, mean };
    }
  }
  const common = { id: 'near_identical_at_once', label: 'information_overload' } as const;
  if (worst === null) {
    return { ...common, value: null, isRaised: false, sentence: 'No turn asks more than one query.' };
  }
  const { turn, asked, alike, mean } = worst;
  const rest = `two of its queries share ${percent(mean)} of their words on average`;
  return {
    ...common,
    value: alike,
    isRaised: alike > 0,
    sentence:
      alike > 0
        ? `${alike} of ${asked} queries of turn ${turn} are near-identical (token Jaccard >= ${NEAR_IDENTICAL}); ${rest}.`
        : `No two queries of one turn are near-identical (token Jaccard >= ${NEAR_IDENTICAL}); most alike in turn ${turn}, where ${rest}.`,
  };
}

/** Queries near-identical to one of an earlier turn, and how alike any two of the rollout are on average. */
function repeatedQueries(queries: readonly ComparedQuery[], asked: number): FailureSignal {
  const common = { id: 'repeated_queries', label: 'distracted_querying' } as const;
  if (queries.length < 2) {
    return { ...common, value: null, isRaised: false, sentence: 'Fewer than two queries are in the log.' };
  }
  let repeated = 0;
  let sum = 0;
  for (const [index, query] of queries.entries()) {
    let isRepeated = false;
    for (let earlier = 0; earlier < index; earlier += 1) {
      const other = queries[earlier];
      if (other === undefined) continue;
      const similarity = jaccardSimilarity(query.words, other.words);
      sum += similarity;
      isRepeated ||= similarity >= NEAR_IDENTICAL && other.turn < query.turn;
    }
    if (isRepeated) repeated += 1;
  }
  const share = repeated / queries.length;
  const mean = sum / ((queries.length * (queries.length - 1)) / 2);
  const only = asked > queries.length ? ` Only the first ${queries.length} of ${asked} queries were compared.` : '';
  return {
    ...common,
    value: share,
    isRaised: share >= REPEATED_SHARE,
    sentence: `${repeated} of ${queries.length} queries repeat one of an earlier turn (token Jaccard >= ${NEAR_IDENTICAL}; circling: ${percent(REPEATED_SHARE)} or more); any two share ${percent(mean)} of their words on average.${only}`,
  };
}

function overlength(termination: string | null): FailureSignal {
  const common = { id: 'overlength', label: 'distracted_querying' } as const;
  if (termination === null) {
    return { ...common, value: null, isRaised: false, sentence: 'The log does not say how the rollout ended.' };
  }
  const isContext = termination === 'context_exceeded';
  const isRaised = isContext || termination === 'tool_budget_exceeded';
  const limit = isContext ? 'context' : 'tool budget';
  return {
    ...common,
    value: Number(isRaised),
    isRaised,
    sentence: isRaised
      ? `It ended because the ${limit} was used up.`
      : 'It did not end by using up its context or tool budget.',
  };
}

function turnsAfterLastEntity({ transcript, entityFirstTurns }: SignalSource): FailureSignal {
  const common = { id: 'turns_after_last_entity', label: 'distracted_querying' } as const;
  const { turns } = transcript;
  const found = entityFirstTurns.flatMap((turn) => (turn === null ? [] : [turn]));
  if (found.length === 0 || turns === 0) {
    const sentence =
      entityFirstTurns.length === 0 ? 'The question has no gold entities.' : 'No thought ever mentions a gold entity.';
    return { ...common, value: null, isRaised: false, sentence };
  }
  const last = found.reduce((latest, turn) => Math.max(latest, turn), 0);
  const after = Math.max(0, turns - last);
  const share = after / turns;
  return {
    ...common,
    value: share,
    isRaised: share >= WASTED_SHARE,
    sentence: `${after} of ${turns} turns come after the last new gold entity, first thought of in turn ${last} (wasted: ${percent(WASTED_SHARE)} or more).`,
  };
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/**
 * What can be counted in a rollout that speaks for one of the offered labels, in the order of SIGNAL_IDS. Hints beside
 * the labels, never labels themselves. Words of queries are compared as sets (token Jaccard, lower case, NFKC).
 *
 * @example failureSignals(source)[1].sentence // '3 of 4 queries of turn 5 are near-identical (token Jaccard >= 0.8); ...'
 */
export function failureSignals(source: SignalSource): readonly FailureSignal[] {
  const asked = queryTexts(source.transcript);
  const compared = asked.slice(0, MOST_COMPARED);
  const sets = tokenSets(compared.map(({ text }) => text));
  const queries = compared.map((query, index) => ({ ...query, words: sets[index] ?? new Uint32Array() }));
  const turns = byTurn(queries);
  return [
    queriesAtOnce(turns),
    nearIdenticalAtOnce(turns),
    repeatedQueries(queries, asked.length),
    overlength(source.termination),
    turnsAfterLastEntity(source),
  ];
}
