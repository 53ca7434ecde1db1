import type { ScoredRun } from '@/lib/core/rewards/score-run';

import { columnTest } from './column-test';
import type { ColumnTerm, FilterNode, FilterTerm, TableTerm } from './filter-term';
import { complementOf, emptySet, intersectionOf, setOf, setWhere, unionOf, type RolloutSet } from './rollout-set';

/** What the tables say of a term, its negation left aside. */
export type TableMatch =
  /** Every rollout of these questions meets it. */
  | { readonly over: 'questions'; readonly questions: ReadonlySet<number> }
  /** These rollouts meet it, by position (rollout number minus one). */
  | { readonly over: 'rollouts'; readonly positions: Int32Array };

/** The answer of the tables to each of their terms; columns hold neither texts nor what readers wrote. */
export type MatchOf = (term: TableTerm) => TableMatch;

export function isColumnTerm(term: FilterTerm): term is ColumnTerm {
  return term.kind === 'number' || term.kind === 'outcome' || term.kind === 'signal' || term.kind === 'change';
}

/** The terms of a filter that its tables have to answer, in the order of the text. */
export function tableTermsOf(node: FilterNode): readonly TableTerm[] {
  switch (node.kind) {
    case 'all':
    case 'any':
      return node.of.flatMap(tableTermsOf);
    case 'not':
      return tableTermsOf(node.of);
    default:
      return isColumnTerm(node) ? [] : [node];
  }
}

function matchSet({ columns }: ScoredRun, match: TableMatch): RolloutSet {
  if (match.over === 'rollouts') return setOf(columns.length, match.positions);
  const wanted = new Uint8Array(columns.questionCount);
  for (const question of match.questions) wanted[question] = 1;
  return setWhere(columns.length, (position) => wanted[columns.question[position] ?? -1] === 1);
}

function termSet(scored: ScoredRun, term: FilterTerm, matchOf: MatchOf): RolloutSet {
  const set = isColumnTerm(term)
    ? setWhere(scored.columns.length, columnTest(scored, term))
    : matchSet(scored, matchOf(term));
  return term.negated ? complementOf(set) : set;
}

/**
 * The rollouts of a run that pass a filter.
 *
 * @param matchOf Asked once for each term that tables answer.
 */
export function applyFilter(scored: ScoredRun, node: FilterNode, matchOf: MatchOf): RolloutSet {
  const { length } = scored.columns;
  switch (node.kind) {
    case 'all':
      return node.of
        .map((part) => applyFilter(scored, part, matchOf))
        .reduce(intersectionOf, complementOf(emptySet(length)));
    case 'any':
      return node.of.map((part) => applyFilter(scored, part, matchOf)).reduce(unionOf, emptySet(length));
    case 'not':
      return complementOf(applyFilter(scored, node.of, matchOf));
    default:
      return termSet(scored, node, matchOf);
  }
}
