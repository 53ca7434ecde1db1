import { OUTCOMES, type Outcome } from '@/lib/core/rewards/run-columns';

import type { EntityCell } from './entity-cell';
import type { EntitySeparation } from './entity-separation';

/** How the rollouts of a group may be ordered. `reward` and `advantage` are those of E-GRPO, highest first. */
export const MEMBER_ORDERS = ['outcome', 'reward', 'advantage', 'log'] as const;
export type MemberOrder = (typeof MEMBER_ORDERS)[number];

/** How the entities of a question may be ordered. */
export const ENTITY_ORDERS = ['question', 'discovery', 'separation'] as const;
export type EntityOrder = (typeof ENTITY_ORDERS)[number];

export interface OrderedMember {
  readonly outcome: Outcome;
  readonly rewardEGrpo: number | null;
  readonly advantageEGrpo: number | null;
}

/** Below this two p are one: mirrored tables sum the same terms in another order. */
const SAME_P = 1e-12;

/** Positions 0 to length - 1 by a key, then by another, lowest first; equal keys keep their order. */
function positionsBy(
  length: number,
  keyOf: (position: number) => number,
  nextKeyOf: (position: number) => number = () => 0,
): readonly number[] {
  return Array.from({ length }, (_, position) => position).toSorted(
    (a, b) => compare(keyOf(a), keyOf(b)) || compare(nextKeyOf(a), nextKeyOf(b)) || a - b,
  );
}

/** Minus, zero or plus; two infinities are equal. */
function compare(left: number, right: number): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

function highestFirst(value: number | null | undefined): number {
  return value === null || value === undefined ? Number.POSITIVE_INFINITY : -value;
}

/**
 * Positions of the members in an order. By outcome they stand as in OUTCOMES, correct first; what is not defined stands
 * last; equal ones stay in the order given, that of the log.
 */
export function orderMembers(members: readonly OrderedMember[], order: MemberOrder): readonly number[] {
  switch (order) {
    case 'log':
      return members.map((_, position) => position);
    case 'outcome':
      return positionsBy(members.length, (at) => OUTCOMES.indexOf(members[at]?.outcome ?? 'unknown'));
    case 'reward':
      return positionsBy(members.length, (at) => highestFirst(members[at]?.rewardEGrpo));
    case 'advantage':
      return positionsBy(members.length, (at) => highestFirst(members[at]?.advantageEGrpo));
  }
}

/** The earliest turn at which any rollout found the entity; Infinity where none did. */
function earliestTurn(cells: readonly EntityCell[]): number {
  return Math.min(...cells.map(({ mark, turn }) => (mark === 'found' && turn !== null ? turn : Infinity)));
}

/**
 * Positions of the entities in an order. `discovery`: by the earliest turn at which any rollout of the group found it
 * (in the scope in force), entities that none found last. `separation`: by how strongly finding it goes with being right
 * or with being wrong: lowest p first, of equal p the larger difference, whatever its sign, undefined ones last. Equal
 * ones stay in the question's order.
 *
 * @param cells one row an entity, one cell a rollout
 * @param separations one an entity
 */
export function orderEntities(
  cells: readonly (readonly EntityCell[])[],
  separations: readonly EntitySeparation[],
  order: EntityOrder,
): readonly number[] {
  switch (order) {
    case 'question':
      return cells.map((_, position) => position);
    case 'discovery':
      return positionsBy(cells.length, (at) => earliestTurn(cells[at] ?? []));
    case 'separation':
      return positionsBy(
        cells.length,
        (at) => Math.round((separations[at]?.pValue ?? Infinity) / SAME_P),
        (at) => -Math.abs(separations[at]?.difference ?? 0),
      );
  }
}
