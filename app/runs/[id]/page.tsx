import type { Metadata } from 'next';
import Link from 'next/link';
import { readPageRun } from '@/app/read-page-run';
import { answerOf, routeNumber, type RouteProps } from '@/app/route-params';
import { DefinitionControls } from '@/components/definitions/definition-controls';
import { hrefWith } from '@/components/definitions/definition-parsers';
import { formatQuantity, formatTime } from '@/components/format/format-number';
import { questionsHref, type RunPlace } from '@/components/runs/run-place';
import { RunActions } from '@/components/runs/run-actions';
import { ButtonLink } from '@/components/shell/button-link';
import { PageHead } from '@/components/shell/page-head';
import { RefreshWhile } from '@/components/states/refresh-while';
import { StatePanel } from '@/components/states/state-panel';
import { runCharts } from '@/lib/api/run-charts';
import type { RunDetail } from '@/lib/api/schemas/run';
import { runSummary } from '@/lib/api/summary';
import styles from './page.module.css';
import { RunView } from './run-view';
import { loadRunSearchParams } from './search-params';

type RunRoute = RouteProps<{ readonly id: string }>;

export async function generateMetadata(props: RunRoute): Promise<Metadata> {
  const { id } = await props.params;
  const run = await readPageRun(routeNumber(id));
  return { title: run.name };
}

function Doubts({ run, place }: { readonly run: RunDetail; readonly place: RunPlace }) {
  const { questionsWithWarnings, questionsWithoutEntities, questionsWithEntities } = run;
  const without = questionsWithEntities > 0 && questionsWithoutEntities > 0;
  const unmarked = run.thoughtRule === 'assistant_text';
  const isQuiet = questionsWithWarnings === 0 && !without && !unmarked && run.issuesTotal === 0;
  if (isQuiet && run.notices.length === 0) return null;
  return (
    <ul className={`in-text ${styles.doubts}`} aria-label="Doubts about the data">
      {run.notices.map(({ code, message }) => (
        <li key={code}>{message}</li>
      ))}
      {unmarked ? (
        <li>
          The log marks no thoughts, so the assistant’s text outside tags, tool calls and answers was read as its
          thoughts.
        </li>
      ) : null}
      {without ? (
        <li>
          <Link href={questionsHref(place, 'without')}>
            {formatQuantity(questionsWithoutEntities, 'question')} without gold entities
          </Link>
          , left out of every match rate.
        </li>
      ) : null}
      {questionsWithWarnings > 0 ? (
        <li>
          <Link href={questionsHref(place, 'warnings')}>
            {formatQuantity(questionsWithWarnings, 'question')} with doubtful entities
          </Link>
          , such as an answer among them or a name that stands in the question.
        </li>
      ) : null}
      {run.issuesTotal > 0 && run.importId !== null ? (
        <li>
          <Link href={`/import?id=${run.importId}`}>{formatQuantity(run.issuesTotal, 'line')} of the log not used</Link>
          .
        </li>
      ) : null}
    </ul>
  );
}

export default async function RunPage(props: RunRoute) {
  const { id } = await props.params;
  const definitions = await loadRunSearchParams(props.searchParams);
  const place = { runId: routeNumber(id), definitions };
  const run = await readPageRun(place.runId);
  const answer = await answerOf(
    Promise.all([runSummary(place.runId, definitions), runCharts(place.runId, definitions)]),
  );

  return (
    <>
      <PageHead
        trail={[{ label: 'Runs', href: '/' }]}
        title={run.name}
        note={`${formatQuantity(run.rollouts, 'rollout')} of ${formatQuantity(run.questions, 'question')} in ${formatQuantity(run.groups, 'group')}, ${run.formatLabel}, imported ${formatTime(run.committedAt)} UTC`}
        actions={
          <>
            <ButtonLink href={hrefWith('/compare', definitions, { chosen: String(run.id) })}>Compare</ButtonLink>
            <RunActions runId={run.id} name={run.name} rollouts={run.rollouts} />
          </>
        }
      />
      <div className={styles.stack}>
        <DefinitionControls />
        <Doubts run={run} place={place} />
        {answer.kind === 'problem' ? (
          <StatePanel kind="empty" title="The numbers of this run are on their way">
            <p>{answer.problem.message} The page looks again every two seconds.</p>
            <RefreshWhile everyMs={2000} />
          </StatePanel>
        ) : (
          <RunView summary={answer.value[0]} charts={answer.value[1]} place={place} />
        )}
      </div>
    </>
  );
}
