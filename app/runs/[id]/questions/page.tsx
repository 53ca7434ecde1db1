import type { Metadata } from 'next';
import Link from 'next/link';
import { readPageRun } from '@/app/read-page-run';
import { routeNumber, type RouteProps } from '@/app/route-params';
import { hrefWith } from '@/components/definitions/definition-parsers';
import { formatCount, formatQuantity, NOT_DEFINED } from '@/components/format/format-number';
import { rolloutsHref, runHref, type RunPlace } from '@/components/runs/run-place';
import { ButtonLink } from '@/components/shell/button-link';
import { PageHead } from '@/components/shell/page-head';
import { StatePanel } from '@/components/states/state-panel';
import { WarningList } from '@/components/states/warning-list';
import { ScrollFrame } from '@/components/table/scroll-frame';
import { listQuestions } from '@/lib/api/questions';
import type { RunDetail } from '@/lib/api/schemas/run';
import type { QuestionItem } from '@/lib/api/schemas/question';
import styles from './page.module.css';
import { loadQuestionsSearchParams, QUESTIONS_A_PAGE, type QuestionChoice } from './search-params';

export const metadata: Metadata = { title: 'Questions' };

const REQUESTS = {
  all: {},
  without: { joined: false },
  with: { joined: true },
  warnings: { warnings: true },
} as const satisfies Record<QuestionChoice, object>;

const SOURCES: Readonly<Record<string, string>> = { log: 'from the log', entity_set: 'from an entity set' };

function Choices({
  run,
  show,
  place,
}: {
  readonly run: RunDetail;
  readonly show: QuestionChoice;
  readonly place: RunPlace;
}) {
  const choices = [
    { show: 'all', label: 'All', count: run.questions },
    { show: 'with', label: 'With entities', count: run.questionsWithEntities },
    { show: 'without', label: 'Without entities', count: run.questionsWithoutEntities },
    { show: 'warnings', label: 'Doubtful entities', count: run.questionsWithWarnings },
  ] as const;
  return (
    <nav aria-label="Which questions" className={styles.choices}>
      {choices.map((choice) => (
        <Link
          key={choice.show}
          href={hrefWith(`/runs/${place.runId}/questions`, place.definitions, {
            show: choice.show === 'all' ? '' : choice.show,
          })}
          prefetch={false}
          className={styles.choice}
          aria-current={choice.show === show ? 'page' : undefined}
        >
          {choice.label} <span className={styles.count}>{formatCount(choice.count)}</span>
        </Link>
      ))}
    </nav>
  );
}

function QuestionTable({
  questions,
  place,
}: {
  readonly questions: readonly QuestionItem[];
  readonly place: RunPlace;
}) {
  return (
    <ScrollFrame label="Questions">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Question</th>
            <th scope="col">Gold answers</th>
            <th scope="col">Gold entities</th>
            <th scope="col">Doubts</th>
          </tr>
        </thead>
        <tbody>
          {questions.map((question) => (
            <tr key={question.questionNo}>
              <th scope="row">
                <Link href={rolloutsHref(place, `question:${question.questionNo}`)} prefetch={false}>
                  {question.question ?? question.questionId ?? `Question ${question.questionNo}`}
                </Link>
              </th>
              <td>{question.answers.length === 0 ? NOT_DEFINED : question.answers.join(' · ')}</td>
              <td>
                {question.entities.length === 0 ? (
                  <span className={styles.none}>none</span>
                ) : (
                  <>
                    {question.entities.map((entity) => entity.name).join(' · ')}
                    <span className={styles.source}>
                      {question.entitySource === null ? '' : (SOURCES[question.entitySource] ?? question.entitySource)}
                    </span>
                  </>
                )}
              </td>
              <td>{question.warnings.length === 0 ? NOT_DEFINED : <WarningList warnings={question.warnings} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
}

export default async function QuestionsPage(props: RouteProps<{ readonly id: string }>) {
  const { id } = await props.params;
  const { show, from, ...definitions } = await loadQuestionsSearchParams(props.searchParams);
  const place = { runId: routeNumber(id), definitions };
  const run = await readPageRun(place.runId);
  const offset = Math.max(0, from);
  const page = await listQuestions(place.runId, { ...REQUESTS[show], limit: QUESTIONS_A_PAGE, offset });
  const pageHref = (start: number) =>
    hrefWith(`/runs/${place.runId}/questions`, definitions, {
      show: show === 'all' ? '' : show,
      from: start === 0 ? '' : String(start),
    });

  return (
    <>
      <PageHead
        trail={[
          { label: 'Runs', href: '/' },
          { label: run.name, href: runHref(place) },
        ]}
        title="Questions and their gold entities"
        actions={<ButtonLink href="/entities">Upload gold entities</ButtonLink>}
      />
      <div className={styles.stack}>
        <Choices run={run} show={show} place={place} />
        {page.items.length === 0 ? (
          <StatePanel kind="filtered" title="No question of this kind">
            <Link href={pageHref(0)}>To the first page</Link>
          </StatePanel>
        ) : (
          <>
            <QuestionTable questions={page.items} place={place} />
            <nav aria-label="Pages" className={styles.pages}>
              <span>
                {formatCount(offset + 1)} to {formatCount(offset + page.items.length)} of{' '}
                {formatQuantity(page.total, 'question')}
              </span>
              {offset === 0 ? null : (
                <ButtonLink href={pageHref(Math.max(0, offset - QUESTIONS_A_PAGE))}>Previous</ButtonLink>
              )}
              {page.nextCursor === null ? null : (
                <ButtonLink href={pageHref(offset + QUESTIONS_A_PAGE)}>Next</ButtonLink>
              )}
            </nav>
          </>
        )}
      </div>
    </>
  );
}
