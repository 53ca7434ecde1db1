import type { Metadata } from 'next';
import { Suspense } from 'react';
import { readIgnored } from '@/app/read-ignored';
import { orNotFound, routeNumber, type RouteProps } from '@/app/route-params';
import { ChartProvenance } from '@/components/charts/chart-provenance';
import { runLine } from '@/components/charts/provenance-words';
import { DefinitionControls } from '@/components/definitions/definition-controls';
import { formatCount, formatQuantity } from '@/components/format/format-number';
import { GroupNeighbours } from '@/components/groups/group-neighbours';
import { groupsHref, runHref } from '@/components/runs/run-place';
import { PageHead } from '@/components/shell/page-head';
import { LoadingPanel } from '@/components/states/loading-panel';
import { WarningList } from '@/components/states/warning-list';
import { readGroup } from '@/lib/api/groups';
import { listGroupSteps } from '@/lib/api/related-groups';
import { DiscoverySection, MatrixSection, StepsSection } from './group-view';
import { OtherRuns } from './other-runs';
import styles from './page.module.css';
import { groupSearchParams, loadGroupSearchParams } from './search-params';

type GroupRoute = RouteProps<{ readonly id: string; readonly group: string }>;

export async function generateMetadata(props: GroupRoute): Promise<Metadata> {
  const { id, group } = await props.params;
  return { title: `Group ${group} of run ${id}` };
}

export default async function GroupPage(props: GroupRoute) {
  const { id, group: groupText } = await props.params;
  const { runsFrom, ...definitions } = await loadGroupSearchParams(props.searchParams);
  const place = { runId: routeNumber(id), definitions };
  const [group, steps] = await orNotFound(
    Promise.all([
      readGroup(place.runId, routeNumber(groupText), definitions),
      listGroupSteps(place.runId, routeNumber(groupText), { definitions }),
    ]),
  );
  const answers = group.answers.length === 0 ? 'No gold answer in the log' : `Gold: ${group.answers.join(' · ')}`;
  return (
    <>
      <PageHead
        trail={[
          { label: 'Runs', href: '/' },
          { label: group.run.name, href: runHref(place) },
          { label: 'Groups', href: groupsHref(place, '') },
        ]}
        title={group.question ?? group.questionId ?? `Group ${group.group}`}
        note={`Group ${formatCount(group.group)}${group.step === null ? '' : `, step ${group.step}`}, ${formatQuantity(group.size, 'rollout')}. ${answers}.`}
        actions={
          <GroupNeighbours
            place={place}
            previous={group.group > 0 ? group.group - 1 : null}
            next={group.group + 1 < group.run.groups ? group.group + 1 : null}
            previousStep={steps.previous}
            nextStep={steps.next}
          />
        }
      />
      <div className={styles.stack}>
        <DefinitionControls ignored={await readIgnored(props.searchParams, groupSearchParams)} />
        <WarningList warnings={group.warnings} />
        <MatrixSection group={group} place={place} />
        <ChartProvenance line={runLine(place, group.group)}>
          {group.entityList.length === 0 ? null : <DiscoverySection group={group} place={place} />}
          <StepsSection group={group} place={place} steps={steps} />
        </ChartProvenance>
        <section className={styles.section} aria-labelledby="other-runs">
          <h2 id="other-runs">What did other runs make of it?</h2>
          <Suspense fallback={<LoadingPanel label="Reading other runs" />}>
            <OtherRuns place={place} group={group.group} from={Math.max(0, runsFrom)} />
          </Suspense>
        </section>
      </div>
    </>
  );
}
