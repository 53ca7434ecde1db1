import Link from 'next/link';
import type { ComparedSideFacts } from '@/lib/core/compare-runs/comparison';
import styles from './against-switch.module.css';
import { movedHref, type MovedPlace } from './moved-place';
import { sideLabel } from './side-label';

interface AgainstSwitchProps {
  readonly place: MovedPlace;
  readonly sides: readonly ComparedSideFacts[];
}

/** Which side is set against the baseline; nothing where there is only one other. */
export function AgainstSwitch({ place, sides }: AgainstSwitchProps) {
  if (sides.length < 3) return null;
  return (
    <nav className={styles.switch} aria-label="Side that is set against the baseline">
      <span className={styles.words}>Baseline against</span>
      {sides.map((side, at) =>
        at === place.compare.baseline ? null : (
          <Link
            key={side.name}
            href={movedHref(place, { against: at })}
            prefetch={false}
            scroll={false}
            className={styles.choice}
            aria-current={at === place.against ? 'true' : undefined}
          >
            {sideLabel(side)}
          </Link>
        ),
      )}
    </nav>
  );
}
