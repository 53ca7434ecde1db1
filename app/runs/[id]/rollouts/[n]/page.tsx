import type { Metadata } from 'next';
import Link from 'next/link';
import { orNotFound, routeNumber, type RouteProps } from '@/app/route-params';
import { hrefWith } from '@/components/definitions/definition-parsers';
import { MATCHER_LABELS, SCOPE_LABELS } from '@/components/definitions/glossary';
import { ScopeLegend } from '@/components/rollout/scope-legend';
import { listParameters, type RunPlace } from '@/components/runs/run-place';
import { ButtonLink } from '@/components/shell/button-link';
import { StatePanel } from '@/components/states/state-panel';
import { readRolloutHead, readRolloutRecord, type RolloutHead as RolloutHeadData } from '@/lib/api/rollout';
import { readTurnNumbers } from '@/lib/core/rollout/turn-numbers';
import { listNeighbours } from './list-neighbours';
import styles from './page.module.css';
import { RailCard } from './rail-card';
import { readRolloutTurns } from './read-rollout-page';
import { RecordView } from './record-view';
import { RolloutHead } from './rollout-head';
import { RolloutReading, Turns } from './rollout-reading';
import { RolloutSide } from './rollout-side';
import { loadRolloutSearchParams } from './search-params';

type RolloutRoute = RouteProps<{ readonly id: string; readonly n: string }>;

export async function generateMetadata(props: RolloutRoute): Promise<Metadata> {
  const { id, n } = await props.params;
  return { title: `Rollout ${n} of run ${id}` };
}

function Entities({ rollout, place }: { readonly rollout: RolloutHeadData; readonly place: RunPlace }) {
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
    <section className={styles.entities} aria-label="Match rate">
      <p className={styles.note}>
        Found {rollout.matched} of {rollout.entities} by {MATCHER_LABELS[matcher].toLowerCase()} in{' '}
        {SCOPE_LABELS[scope].toLowerCase()}.
      </p>
      <RailCard entities={rollout.entityList} turns={rollout.turns} />
    </section>
  );
}

/** The turns of a rollout, or what to do where the log has none. */
function TurnsOrNone({ rollout, recordHref }: { readonly rollout: RolloutHeadData; readonly recordHref: string }) {
  if (rollout.turns === 0) {
    return (
      <StatePanel kind="empty" title="The log has no turns for this rollout">
        <p>
          See the <Link href={recordHref}>canonical record</Link> for what it does have.
        </p>
      </StatePanel>
    );
  }
  return (
    <>
      {rollout.entityList.length === 0 ? null : <ScopeLegend />}
      <Turns
        runId={rollout.run.id}
        n={rollout.n}
        entityNames={rollout.entityList.map((entity) => entity.name)}
        numbers={readTurnNumbers(rollout.metadata, rollout.turns)}
      />
    </>
  );
}

export default async function RolloutPage(props: RolloutRoute) {
  const { id, n } = await props.params;
  const { view, filter, sort, at, turn, ...definitions } = await loadRolloutSearchParams(props.searchParams);
  const place = { runId: routeNumber(id), definitions };
  const number = routeNumber(n);
  const list = { filter, sort, at };
  const [rollout, turns, neighbours] = await Promise.all([
    orNotFound(readRolloutHead(place.runId, number, definitions)),
    readRolloutTurns(place, number, turn),
    listNeighbours(place, list, number),
  ]);
  const record = view === 'raw' ? await orNotFound(readRolloutRecord(place.runId, number)) : null;
  const otherViewHref = hrefWith(`/runs/${id}/rollouts/${n}`, definitions, {
    ...listParameters(list),
    view: view === 'raw' ? '' : 'raw',
  });

  return (
    <>
      <RolloutHead {...{ rollout, place, list, neighbours, view, otherViewHref }} />
      <RolloutReading
        key={`${id} ${n} ${definitions.matcher}`}
        runId={place.runId}
        n={number}
        matcher={definitions.matcher}
        startTurn={turn}
        {...turns}
      >
        <div className={styles.columns}>
          <div className={styles.side}>
            <RolloutSide
              rollout={rollout}
              place={place}
              list={{ ...list, at: neighbours?.at ?? null }}
              entities={record === null ? <Entities rollout={rollout} place={place} /> : null}
            />
          </div>
          <section className={styles.turns} aria-label={record === null ? 'Turns' : 'Record'}>
            {record === null ? (
              <TurnsOrNone rollout={rollout} recordHref={otherViewHref} />
            ) : (
              <RecordView record={record} recordHref={`/api/v1/runs/${id}/rollouts/${n}/record`} />
            )}
          </section>
        </div>
      </RolloutReading>
    </>
  );
}
