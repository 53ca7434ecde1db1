import Link from 'next/link';
import type { ComparedSideFacts } from '@/lib/core/compare-runs/comparison';
import styles from './against-switch.module.css';
import { sideLabel } from './side-label';

interface AgainstSwitchProps {
  readonly sides: readonly ComparedSideFacts[];
  readonly baseline: number;
  readonly against: number;
  /** The page with another side. */
  readonly hrefOf: (against: number) => string;
}

/** Which side is set against the baseline; nothing where there is only one other. */
export function AgainstSwitch({ sides, baseline, against, hrefOf }: AgainstSwitchProps) {
  if (sides.length < 3) return null;
  return (
    <nav className={styles.switch} aria-label="Side that is set against the baseline">
      <span className={styles.words}>Baseline against</span>
      {sides.map((side, at) =>
        at === baseline ? null : (
          <Link
            key={side.name}
            href={hrefOf(at)}
            prefetch={false}
            scroll={false}
            className={styles.choice}
            aria-current={at === against ? 'true' : undefined}
          >
            {sideLabel(side)}
          </Link>
        ),
      )}
    </nav>
  );
}
