import type { Outcome } from '@/lib/core/rewards/run-columns';
import { OutcomeBadge } from './outcome-badge';
import styles from './outcome-legend.module.css';

/** Which sign and colour means which outcome. */
export function OutcomeLegend({ outcomes }: { readonly outcomes: readonly Outcome[] }) {
  return (
    <ul className={styles.legend} aria-label="Outcomes">
      {outcomes.map((outcome) => (
        <li key={outcome}>
          <OutcomeBadge outcome={outcome} />
        </li>
      ))}
    </ul>
  );
}
