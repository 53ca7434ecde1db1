import { NUMBER_FIELD_NAMES, type FilterNode, type FilterTerm, type NumberInterval } from './filter-term';

/** A text as one word of a filter, whatever stands in it. @example quoteFilterText('the "Titanic"') // '"the \\"Titanic\\""' */
export function quoteFilterText(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, String.raw`\$&`)}"`;
}

function quoteAll(texts: readonly string[]): string {
  return texts.map(quoteFilterText).join(',');
}

function formatInterval({ low, high, lowClosed, highClosed }: NumberInterval): string {
  if (low === high) return String(low);
  if (low === -Infinity) return `${highClosed ? '<=' : '<'}${high}`;
  if (high === Infinity) return `${lowClosed ? '>=' : '>'}${low}`;
  if (lowClosed && highClosed) return `${low}..${high}`;
  return `${lowClosed ? '[' : '('}${low}..${high}${highClosed ? ']' : ')'}`;
}

function formatValues(term: FilterTerm): string {
  switch (term.kind) {
    case 'number': {
      const values = [...term.intervals.map(formatInterval), ...(term.orMissing ? ['none'] : [])];
      return `${NUMBER_FIELD_NAMES[term.field][0]}:${values.join(',')}`;
    }
    case 'outcome':
      return `outcome:${term.outcomes.join(',')}`;
    case 'signal':
      return `signal:${term.signals.join(',')}`;
    case 'change':
      return term.of === 'sign' ? 'sign:flipped' : 'rank:changed';
    case 'questionId':
      return `id:${quoteAll(term.ids)}`;
    case 'questionText':
      return quoteFilterText(term.text);
    case 'entity':
      return `${term.relation}:${quoteAll(term.names)}`;
    case 'word':
      return `${term.field}:${[...term.words.map(quoteFilterText), ...(term.orMissing ? ['none'] : [])].join(',')}`;
    case 'text':
      return term.text === null ? `${term.field}:any` : `${term.field}:~${quoteFilterText(term.text)}`;
  }
}

function bracketed(node: FilterNode): string {
  return node.kind === 'all' || node.kind === 'any' ? `(${formatFilterNode(node)})` : formatFilterNode(node);
}

/** Writes a filter as the text that `parseFilter` reads back to the same tree. AND is a space. */
export function formatFilterNode(node: FilterNode): string {
  switch (node.kind) {
    case 'all':
      return node.of.map((part) => (part.kind === 'any' ? bracketed(part) : formatFilterNode(part))).join(' ');
    case 'any':
      return node.of.map(formatFilterNode).join(' OR ');
    case 'not':
      return `-${bracketed(node.of)}`;
    default:
      return `${node.negated ? '-' : ''}${formatValues(node)}`;
  }
}

/**
 * Writes terms that must all hold as the text that `parseFilter` reads back to the same terms, so that a chart can link
 * to the rollouts behind a mark.
 *
 * @example formatFilter([{ kind: 'number', field: 'matchRate', negated: false, orMissing: false,
 *   intervals: [{ low: 0.2, high: 0.4, lowClosed: false, highClosed: true }] }]) // 'rate:(0.2..0.4]'
 */
export function formatFilter(terms: readonly FilterTerm[]): string {
  return formatFilterNode({ kind: 'all', of: terms });
}
