import type { ColumnTerm, FilterNode, FilterTerm, TableTerm } from './filter-term';

/** True for terms that are tested on columns; tables answer the others. */
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
