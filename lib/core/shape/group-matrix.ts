import type { Scope } from '@/lib/core/entities/entity';
import type { Outcome } from '@/lib/core/rewards/run-columns';

import { CELL_MARKS, entityCell, type EntityCell, type TurnsByScope } from './entity-cell';
import { separateEntities, type EntitySeparation } from './entity-separation';

/** One entity of a group against all its rollouts, packed: a wide group has thousands of cells. */
export interface MatrixEntity {
  readonly name: string;
  /** One digit a rollout, of base 12: a position in CELL_MARKS, six more where the entity was also seen. */
  readonly marks: string;
  /** One turn a rollout; 0 where there is none. */
  readonly turns: readonly number[];
  readonly separation: EntitySeparation;
}

interface MatrixRollout {
  readonly outcome: Outcome;
  /** One an entity. */
  readonly firstTurns: readonly TurnsByScope[];
}

const NEVER: EntityCell = { mark: 'never', turn: null, alsoSeen: false };
const BASE = 2 * CELL_MARKS.length;

/** Entities (in the question's order) against rollouts (in the order given), each with what it separates. */
export function groupMatrix(
  names: readonly string[],
  rollouts: readonly MatrixRollout[],
  scope: Scope,
): readonly MatrixEntity[] {
  const rows = names.map((_, entity) =>
    rollouts.map(({ firstTurns }) => {
      const turns = firstTurns[entity];
      return turns === undefined ? NEVER : entityCell(turns, scope);
    }),
  );
  const separations = separateEntities(
    rollouts.map(({ outcome }) => outcome),
    rows.map((row) => row.map(({ mark }) => mark === 'found')),
  );
  return names.flatMap((name, entity) => {
    const separation = separations[entity];
    const row = rows[entity];
    if (separation === undefined || row === undefined) return [];
    const marks = row.map(({ mark, alsoSeen }) => {
      const code = CELL_MARKS.indexOf(mark) + (alsoSeen ? CELL_MARKS.length : 0);
      return code.toString(BASE);
    });
    return [{ name, marks: marks.join(''), turns: row.map(({ turn }) => turn ?? 0), separation }];
  });
}

/** The cells of a packed entity, one a rollout. */
export function cellsOf({ marks, turns }: Pick<MatrixEntity, 'marks' | 'turns'>): readonly EntityCell[] {
  return turns.map((turn, at) => {
    const code = Number.parseInt(marks[at] ?? '', BASE);
    return {
      mark: CELL_MARKS[code % CELL_MARKS.length] ?? 'never',
      turn: turn === 0 ? null : turn,
      alsoSeen: code >= CELL_MARKS.length,
    };
  });
}
