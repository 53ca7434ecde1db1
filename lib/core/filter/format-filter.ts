import { NUMBER_FIELD_NAMES, type FilterTerm, type NumberInterval } from './filter-term';

/** A text as one word of a filter, whatever stands in it. @example quoteFilterText('the "Titanic"') // '"the \\"Titanic\\""' */
export function quoteFilterText(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, String.raw`\$&`)}"`;
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
    case 'questionId':
      return `id:${term.ids.map(quoteFilterText).join(',')}`;
    case 'questionText':
      return quoteFilterText(term.text);
  }
}

/**
 * Writes terms as the text that `parseFilter` reads back to the same terms, so that a chart can link to the rollouts
 * behind a mark.
 *
 * @example formatFilter([{ kind: 'number', field: 'matchRate', negated: false, orMissing: false,
 *   intervals: [{ low: 0.2, high: 0.4, lowClosed: false, highClosed: true }] }]) // 'rate:(0.2..0.4]'
 */
export function formatFilter(terms: readonly FilterTerm[]): string {
  return terms.map((term) => `${term.negated ? '-' : ''}${formatValues(term)}`).join(' ');
}
