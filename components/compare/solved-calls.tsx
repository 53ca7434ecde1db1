import Link from 'next/link';
import { PlainNumber } from '@/components/estimate/plain-number';
import { formatQuantity, formatSigned } from '@/components/format/format-number';
import type { ToolCallSaving } from '@/lib/core/compare-runs/tool-call-saving';
import { compareHref, type ComparePlace } from './compare-place';
import styles from './solved-calls.module.css';

interface SolvedCallsProps {
  readonly saving: ToolCallSaving;
  readonly place: ComparePlace;
  readonly labels: { readonly baseline: string; readonly against: string };
  readonly sides: number;
}

const NONE_SOLVED = 'no question has a correct rollout on both sides.';

/** What solving costs on each side, over the questions that both solve. */
export function SolvedCalls({ saving, place, labels, sides }: SolvedCallsProps) {
  const { questions, baseline, against, difference } = saving;
  const rows = [
    { key: 'baseline', label: `${labels.baseline} (baseline)`, ...baseline },
    { key: 'against', label: labels.against, ...against },
  ];
  return (
    <section className={styles.card} aria-labelledby="solved-calls">
      <h3 id="solved-calls">Tool calls on questions that both solve</h3>
      <dl className={styles.numbers}>
        {rows.map(({ key, label, mean, rollouts }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd className={styles.value}>
              <PlainNumber value={mean} kind="decimal" missingBecause={NONE_SOLVED} focusable />
            </dd>
            <dd className={styles.detail}>{formatQuantity(rollouts, 'correct rollout')}</dd>
          </div>
        ))}
        <div>
          <dt>Difference</dt>
          <dd className={styles.value}>
            {difference === null ? (
              <PlainNumber value={null} kind="signed" missingBecause={NONE_SOLVED} focusable />
            ) : (
              formatSigned(difference)
            )}
          </dd>
          <dd className={styles.detail}>{formatQuantity(questions, 'question')}</dd>
        </div>
      </dl>
      <p className={styles.detail}>
        Mean tool calls of correct rollouts, over the questions that both sides solve at least once; every question
        weighs the same.{' '}
        {sides === 2
          ? 'Interval and test stand under '
          : 'With interval and test, over the questions that all sides solve, under '}
        <Link href={compareHref(place)} prefetch={false}>
          Differences
        </Link>
        .
      </p>
    </section>
  );
}
