import type { Outcome } from '@/lib/core/rewards/run-columns';
import styles from './outcome-badge.module.css';
import { OutcomeMark } from './outcome-mark';
import { OUTCOME_WORDS } from './outcomes';

/** An outcome as sign and word; its meaning on hover. */
export function OutcomeBadge({ outcome }: { readonly outcome: Outcome }) {
  const words = OUTCOME_WORDS[outcome];
  return (
    <span className={styles.badge} data-tone={words.tone} data-tip={words.meaning}>
      <OutcomeMark tone={words.tone} />
      {words.label}
    </span>
  );
}
