import Link from 'next/link';
import { formatCount, formatPercent } from '@/components/format/format-number';
import { OutcomeMark } from '@/components/outcome/outcome-mark';
import { OutcomeSlices } from '@/components/outcome/outcome-slices';
import { OUTCOME_WORDS } from '@/components/outcome/outcomes';
import { OUTCOMES, type Outcome } from '@/lib/core/rewards/run-columns';
import styles from './outcome-bar.module.css';
import { rolloutsHref, type RunPlace } from './run-place';

interface OutcomeBarProps {
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly place: RunPlace;
}

/** All rollouts of a run by outcome: one bar, and under it each outcome with its count and share. */
export function OutcomeBar({ counts, place }: OutcomeBarProps) {
  const total = OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
  const present = OUTCOMES.filter((outcome) => counts[outcome] > 0);
  if (total === 0) return null;
  return (
    <div className={styles.outcomes}>
      <OutcomeSlices
        size="large"
        slices={present.map((outcome) => ({ key: outcome, tone: OUTCOME_WORDS[outcome].tone, count: counts[outcome] }))}
      />
      <ul className={styles.list}>
        {present.map((outcome) => (
          <li key={outcome}>
            <Link
              href={rolloutsHref(place, `outcome:${outcome}`)}
              prefetch={false}
              className={styles.outcome}
              data-tip={OUTCOME_WORDS[outcome].meaning}
            >
              <OutcomeMark tone={OUTCOME_WORDS[outcome].tone} />
              <span>{OUTCOME_WORDS[outcome].label}</span>
              <b className="number">{formatCount(counts[outcome])}</b>
              <span className={styles.share}>{formatPercent(counts[outcome] / total)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
