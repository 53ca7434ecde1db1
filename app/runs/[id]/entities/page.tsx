import type { Metadata } from 'next';
import { readIgnored } from '@/app/read-ignored';
import { readPageRun } from '@/app/read-page-run';
import { answerOf, routeNumber, type RouteProps } from '@/app/route-params';
import { ChartProvenance } from '@/components/charts/chart-provenance';
import { runLine } from '@/components/charts/provenance-words';
import { DefinitionControls } from '@/components/definitions/definition-controls';
import { hrefWith } from '@/components/definitions/definition-parsers';
import { LabelList } from '@/components/notes/label-list';
import { questionsHref, runHref } from '@/components/runs/run-place';
import { ButtonLink } from '@/components/shell/button-link';
import { PageHead } from '@/components/shell/page-head';
import { StatePanel } from '@/components/states/state-panel';
import { listLabels } from '@/lib/api/annotations';
import { listRunEntities } from '@/lib/api/run-entities';
import { EntitiesClient } from './entities-client';
import { EntitiesHeadline } from './entities-headline';
import styles from './page.module.css';
import { ENTITIES_A_PAGE, entitiesSearchParams, loadEntitiesSearchParams } from './search-params';

export const metadata: Metadata = { title: 'Entities' };

export default async function EntitiesPage(props: RouteProps<{ readonly id: string }>) {
  const { id } = await props.params;
  const { class: chosen, name, sort, from, ...definitions } = await loadEntitiesSearchParams(props.searchParams);
  const place = { runId: routeNumber(id), definitions };
  const selection = { definitions, name, sort, class: chosen === 'all' ? undefined : chosen };
  const [run, answer, labels] = await Promise.all([
    readPageRun(place.runId),
    answerOf(listRunEntities(place.runId, { ...selection, limit: ENTITIES_A_PAGE, offset: Math.max(0, from) })),
    listLabels(place.runId),
  ]);
  const more = { class: chosen === 'all' ? '' : chosen, name, sort: sort === 'bottleneck' ? '' : sort };
  const exportHref = hrefWith(`/api/v1/runs/${place.runId}/entities/export`, definitions, more);
  return (
    <>
      <PageHead
        trail={[
          { label: 'Runs', href: '/' },
          { label: run.name, href: runHref(place) },
        ]}
        title="What the gold entities tell"
        actions={
          <>
            <ButtonLink href={questionsHref(place)}>Questions and their entities</ButtonLink>
            <ButtonLink href={exportHref} download>
              CSV
            </ButtonLink>
          </>
        }
      />
      <div className={styles.stack}>
        <DefinitionControls ignored={await readIgnored(props.searchParams, entitiesSearchParams)} />
        {answer.kind === 'problem' ? (
          <StatePanel kind="error" title="The entities cannot be counted">
            <p>{answer.problem.message}</p>
          </StatePanel>
        ) : answer.value.counts.entities === 0 ? (
          <StatePanel kind="empty" title="No question of this run has gold entities">
            <p>
              Upload them to see which ones right rollouts find and wrong ones miss. The log need not be uploaded again.
            </p>
            <ButtonLink href="/entities" look="primary">
              Upload gold entities
            </ButtonLink>
          </StatePanel>
        ) : (
          <>
            <EntitiesHeadline counts={answer.value.counts} definitions={definitions} />
            <ChartProvenance line={runLine(place)}>
              <EntitiesClient place={place} page={answer.value} />
            </ChartProvenance>
          </>
        )}
        <LabelList labels={labels.items} place={place} />
      </div>
    </>
  );
}
