import Link from 'next/link';
import { formatQuantity } from '@/components/format/format-number';
import type { ComparedSideFacts } from '@/lib/core/compare-runs/comparison';
import { compareHref, type ComparePath, type ComparePlace } from './compare-place';
import { sideLooks } from './side-look';
import { sideLabel } from './side-label';
import styles from './side-strip.module.css';

interface SideStripProps {
  readonly place: ComparePlace;
  readonly path: ComparePath;
  readonly sides: readonly ComparedSideFacts[];
}

/** The sides of a comparison with their colours; one is the baseline, and any other can be made it. */
export function SideStrip({ place, path, sides }: SideStripProps) {
  const looks = sideLooks(sides.map(({ run }) => run.id));
  return (
    <ol className={styles.strip} aria-label="Compared runs">
      {sides.map((side, at) => (
        <li key={side.name} className={styles.side}>
          <svg width="22" height="8" aria-hidden="true">
            <line
              x1="1"
              x2="21"
              y1="4"
              y2="4"
              strokeWidth="3"
              stroke={looks[at]?.colour}
              strokeDasharray={looks[at]?.dash}
            />
          </svg>
          <Link href={`/runs/${side.run.id}`} prefetch={false}>
            {sideLabel(side)}
          </Link>
          <span className={styles.facts}>{formatQuantity(side.rollouts, 'rollout')}</span>
          {at === place.baseline ? (
            <span className={styles.baseline}>baseline</span>
          ) : (
            <Link href={compareHref({ ...place, baseline: at }, path)} prefetch={false} className={styles.make}>
              make baseline
            </Link>
          )}
        </li>
      ))}
    </ol>
  );
}
