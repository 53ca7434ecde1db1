'use client';

import Link from 'next/link';
import { useXAxisScale, useYAxisScale } from 'recharts';
import { OutcomeMark } from '@/components/outcome/outcome-mark';
import { OUTCOME_WORDS } from '@/components/outcome/outcomes';
import type { DiscoveryCurve } from '@/lib/core/shape/discovery-curves';
import styles from './discovery-chart.module.css';
import { LINE_LOOKS, MARK_PX, SPREAD } from './line-looks';

export interface DiscoveryLine {
  readonly curve: DiscoveryCurve;
  readonly href: string;
  /** The rollout and what it found, in words. */
  readonly label: string;
}

/** A little above its true height, never below: nothing found is not less than nothing, so that lines which run together can be told apart. */
function offsetOf(at: number, lines: number): number {
  return lines < 2 ? 0 : (SPREAD * at) / (lines - 1);
}

/** Steps from point to point: level until the turn at which something was found. */
function stepPath(points: readonly { readonly x: number; readonly y: number }[]): string {
  return points.map(({ x, y }, at) => (at === 0 ? `M${x} ${y}` : `H${x}V${y}`)).join('');
}

/**
 * The curves of a group inside a chart's axes: one path each, since recharts makes an element for every point of a line
 * and 64 of them would hold the page up; above them their ends, which lead to the rollouts. Only the first end is a tab
 * stop.
 */
export function DiscoveryLines({ lines }: { readonly lines: readonly DiscoveryLine[] }) {
  const xOf = useXAxisScale();
  const yOf = useYAxisScale();
  if (xOf === undefined || yOf === undefined) return null;
  const drawn = lines.map(({ curve, href, label }, at) => {
    const points = curve.points.map(({ turn, found }) => ({
      x: xOf(turn) ?? 0,
      y: yOf(found + offsetOf(at, lines.length)) ?? 0,
    }));
    const { tone } = OUTCOME_WORDS[curve.outcome];
    return { n: curve.n, href, label, tone, path: stepPath(points), end: points.at(-1) ?? { x: 0, y: 0 } };
  });
  return (
    <>
      {drawn.map(({ n, tone, path }, at) => {
        const { stroke, dash } = LINE_LOOKS[tone];
        return (
          <path
            key={n}
            d={path}
            data-line={at}
            className={styles.curve}
            fill="none"
            stroke={stroke}
            strokeDasharray={dash}
          />
        );
      })}
      {drawn.map(({ n, href, label, tone, end }, at) => (
        <Link
          key={n}
          href={href}
          prefetch={false}
          tabIndex={at === 0 ? 0 : -1}
          aria-label={label}
          data-tip={label}
          data-line={at}
          className={styles.end}
        >
          <circle cx={end.x} cy={end.y} r={MARK_PX / 2} fill="var(--surface)" />
          <g transform={`translate(${end.x - MARK_PX / 2} ${end.y - MARK_PX / 2})`}>
            <OutcomeMark tone={tone} size={MARK_PX} />
          </g>
        </Link>
      ))}
    </>
  );
}
