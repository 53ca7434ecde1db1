import { formatCount, formatDecimal, formatPercent, formatQuantity } from '@/components/format/format-number';
import {
  FEWEST_COMPARED,
  FEWEST_JUDGED,
  isStanding,
  type EntityClass,
  type EntityDifference,
  type EntityLift,
} from '@/lib/core/entities/compare-entities';
import { quoteFilterText } from '@/lib/core/filter/format-filter';
import { outcomesOfKind } from '@/lib/core/rewards/outcome-kinds';

/** Rollouts that found an entity, of how many. */
export interface FoundShare {
  readonly found: number;
  readonly rollouts: number;
}

/** A gold entity of a run as its page shows it. */
export interface RunEntityRow {
  readonly name: string;
  readonly entityClass: EntityClass;
  readonly questions: number;
  /** The first few. */
  readonly questionList: readonly {
    readonly questionNo: number;
    readonly questionId: string | null;
    readonly question: string | null;
  }[];
  readonly all: FoundShare;
  readonly correct: FoundShare;
  readonly wrong: FoundShare;
  readonly seen: number;
  readonly seenNotTakenUp: number;
  readonly medianFirstTurn: number | null;
  readonly lift: EntityLift;
  readonly difference: EntityDifference;
  readonly compared: { readonly questions: number; readonly right: number; readonly wrong: number };
  readonly pValue: number | null;
  readonly pValueHolm: number | null;
}

/** What each class is called, and what it means. */
export const CLASS_WORDS: Readonly<
  Record<EntityClass, { readonly label: string; readonly tab: string; readonly means: string }>
> = {
  bottleneck: {
    label: 'Bottleneck',
    tab: 'Bottlenecks',
    means:
      'Right rollouts found it more often than wrong ones of the same question: the interval of the lift lies above 1, or no wrong rollout found it and the test says p < 0.05.',
  },
  reverse: {
    label: 'More in wrong',
    tab: 'More in wrong',
    means:
      'Wrong rollouts found it more often than right ones of the same question: a distraction, or a sign of long rollouts.',
  },
  undecided: {
    label: 'Undecided',
    tab: 'Undecided',
    means: 'Found about as often in right as in wrong rollouts, as far as these rollouts can tell.',
  },
  untested: {
    label: 'Too few',
    tab: 'Too few to tell',
    means: `Fewer than ${FEWEST_COMPARED} right or fewer than ${FEWEST_COMPARED} wrong rollouts of questions that have both kinds, or fewer than ${FEWEST_JUDGED} with a known outcome: counts only.`,
  },
  uninformative: {
    label: 'Found by all',
    tab: 'Found by all',
    means: `Every rollout found it, ${FEWEST_JUDGED} or more of them with a known outcome, so it cannot tell right from wrong. Often it stands in the question.`,
  },
  never_taken_up: {
    label: 'Never taken up',
    tab: 'Never taken up',
    means: 'No rollout found it, though observations mention it: it was there to be read.',
  },
  suspect: {
    label: 'Suspect',
    tab: 'Suspect gold',
    means: `No rollout found it and no observation mentions it, over ${FEWEST_JUDGED} or more rollouts with a known outcome: the gold entity may be wrong, or written otherwise in the sources.`,
  },
};

/** What an entity is called: a bottleneck that may be chance among so many gets a question mark. */
export function classWords(row: RunEntityRow): { readonly label: string; readonly means: string } {
  const words = CLASS_WORDS[row.entityClass];
  if (row.entityClass !== 'bottleneck' || isStanding(row)) return words;
  return {
    label: `${words.label}?`,
    means: `${words.means} Among all entities tested this may be chance: adjusted p ${probabilityText(row.pValueHolm)}.`,
  };
}

const WRONG = `outcome:${outcomesOfKind('wrong').join(',')}`;

/** Filters of the rollouts behind the numbers of an entity. */
export function entityFilters(name: string) {
  const quoted = quoteFilterText(name);
  return {
    foundByRight: `entity:${quoted} outcome:correct`,
    foundByWrong: `entity:${quoted} ${WRONG}`,
    missedByRight: `missing:${quoted} outcome:correct`,
    missedByWrong: `missing:${quoted} ${WRONG}`,
    seenNotTakenUp: `seen:${quoted}`,
  };
}

const GAP_WORDS: Readonly<Record<NonNullable<EntityLift['gap']>, string>> = {
  no_both: 'none of its questions has both right and wrong rollouts',
  never_found: 'no rollout of a question with both kinds found it',
  too_few: 'no interval: fewer than 5 right or 5 wrong rollouts to compare',
  none_wrong_found: 'no wrong rollout found it, so the ratio is infinite and has no interval',
  none_right_found: 'no right rollout found it, so the ratio is 0 and has no interval',
  no_spread: 'no interval: all of them found it',
};

/** The lift as it stands in a table: `3.00`, `∞`; null where there is none. */
export function liftText({ value, gap }: EntityLift): string | null {
  if (gap === 'none_wrong_found') return '∞';
  return value === null ? null : formatDecimal(value);
}

/** What is behind a lift, in one sentence. */
export function liftWords({ lift, compared, pValue, pValueHolm }: RunEntityRow): string {
  const basis = `${formatCount(compared.right)} right and ${formatCount(compared.wrong)} wrong rollouts of ${formatQuantity(compared.questions, 'question')}`;
  const interval =
    lift.low === null || lift.high === null
      ? lift.gap === null
        ? ''
        : GAP_WORDS[lift.gap]
      : `95% interval ${formatDecimal(lift.low)} to ${formatDecimal(lift.high)}`;
  const test = pValue === null ? '' : `; p ${probabilityText(pValue)}, adjusted ${probabilityText(pValueHolm)}`;
  return `${interval}; ${basis}${test}`;
}

/** The interval of a difference, or why there is none. */
export function differenceWords({ low, high }: EntityDifference): string {
  return low === null || high === null
    ? 'No interval: too few rollouts, or no spread in them.'
    : `95% interval ${formatPercent(low)} to ${formatPercent(high)}`;
}

/** A p-value: `= 0.031`, `< 0.001`, an en dash. */
export function probabilityText(pValue: number | null): string {
  if (pValue === null) return '–';
  return pValue < 0.001 ? '< 0.001' : `= ${formatDecimal(pValue, 3)}`;
}
