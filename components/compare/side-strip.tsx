'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { formatQuantity } from '@/components/format/format-number';
import { runHref } from '@/components/runs/run-place';
import { Tip } from '@/components/tip/tip';
import type { ComparedSideFacts } from '@/lib/core/compare-runs/comparison';
import { AddSide } from './add-side';
import type { ComparePlace } from './compare-place';
import { SideControls } from './side-controls';
import { sideLabel } from './side-label';
import { sideLooks } from './side-look';
import { LineSwatch } from '@/components/charts/line-swatch';
import styles from './side-strip.module.css';
import { useSides } from './use-sides';

/** How another side becomes the baseline. */
export interface BaselineChoice {
  readonly isPending: boolean;
  readonly onChoose: (at: number) => void;
  /** Called when somebody comes near to choosing. */
  readonly onNear: (at: number) => void;
}

interface SideStripProps {
  readonly place: ComparePlace;
  readonly sides: readonly ComparedSideFacts[];
  /** Left out, the page is read anew. */
  readonly baselineChoice?: BaselineChoice;
}

function groupWords({ groups, groupSize }: ComparedSideFacts): string {
  if (groupSize === null) return 'no rollout';
  const { smallest, median, largest } = groupSize;
  const sizes = smallest === largest ? `of ${median}` : `of ${smallest} to ${largest}, median ${median}`;
  return `${formatQuantity(groups, 'group')} ${sizes}`;
}

/** How much of a side there is, and how much of that the numbers are from. */
function factsOf(side: ComparedSideFacts): string {
  const steps = side.stepCount === 0 ? 'its log names no steps' : formatQuantity(side.stepCount, 'step');
  return `${groupWords(side)}, ${steps}. ${formatQuantity(side.rolloutsShared, 'rollout')} of shared questions: the numbers are from those.`;
}

/** The sides of a comparison with their colours: change their steps, make one the baseline, take one out, add one. */
export function SideStrip({ place, sides, baselineChoice }: SideStripProps) {
  const looks = sideLooks(sides.map(({ run }) => run.id));
  const { sides: chosen, setSides, isPending: isReading } = useSides();
  const isPending = isReading || baselineChoice?.isPending === true;
  const makeBaseline = baselineChoice?.onChoose ?? ((baseline: number) => setSides({ ...chosen, baseline }));
  return (
    <div className={styles.strip} aria-busy={isPending}>
      <ol className={styles.sides} aria-label="Compared runs">
        {sides.map((side, at) => (
          <li key={side.name} className={styles.side} data-baseline={at === place.baseline || undefined}>
            <LineSwatch look={looks[at]} />
            <Link
              href={runHref({ runId: side.run.id, definitions: place.definitions })}
              prefetch={false}
              className={styles.name}
              title={side.run.name}
            >
              {side.run.name}
            </Link>
            <span className={styles.facts}>
              <Tip text={factsOf(side)}>{formatQuantity(side.rollouts, 'rollout')}</Tip>
            </span>
            <SideControls side={side} at={at} count={sides.length} sides={chosen} onChange={setSides} />
            {at === place.baseline ? (
              <span className={styles.baseline}>baseline</span>
            ) : (
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => makeBaseline(at)}
                onPointerEnter={() => baselineChoice?.onNear(at)}
                onFocus={() => baselineChoice?.onNear(at)}
              >
                make baseline <span className="visually-hidden">({sideLabel(side)})</span>
              </Button>
            )}
          </li>
        ))}
      </ol>
      <AddSide count={sides.length} sides={chosen} onChange={setSides} />
      <span className={styles.status} role="status">
        {isPending ? 'Comparing…' : ''}
      </span>
    </div>
  );
}
