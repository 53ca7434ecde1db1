import type { MouseEvent } from 'react';
import { SCOPES, type Scope } from '@/lib/core/entities/entity';
import type { TextRange } from '@/lib/core/shape/fold-around';
import { nearestInTrail, trailColumns, type Trail } from '@/lib/core/shape/entity-trail';
import styles from './entity-rail.module.css';

/** More columns than a strip has pixels would not be seen. */
const COLUMNS = 150;
const HEIGHT = 16;

/** Top and height of each scope's lane: what was thought weighs most. */
const LANES = {
  thoughts: { top: 0, height: 6 },
  queries: { top: 7, height: 2.5 },
  observations: { top: 10.25, height: 2.5 },
  answer: { top: 13.5, height: 2.5 },
} as const satisfies Record<Scope, { top: number; height: number }>;

function lanePath(columns: readonly TextRange[], scope: Scope): string {
  const { top, height } = LANES[scope];
  return columns.map(({ start, end }) => `M${start} ${top}h${end - start}v${height}h${start - end}z`).join('');
}

interface MentionStripProps {
  readonly trail: Trail;
  readonly turns: number;
  readonly onGo: (turn: number) => void;
}

/** The mentions of an entity along the turns, a lane for each scope. A click goes to the mention nearest to it. */
export function MentionStrip({ trail, turns, onGo }: MentionStripProps) {
  const lanes = trailColumns(trail, turns, COLUMNS);
  const goNear = (event: MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const turn = nearestInTrail(trail, Math.ceil(((event.clientX - box.left) / box.width) * turns));
    if (turn !== null) onGo(turn);
  };
  return (
    <svg
      className={styles.lanes}
      viewBox={`0 0 ${Math.min(turns, COLUMNS)} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden
      onClick={goNear}
    >
      {SCOPES.map((scope) => (
        <path key={scope} d={lanePath(lanes[scope], scope)} data-scope={scope} />
      ))}
    </svg>
  );
}
