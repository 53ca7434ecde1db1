import { formatPercent, formatQuantity } from '@/components/format/format-number';
import { PREVIEW_ISSUES, type DropPreview } from '@/lib/api/schemas/drop-preview';
import { SO_FAR } from '@/lib/import/words/preview-words';
import styles from './drop-card.module.css';
import { IssueTable } from './issue-table';

interface EntitySetPlanProps {
  readonly set: DropPreview['entitySets'][number];
  /** Distinct questions of all runs of the drop. */
  readonly questions: number;
}

function coverage({ set, questions }: EntitySetPlanProps): string {
  if (questions === 0) return 'They join the runs that ask their questions, those stored already and those to come.';
  const share = formatPercent(set.joined / questions);
  return `They cover ${set.joined} of ${formatQuantity(questions, 'question')} of the runs here (${share}).`;
}

/** Gold entities found in the drop: what they are, and how many questions of the runs beside them they cover. */
export function EntitySetPlan({ set, questions }: EntitySetPlanProps) {
  const part = set.complete ? '' : `${SO_FAR}: only its beginning was read`;
  return (
    <section className={styles.part} aria-label={`Gold entities of ${set.path}`}>
      <p>
        <b>Gold entities:</b> {set.path} <span className={styles.note}>{set.why}</span>
      </p>
      <p>
        {formatQuantity(set.questionsRead, 'question')}
        {part}. {coverage({ set, questions })}
      </p>
      {set.questions.length === 0 ? null : (
        <details>
          <summary>The first questions</summary>
          <ul className={styles.questions}>
            {set.questions.map((question, index) => (
              <li key={index}>
                {question.question ?? question.questionId}: <b>{question.entities.join(' · ')}</b>
              </li>
            ))}
          </ul>
        </details>
      )}
      <IssueTable
        issues={{ total: set.issues.length, byCode: {}, first: set.issues }}
        isOfBeginning={!set.complete}
        isCut={set.issues.length >= PREVIEW_ISSUES}
        downloadHref={null}
      />
    </section>
  );
}
