import { createParser, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { definitionParsers } from '@/components/definitions/definition-parsers';
import { METRIC_IDS } from '@/lib/core/compare-runs/compared-metrics';
import { MOST_SIDES } from '@/lib/core/compare-runs/side-name';

/** A whole number from a smallest one on; anything else in the URL counts as absent. */
function parseAsCount(smallest: number, largest: number) {
  return createParser({
    parse: (text) => {
      const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
      return value >= smallest && value <= largest ? value : null;
    },
    serialize: String,
  });
}

/** What the URL of every page of a comparison holds; see `ComparePlace`. */
export const compareParsers = {
  ...definitionParsers,
  runs: parseAsString.withDefault(''),
  baseline: parseAsCount(0, MOST_SIDES - 1).withDefault(0),
  k: parseAsCount(1, 1000),
  split: parseAsString.withDefault(''),
  metrics: parseAsString.withDefault(''),
  metric: parseAsStringLiteral(METRIC_IDS),
};
