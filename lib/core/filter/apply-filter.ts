import type { ScoredRun } from '@/lib/core/rewards/score-run';

import { columnTest } from './column-test';
import { isColumnTerm } from './filter-node';
import type { FilterNode, FilterTerm, TableTerm } from './filter-term';
import { complementOf, emptySet, intersectionOf, setWhere, unionOf, type RolloutSet } from './rollout-set';

/** What the tables say of a term, its negation left aside. */
export type TableMatch =
  /** Every rollout of these questions meets it. */
  | { readonly over: 'questions'; readonly questions: ReadonlySet<number> }
  /** These rollouts meet it. */
  | { readonly over: 'rollouts'; readonly set: RolloutSet };

/** The answer of the tables to each of their terms; columns hold neither texts nor what readers wrote. */
export type MatchOf = (term: TableTerm) => TableMatch;

function matchSet({ columns }: ScoredRun, match: TableMatch): RolloutSet {
  if (match.over === 'rollouts') return match.set;
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
