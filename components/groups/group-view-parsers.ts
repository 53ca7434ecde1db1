import { parseAsArrayOf, parseAsInteger, parseAsStringLiteral } from 'nuqs/server';
import { ENTITY_ORDERS, MEMBER_ORDERS, type EntityOrder, type MemberOrder } from '@/lib/core/shape/order-group';

/** How a group is looked at, in the URL: the order of both sides of its matrix, and the rollouts picked for comparison. */
export const groupViewParsers = {
  columns: parseAsStringLiteral(MEMBER_ORDERS).withDefault('outcome'),
  rows: parseAsStringLiteral(ENTITY_ORDERS).withDefault('question'),
  /** Numbers of at most two rollouts. */
  picked: parseAsArrayOf(parseAsInteger).withDefault([]),
};

export const MEMBER_ORDER_LABELS = {
  outcome: 'outcome, correct first',
  reward: 'E-GRPO reward, highest first',
  advantage: 'E-GRPO advantage, highest first',
  log: 'place in the log',
} as const satisfies Record<MemberOrder, string>;

export const ENTITY_ORDER_LABELS = {
  question: 'place in the question',
  discovery: 'earliest turn at which any rollout found them',
  separation: 'how strongly they separate right from wrong',
} as const satisfies Record<EntityOrder, string>;
