import Link from 'next/link';
import { compareHref, type ComparePlace } from '@/components/compare/compare-place';
import { formatCount, formatQuantity } from '@/components/format/format-number';
import { groupsHref } from '@/components/runs/run-place';
import { ScrollFrame } from '@/components/table/scroll-frame';
import { QUESTION_CLASSES, type QuestionClass } from '@/lib/core/compare-runs/match-questions';
import { sideLabel } from '@/lib/core/compare-runs/side-label';
import styles from './differences.module.css';
import { CLASS_WORDS } from './overlap-table';

interface OnSide {
  readonly questionNo: number;
  readonly questionId: string | null;
  readonly question: string | null;
  readonly rollouts: number;
}

interface MatchingListProps {
  readonly place: ComparePlace;
  readonly matching: {
    readonly class: QuestionClass;
    readonly total: number;
    readonly items: readonly { readonly at: number; readonly sides: readonly (readonly OnSide[])[] }[];
    readonly sides: readonly {
      readonly name: string;
      readonly runId: number;
      readonly runName: string;
      readonly steps: string | null;
    }[];
    readonly counts: Readonly<Record<QuestionClass, number>>;
  };
  readonly from: number;
  readonly pageSize: number;
}

function Questions({ runId, place, questions }: { runId: number; place: ComparePlace; questions: readonly OnSide[] }) {
  if (questions.length === 0) return <span className={styles.none}>not here</span>;
  return (
    <ul className={styles.questions}>
      {questions.map(({ questionNo, questionId, question, rollouts }) => (
        <li key={questionNo}>
          <Link href={groupsHref({ runId, definitions: place.definitions }, `question:${questionNo}`)} prefetch={false}>
            {question ?? questionId ?? `Question ${questionNo}`}
          </Link>
          <span className={styles.facts}>
            {questionId === null ? 'no id' : `id ${questionId}`}, number {questionNo},{' '}
            {formatQuantity(rollouts, 'rollout')}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The questions of one class, with what they are on each side. */
export function MatchingList({ place, matching, from, pageSize }: MatchingListProps) {
  const { items, total, sides } = matching;
  const hrefOf = (kind: QuestionClass, start = 0) =>
    `${compareHref(place, '', { matching: kind, from: start === 0 ? '' : String(start) })}#matching`;
  const words = CLASS_WORDS[matching.class];
  return (
    <section id="matching" aria-labelledby="matching-title" className={styles.part}>
      <h2 id="matching-title">Questions: {words.label.toLowerCase()}</h2>
      <nav aria-label="Classes of questions" className={styles.classes}>
        {QUESTION_CLASSES.map((kind) => (
          <Link key={kind} href={hrefOf(kind)} prefetch={false} aria-current={kind === matching.class || undefined}>
            {CLASS_WORDS[kind].label} {formatCount(matching.counts[kind])}
          </Link>
        ))}
        <Link href={compareHref(place)} prefetch={false}>
          Close the list
        </Link>
      </nav>
      <p className={styles.note}>{words.means}</p>
      {items.length === 0 ? (
        <p className={styles.hint}>{total === 0 ? 'There are none.' : 'Nothing stands so far down the list.'}</p>
      ) : (
        <ScrollFrame label="Table of the questions">
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col" className="number">
                  #
                </th>
                {sides.map((side) => (
                  <th key={side.name} scope="col">
                    {sideLabel({ run: { id: side.runId, name: side.runName }, steps: side.steps })}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.map(({ at, sides: onSides }) => (
                <tr key={at}>
                  <td className="number">{formatCount(at + 1)}</td>
                  {sides.map((side, index) => (
                    <td key={side.name}>
                      <Questions runId={side.runId} place={place} questions={onSides[index] ?? []} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollFrame>
      )}
      <nav aria-label="Pages of the list" className={styles.classes}>
        {from > 0 ? (
          <Link href={hrefOf(matching.class, Math.max(0, from - pageSize))} prefetch={false}>
            ← Previous {formatCount(pageSize)}
          </Link>
        ) : null}
        {from + items.length < total && items.length > 0 ? (
          <Link href={hrefOf(matching.class, from + pageSize)} prefetch={false}>
            Next {formatCount(Math.min(pageSize, total - from - items.length))} →
          </Link>
        ) : null}
        <span className={styles.facts}>
          {items.length === 0
            ? `of ${formatCount(total)}`
            : `${formatCount(from + 1)} to ${formatCount(from + items.length)} of ${formatCount(total)}`}
        </span>
      </nav>
    </section>
  );
}
