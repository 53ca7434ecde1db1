import Link from 'next/link';
import { compareHref, type ComparePlace } from '@/components/compare/compare-place';
import { formatCount, formatQuantity } from '@/components/format/format-number';
import { ScrollFrame } from '@/components/table/scroll-frame';
import { Tip } from '@/components/tip/tip';
import type { ComparedSideFacts, Comparison } from '@/lib/core/compare-runs/comparison';
import { QUESTION_CLASSES, type QuestionClass } from '@/lib/core/compare-runs/match-questions';
import type { NarrowingSide } from '@/lib/core/compare-runs/shared-without';
import { sideLabel } from '@/lib/core/compare-runs/side-label';
import styles from './differences.module.css';

/** What each class of questions is called, and what it means. */
export const CLASS_WORDS: Readonly<Record<QuestionClass, { readonly label: string; readonly means: string }>> = {
  shared: { label: 'Shared', means: 'Every side has the question once: the numbers are from these.' },
  partly: { label: 'On some', means: 'Several sides have the question, not all: left out.' },
  unmatched: { label: 'On one only', means: 'One side alone has the question: left out.' },
  ambiguous: {
    label: 'Ambiguous',
    means: 'It could be the same as several questions of another side, so it is compared with none: left out.',
  },
};

interface OverlapTableProps {
  readonly place: ComparePlace;
  readonly sides: readonly ComparedSideFacts[];
  readonly questions: Comparison['questions'];
  readonly narrowing: NarrowingSide | null;
  /** Address of the comparison without the side that narrows it. */
  readonly widerHref: string | null;
}

function Count({ count, kind, place, of }: { count: number; kind: QuestionClass; place: ComparePlace; of: string }) {
  if (count === 0) return <>0</>;
  return (
    <Link
      href={`${compareHref(place, '', { matching: kind })}#matching`}
      prefetch={false}
      aria-label={`${formatQuantity(count, 'question')}, ${CLASS_WORDS[kind].label.toLowerCase()}, ${of}: list them`}
    >
      {formatCount(count)}
    </Link>
  );
}

/** How the questions of the sides match: counts that open the lists. */
export function OverlapTable({ place, sides, questions, narrowing, widerHref }: OverlapTableProps) {
  const narrow = narrowing === null ? undefined : sides[narrowing.side];
  return (
    <section aria-labelledby="overlap" className={styles.part}>
      <h2 id="overlap">Questions they share</h2>
      {narrowing === null || narrow === undefined || widerHref === null ? null : (
        <p className={styles.hint}>
          Without {sideLabel(narrow)} the others share at least {formatQuantity(narrowing.shared, 'question')} in place
          of {formatCount(questions.shared)}:{' '}
          <Link href={widerHref} prefetch={false}>
            leave it out
          </Link>
          .
        </p>
      )}
      <div className={styles.counts}>
        {QUESTION_CLASSES.map((kind) => (
          <span key={kind} className={styles.count}>
            <strong>
              <Count count={questions[kind]} kind={kind} place={place} of="all sides together" />
            </strong>
            <Tip text={CLASS_WORDS[kind].means} underlined>
              {CLASS_WORDS[kind].label.toLowerCase()}
            </Tip>
          </span>
        ))}
      </div>
      <details className={styles.details}>
        <summary>By side</summary>
        <ScrollFrame label="Questions by how they match">
          <table className={styles.table} data-narrow>
            <thead>
              <tr>
                <th scope="col">Side</th>
                {QUESTION_CLASSES.map((kind) => (
                  <th key={kind} scope="col" className="number">
                    <Tip text={CLASS_WORDS[kind].means} underlined>
                      {CLASS_WORDS[kind].label}
                    </Tip>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sides.map((side) => (
                <tr key={side.name}>
                  <th scope="row">{sideLabel(side)}</th>
                  {QUESTION_CLASSES.map((kind) => (
                    <td key={kind} className="number">
                      <Count count={side.questions[kind]} kind={kind} place={place} of={sideLabel(side)} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollFrame>
      </details>
      <p className={styles.note}>
        Between runs a question is the same by the log’s id, unless the texts contradict each other, else by its text
        with case and spaces evened out.
      </p>
    </section>
  );
}
