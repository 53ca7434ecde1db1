import type { GroupSignal, NumberField, NumberInterval } from '@/lib/core/filter/filter-term';
import { formatFilter } from '@/lib/core/filter/format-filter';
import { outcomesOfKind, type OutcomeKind } from '@/lib/core/rewards/outcome-kinds';

/** Filter text for the rollouts whose number lies in an interval, such as `rate:(0.2..0.4]`. */
export function numberFilter(field: NumberField, interval: NumberInterval): string {
  return formatFilter([{ kind: 'number', field, intervals: [interval], orMissing: false, negated: false }]);
}

/** Filter text for the rollouts of one kind of outcome; a space joins filters. */
export function kindFilter(kind: OutcomeKind): string {
  return formatFilter([{ kind: 'outcome', outcomes: outcomesOfKind(kind), negated: false }]);
}

/** Filter text that leaves out what the statistics leave out. */
export const KNOWN_OUTCOME_FILTER = formatFilter([{ kind: 'outcome', outcomes: ['unknown'], negated: true }]);

/** Filter text that leaves correct rollouts and wrong ones without an error. */
export const COUNTED_OUTCOMES_FILTER = formatFilter([
  { kind: 'outcome', outcomes: ['error_format', 'error_overlength', 'unknown'], negated: true },
]);

/** Filter text for the rollouts of groups that have a signal. */
export function signalFilter(signal: GroupSignal): string {
  return formatFilter([{ kind: 'signal', signals: [signal], negated: false }]);
}

/** A closed interval, both bounds included. */
export function closedInterval(low: number, high: number): NumberInterval {
  return { low, high, lowClosed: true, highClosed: true };
}
