import Link from 'next/link';
import { formatCount } from '@/components/format/format-number';
import { OutcomeMark } from '@/components/outcome/outcome-mark';
import { OUTCOME_WORDS } from '@/components/outcome/outcomes';
import { rolloutHref, type RunPlace } from '@/components/runs/run-place';
import { ScrollFrame } from '@/components/table/scroll-frame';
import type { Outcome } from '@/lib/core/rewards/run-columns';
import { groupAnswers, type AnsweringRollout } from '@/lib/core/shape/group-answers';
import styles from './group-table.module.css';

interface AnswerRollout extends AnsweringRollout {
  readonly rollout: number;
  readonly outcome: Outcome;
}

interface AnswerTableProps {
  readonly rollouts: readonly AnswerRollout[];
  readonly place: RunPlace;
}

/** What the rollouts of a group answered, the same answers together. */
export function AnswerTable({ rollouts, place }: AnswerTableProps) {
  return (
    <ScrollFrame label="Answers of the group">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Answer</th>
            <th scope="col" className="number">
              Given by
            </th>
            <th scope="col">Rollouts</th>
          </tr>
        </thead>
        <tbody>
          {groupAnswers(rollouts).map((answer) => (
            <tr key={answer.rollouts[0]?.n ?? 0}>
              <th scope="row">
                {answer.text === null ? (
                  <span className={styles.none}>no answer in the log</span>
                ) : (
                  <span className={styles.answer}>{answer.text}</span>
                )}
              </th>
              <td className="number">{formatCount(answer.rollouts.length)}</td>
              <td>
                <ul className={styles.rollouts}>
                  {answer.rollouts.map(({ n, rollout, outcome }) => (
                    <li key={n}>
                      <Link
                        href={rolloutHref(place, n)}
                        prefetch={false}
                        aria-label={`Rollout ${rollout + 1}, ${OUTCOME_WORDS[outcome].label}`}
                      >
                        <OutcomeMark tone={OUTCOME_WORDS[outcome].tone} />
                        {rollout + 1}
                      </Link>
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
}
