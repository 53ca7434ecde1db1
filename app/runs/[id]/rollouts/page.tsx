import type { Metadata } from 'next';
import { readIgnored } from '@/app/read-ignored';
import { readPageRun } from '@/app/read-page-run';
import { answerOf, orNotFound, routeNumber, type RouteProps } from '@/app/route-params';
import { DefinitionControls } from '@/components/definitions/definition-controls';
import { ROLLOUTS_A_PAGE, runHref, type RunPlace } from '@/components/runs/run-place';
import { PageHead } from '@/components/shell/page-head';
import { StatePanel } from '@/components/states/state-panel';
import { listRollouts } from '@/lib/api/rollouts';
import { listViews } from '@/lib/api/views';
import styles from '@/app/runs/[id]/list-page.module.css';
import { RolloutsClient } from './rollouts-client';
import { loadRolloutsSearchParams, rolloutsSearchParams } from './search-params';

export const metadata: Metadata = { title: 'Rollouts' };

interface ListStart {
  readonly filter: string;
  readonly sort: string;
  readonly cursor: string;
  readonly from: number;
}

const NO_ROLLOUTS = { items: [], nextCursor: null, total: 0, notices: [] } as const;

/** A page of the list by its cursor; by the number of rows before it where the cursor is of another order. */
async function listFrom({ runId, definitions }: RunPlace, { filter, sort, cursor, from }: ListStart) {
  const request = { definitions, sort, filter, limit: ROLLOUTS_A_PAGE };
  const offset = Math.max(0, from);
  if (cursor === '') return answerOf(listRollouts(runId, { ...request, offset }));
  const answer = await answerOf(listRollouts(runId, { ...request, cursor }));
  const isStale = answer.kind === 'problem' && answer.problem.code === 'invalid_cursor';
  return isStale ? answerOf(listRollouts(runId, { ...request, offset })) : answer;
}

export default async function RolloutsPage(props: RouteProps<{ readonly id: string }>) {
  const { id } = await props.params;
  const {
    filter,
    sort,
    columns: _columns,
    cursor,
    from,
    ...definitions
  } = await loadRolloutsSearchParams(props.searchParams);
  const place = { runId: routeNumber(id), definitions };
  const run = await readPageRun(place.runId);
  const [answer, views] = await Promise.all([
    listFrom(place, { filter, sort, cursor, from }),
    orNotFound(listViews(place.runId, 'rollouts')),
  ]);
  // What is wrong with a filter the box says itself, at the place where it can be mended.
  const isUnreadable = answer.kind === 'problem' && answer.problem.code === 'invalid_filter';
  const page = answer.kind === 'value' ? answer.value : NO_ROLLOUTS;

  return (
    <>
      <PageHead
        trail={[
          { label: 'Runs', href: '/' },
          { label: run.name, href: runHref(place) },
        ]}
        title="Rollouts"
      />
      <div className={styles.stack}>
        <DefinitionControls ignored={await readIgnored(props.searchParams, rolloutsSearchParams)} />
        {answer.kind === 'problem' && !isUnreadable ? (
          <StatePanel kind="error" title="The rollouts cannot be listed">
            <p>{answer.problem.message}</p>
          </StatePanel>
        ) : (
          <RolloutsClient
            place={place}
            rows={page.items}
            total={page.total}
            nextCursor={page.nextCursor}
            notices={page.notices}
            views={views.items}
            isUnreadable={isUnreadable}
          />
        )}
      </div>
    </>
  );
}
