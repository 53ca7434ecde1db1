import type { SideLook } from '@/components/compare/side-look';
import type { MetricDifference } from '@/lib/core/compare-runs/comparison';
import styles from './differences.module.css';

const WIDTH = 112;
const HEIGHT = 12;
const MARGIN = 5;

interface IntervalBarProps {
  readonly difference: MetricDifference;
  /** The largest distance from zero on the axis, which all bars of a metric share. */
  readonly reach: number;
  readonly look: SideLook | undefined;
}

/** The largest distance from zero that differences and their intervals of one metric come to. */
export function reachOf(differences: readonly (MetricDifference | null)[]): number {
  const ends = differences.flatMap((one) => (one === null ? [] : [one.value, one.low, one.high]));
  return Math.max(0, ...ends.map((end) => Math.abs(end ?? 0)));
}

/** A difference with its interval on an axis around zero: filled where a difference is shown. */
export function IntervalBar({ difference, reach, look }: IntervalBarProps) {
  const { value, low, high, verdict } = difference;
  if (value === null) return null;
  const middle = WIDTH / 2;
  const x = (at: number) => middle + (reach === 0 ? 0 : (at / reach) * (middle - MARGIN));
  const isShown = verdict === 'higher' || verdict === 'lower';
  return (
    <svg width={WIDTH} height={HEIGHT} className={styles.bar} aria-hidden="true">
      <line x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} stroke="var(--line)" />
      <line x1={middle} x2={middle} y1="0" y2={HEIGHT} stroke="var(--line-strong)" />
      {low === null || high === null ? null : (
        <line x1={x(low)} x2={x(high)} y1={HEIGHT / 2} y2={HEIGHT / 2} stroke={look?.colour} strokeWidth="3" />
      )}
      <circle
        cx={x(value)}
        cy={HEIGHT / 2}
        r="3.5"
        fill={isShown ? look?.colour : 'var(--surface)'}
        stroke={look?.colour}
        strokeWidth="1.5"
      />
    </svg>
  );
}
