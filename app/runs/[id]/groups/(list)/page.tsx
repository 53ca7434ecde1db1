import type { Metadata } from 'next';
import { readIgnored } from '@/app/read-ignored';
import { readPageRun } from '@/app/read-page-run';
import { answerOf, orNotFound, routeNumber, type RouteProps } from '@/app/route-params';
import { DefinitionControls } from '@/components/definitions/definition-controls';
import { runHref } from '@/components/runs/run-place';
import { PageHead } from '@/components/shell/page-head';
import { StatePanel } from '@/components/states/state-panel';
import { listGroups } from '@/lib/api/groups';
import { listViews } from '@/lib/api/views';
import { GroupsClient } from './groups-client';
import styles from '@/app/runs/[id]/list-page.module.css';
import { GROUPS_A_PAGE, groupsSearchParams, loadGroupsSearchParams } from './search-params';

export const metadata: Metadata = { title: 'Groups' };

const NO_GROUPS = { items: [], nextCursor: null, total: 0, notices: [] } as const;

export default async function GroupsPage(props: RouteProps<{ readonly id: string }>) {
  const { id } = await props.params;
  const { filter, sort, columns: _columns, from, ...definitions } = await loadGroupsSearchParams(props.searchParams);
  const place = { runId: routeNumber(id), definitions };
  const run = await readPageRun(place.runId);
  const request = { definitions, sort, filter, limit: GROUPS_A_PAGE, offset: Math.max(0, from) };
  const [answer, views] = await Promise.all([
    answerOf(listGroups(place.runId, request)),
    orNotFound(listViews(place.runId, 'groups')),
  ]);
  // What is wrong with a filter the box says itself, at the place where it can be mended.
  const isUnreadable = answer.kind === 'problem' && answer.problem.code === 'invalid_filter';
  const page = answer.kind === 'value' ? answer.value : NO_GROUPS;

  return (
    <>
      <PageHead
        trail={[
          { label: 'Runs', href: '/' },
          { label: run.name, href: runHref(place) },
        ]}
        title="Groups"
        note="The rollouts of one question at one training step. A group passes a filter when one of its rollouts does."
      />
      <div className={styles.stack}>
        <DefinitionControls ignored={await readIgnored(props.searchParams, groupsSearchParams)} />
        {answer.kind === 'problem' && !isUnreadable ? (
          <StatePanel kind="error" title="The groups cannot be listed">
            <p>{answer.problem.message}</p>
          </StatePanel>
        ) : (
          <GroupsClient
            place={place}
            rows={page.items}
            total={page.total}
            notices={page.notices}
            views={views.items}
            isUnreadable={isUnreadable}
          />
        )}
      </div>
    </>
  );
}
