import Link from 'next/link';
import { formatCount, formatQuantity } from '@/components/format/format-number';
import { OutcomeBadge } from '@/components/outcome/outcome-badge';
import { ScrollFrame } from '@/components/table/scroll-frame';
import { formatMoved, type MovedEnd } from '@/lib/core/compare-runs/moved-choice';
import type { OutcomeTransitions } from '@/lib/core/compare-runs/outcome-transitions';
import type { Outcome } from '@/lib/core/rewards/run-columns';
import { movedListHref, movedWords, type MovedPlace } from './moved-place';
import styles from './transition-matrix.module.css';

interface TransitionMatrixProps {
  readonly transitions: Pick<OutcomeTransitions, 'outcomes' | 'cells'>;
  readonly questions: number;
  readonly place: MovedPlace;
  /** What the two sides are called. */
  readonly labels: { readonly baseline: string; readonly against: string };
}

interface CountProps {
  readonly count: number;
  readonly from: MovedEnd;
  readonly to: MovedEnd;
  readonly place: MovedPlace;
}

/** A count that opens its questions; a dot where there are none. */
function Count({ count, from, to, place }: CountProps) {
  if (count === 0) {
    return (
      <span className={styles.none}>
        <span aria-hidden="true">·</span>
        <span className="visually-hidden">0</span>
      </span>
    );
  }
  const moved = formatMoved({ kind: 'ends', from, to });
  return (
    <Link
      href={movedListHref(place, moved)}
      prefetch={false}
      className={styles.count}
      aria-current={place.moved === moved ? 'true' : undefined}
      aria-label={`${formatQuantity(count, 'question')}: ${movedWords(moved)}`}
    >
      {formatCount(count)}
    </Link>
  );
}

/** The strongest tint, in percent, at which text still reads in both themes. */
const STRONGEST_TINT = 45;

function tintOf(count: number, most: number): string {
  const percent = Math.round((count / Math.max(1, most)) * STRONGEST_TINT);
  return `color-mix(in srgb, var(--accent) ${percent}%, var(--surface))`;
}

/** Outcome on the baseline by outcome on the other side; each count opens its questions. */
export function TransitionMatrix({ transitions, questions, place, labels }: TransitionMatrixProps) {
  const { outcomes, cells } = transitions;
  const countOf = (from: Outcome, to: Outcome): number =>
    cells.find((cell) => cell.from === from && cell.to === to)?.questions ?? 0;
  const most = Math.max(0, ...cells.filter(({ from, to }) => from !== to).map((cell) => cell.questions));
  return (
    <ScrollFrame label="Outcomes on both sides, matrix">
      <table className={styles.matrix}>
        <caption className="visually-hidden">
          Questions by outcome on the baseline (rows) and on the other side (columns)
        </caption>
        <thead>
          <tr>
            <td className={styles.corner}>
              <span>
                ↓ {labels.baseline} <span className={styles.role}>baseline</span>
              </span>
              <span>→ {labels.against}</span>
            </td>
            {outcomes.map(({ outcome }) => (
              <th key={outcome} scope="col">
                <OutcomeBadge outcome={outcome} />
              </th>
            ))}
            <th scope="col">All</th>
          </tr>
        </thead>
        <tbody>
          {outcomes.map(({ outcome: from, baseline }) => (
            <tr key={from}>
              <th scope="row">
                <OutcomeBadge outcome={from} />
              </th>
              {outcomes.map(({ outcome: to }) => {
                const count = countOf(from, to);
                const kept = from === to;
                return (
                  <td
                    key={to}
                    data-kept={kept || undefined}
                    style={kept || count === 0 ? undefined : { background: tintOf(count, most) }}
                  >
                    <Count count={count} from={from} to={to} place={place} />
                  </td>
                );
              })}
              <td className={styles.sum}>
                <Count count={baseline} from={from} to="any" place={place} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">All</th>
            {outcomes.map(({ outcome, against }) => (
              <td key={outcome} className={styles.sum}>
                <Count count={against} from="any" to={outcome} place={place} />
              </td>
            ))}
            <td className={styles.sum}>{formatCount(questions)}</td>
          </tr>
        </tfoot>
      </table>
    </ScrollFrame>
  );
}
