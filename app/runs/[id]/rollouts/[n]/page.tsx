import type { Metadata } from 'next';
import Link from 'next/link';
import { orNotFound, routeNumber, type RouteProps } from '@/app/route-params';
import { hrefWith } from '@/components/definitions/definition-parsers';
import { MATCHER_LABELS, SCOPE_LABELS } from '@/components/definitions/glossary';
import { EntityList } from '@/components/rollout/entity-list';
import { RawRecord } from '@/components/rollout/raw-record';
import { RolloutKeys } from '@/components/rollout/rollout-keys';
import { ScopeLegend } from '@/components/rollout/scope-legend';
import { transcriptTurn } from '@/components/rollout/transcript';
import { TranscriptView } from '@/components/rollout/transcript-view';
import { groupHref, rolloutHref, runHref, rolloutsHref, type RunPlace } from '@/components/runs/run-place';
import { ButtonLink } from '@/components/shell/button-link';
import { PageHead } from '@/components/shell/page-head';
import { StatePanel } from '@/components/states/state-panel';
import { readRollout, readRolloutRecord } from '@/lib/api/rollout';
import type { RolloutDetail } from '@/lib/api/schemas/rollout';
import styles from './page.module.css';
import { RolloutSide } from './rollout-side';
import { loadRolloutSearchParams } from './search-params';

type RolloutRoute = RouteProps<{ readonly id: string; readonly n: string }>;

export async function generateMetadata(props: RolloutRoute): Promise<Metadata> {
  const { id, n } = await props.params;
  return { title: `Rollout ${n} of run ${id}` };
}

function Entities({ rollout, place }: { readonly rollout: RolloutDetail; readonly place: RunPlace }) {
  if (rollout.entityList.length === 0) {
    return (
      <StatePanel kind="empty" title="This question has no gold entities" level={2}>
        <p>Without them no match rate can be computed.</p>
        <ButtonLink href="/entities">Upload gold entities</ButtonLink>
      </StatePanel>
    );
  }
  const { matcher, scope } = place.definitions;
  return (
    <section className={styles.entities} aria-label="Gold entities">
      <h2>
        Gold entities found: {rollout.matched} / {rollout.entities}
      </h2>
      <p className={styles.note}>
        {MATCHER_LABELS[matcher]} in {SCOPE_LABELS[scope].toLowerCase()}. The number is the first turn that mentions it.
      </p>
      <EntityList entities={rollout.entityList} scope={scope} />
    </section>
  );
}

export default async function RolloutPage(props: RolloutRoute) {
  const { id, n } = await props.params;
  const { view, ...definitions } = await loadRolloutSearchParams(props.searchParams);
  const place = { runId: routeNumber(id), definitions };
  const number = routeNumber(n);
  const rollout = await orNotFound(readRollout(place.runId, number, definitions));
  const record = view === 'raw' ? await orNotFound(readRolloutRecord(place.runId, number)) : null;
  const path = `/runs/${id}/rollouts/${n}`;
  const hrefOf = (other: number | null) => (other === null ? null : rolloutHref(place, other));
  const previousHref = hrefOf(rollout.previousInGroup);
  const nextHref = hrefOf(rollout.nextInGroup);
  const rawHref = hrefWith(path, definitions, { view: view === 'raw' ? '' : 'raw' });

  return (
    <>
      <PageHead
        trail={[
          { label: 'Runs', href: '/' },
          { label: rollout.run.name, href: runHref(place) },
          { label: 'Rollouts', href: rolloutsHref(place, '') },
          { label: `Group ${rollout.group}`, href: groupHref(place, rollout.group) },
        ]}
        title={rollout.question ?? rollout.questionId ?? `Rollout ${rollout.n}`}
        note={
          <>
            Rollout {rollout.n}
            {rollout.step === null ? '' : `, step ${rollout.step}`}, {rollout.rollout + 1} of{' '}
            {rollout.groupMembers.length} in its group
          </>
        }
        actions={
          <>
            {previousHref === null ? null : <ButtonLink href={previousHref}>Previous</ButtonLink>}
            {nextHref === null ? null : <ButtonLink href={nextHref}>Next</ButtonLink>}
            <ButtonLink href={rawHref}>{view === 'raw' ? 'Turns' : 'Raw'}</ButtonLink>
          </>
        }
      />
      <RolloutKeys
        nextHref={nextHref}
        previousHref={previousHref}
        groupHref={groupHref(place, rollout.group)}
        rawHref={rawHref}
      />
      <div className={styles.columns}>
        <div className={styles.side}>
          <RolloutSide rollout={rollout} place={place} entities={<Entities rollout={rollout} place={place} />} />
        </div>
        <section className={styles.turns} aria-label={record === null ? 'Turns' : 'Record'}>
          {record === null ? (
            <>
              <ScopeLegend />
              {rollout.turnList.length === 0 ? (
                <StatePanel kind="empty" title="The log has no messages for this rollout">
                  <p>
                    See the <Link href={rawHref}>raw record</Link> for what it does have.
                  </p>
                </StatePanel>
              ) : (
                <TranscriptView
                  turns={rollout.turnList.map(({ turn, spans }) => transcriptTurn(turn, spans))}
                  entityNames={rollout.entityList.map((entity) => entity.name)}
                />
              )}
            </>
          ) : (
            <RawRecord text={JSON.stringify(record, null, 2)} />
          )}
        </section>
      </div>
    </>
  );
}
