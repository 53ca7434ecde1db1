import styles from './outcome-slices.module.css';
import type { OutcomeTone } from './outcomes';

interface OutcomeSlicesProps {
  readonly slices: readonly { readonly key: string; readonly tone: OutcomeTone; readonly count: number }[];
  readonly size: 'small' | 'large';
}

/** A bar of outcomes, each as wide as its count; whoever draws it says the counts in words as well. */
export function OutcomeSlices({ slices, size }: OutcomeSlicesProps) {
  return (
    <div className={styles.bar} data-size={size} aria-hidden="true">
      {slices.map(({ key, tone, count }) => (
        <span key={key} className={styles.slice} data-tone={tone} style={{ flexGrow: count }} />
      ))}
    </div>
  );
}
