import { formatCount } from '@/components/format/format-number';
import { OutcomeSlices } from '@/components/outcome/outcome-slices';
import styles from './outcome-counts.module.css';

/** How the rollouts of a group ended. */
export interface GroupOutcomes {
  readonly correct: number;
  readonly nearMiss: number;
  /** Wrong without an error, and no near-miss. */
  readonly otherWrong: number;
  readonly error: number;
  readonly unknown: number;
}

const KINDS = [
  { key: 'correct', tone: 'correct', label: 'correct' },
  { key: 'nearMiss', tone: 'near-miss', label: 'near-miss' },
  { key: 'otherWrong', tone: 'failure', label: 'other wrong' },
  { key: 'error', tone: 'error', label: 'error' },
  { key: 'unknown', tone: 'unknown', label: 'unknown' },
] as const;

/** The outcomes of a group as a bar, and in words under it. */
export function OutcomeCounts({ outcomes }: { readonly outcomes: GroupOutcomes }) {
  const present = KINDS.filter(({ key }) => outcomes[key] > 0);
  return (
    <div className={styles.counts}>
      <OutcomeSlices size="small" slices={present.map(({ key, tone }) => ({ key, tone, count: outcomes[key] }))} />
      <span className={styles.words}>
        {present.map(({ key, label }) => `${formatCount(outcomes[key])} ${label}`).join(' · ')}
      </span>
    </div>
  );
}
