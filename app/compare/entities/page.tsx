import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { answerOf } from '@/app/route-params';
import { againstOf } from '@/components/compare/against';
import { CompareFrame } from '@/components/compare/compare-frame';
import { compareHref, type ComparePlace } from '@/components/compare/compare-place';
import { ButtonLink } from '@/components/shell/button-link';
import { PageHead } from '@/components/shell/page-head';
import { StatePanel } from '@/components/states/state-panel';
import { readDiscovery } from '@/lib/api/compare/discovery';
import { listEntityGains } from '@/lib/api/compare/entity-gains';
import { loadSides } from '@/lib/api/compare/load-sides';
import { sideFacts } from '@/lib/api/compare/side-facts';
import { readComparePlace, readIgnoredOfCompare } from '@/app/compare/read-compare-place';
import { EntitiesOfSides } from './entities-of-sides';
import { againstHref, entityGainsSearchParams, GAINS_A_PAGE, loadEntityGainsSearchParams } from './search-params';

export const metadata: Metadata = { title: 'Entities of compared runs' };

interface EntityPageState {
  readonly place: ComparePlace;
  /** Position of the side that is set against the baseline. */
  readonly against: number;
}

async function readAll({ place, against }: EntityPageState, searchParams: Promise<SearchParams>) {
  const { class: chosen, name, sort, from } = await loadEntityGainsSearchParams(searchParams);
  const { runs, baseline, split, definitions } = place;
  const loaded = await loadSides(runs, definitions);
  const discovery = await readDiscovery(runs, split, definitions);
  const pair = { runs, baseline, against, split, definitions };
  const list = { class: chosen, name, sort, limit: GAINS_A_PAGE, offset: Math.max(0, from) };
  const gains = await listEntityGains({ ...pair, ...list });
  return { sides: sideFacts(loaded), shared: loaded.shared[0]?.length ?? 0, discovery, gains };
}

export default async function CompareEntitiesPage(props: { readonly searchParams: Promise<SearchParams> }) {
  const place = await readComparePlace(props.searchParams);
  const { against, ...state } = await loadEntityGainsSearchParams(props.searchParams);
  const answer = await answerOf(readAll({ place, against: againstOf(against, place) }, props.searchParams));
  if (answer.kind === 'problem') {
    return (
      <>
        <PageHead trail={[{ label: 'Runs', href: '/' }]} title="Comparison" />
        {place.runs === '' ? (
          <StatePanel kind="empty" title="No runs are chosen">
            <p>Choose two to ten runs, or steps of one run, to see which gold entities each of them finds.</p>
            <ButtonLink href={compareHref(place)}>Choose runs</ButtonLink>
          </StatePanel>
        ) : (
          <StatePanel kind="error" title="These runs cannot be compared">
            <p>{answer.problem.message}</p>
            <ButtonLink href={compareHref({ ...place, runs: '', baseline: 0 })}>Choose other runs</ButtonLink>
          </StatePanel>
        )}
      </>
    );
  }
  const ignored = await readIgnoredOfCompare(props.searchParams, place, entityGainsSearchParams);
  const { sides, shared, discovery, gains } = answer.value;
  return (
    <CompareFrame {...{ place, ignored }} path="/entities" sides={sides} shared={shared}>
      <EntitiesOfSides
        place={place}
        sides={sides}
        discovery={discovery}
        gains={gains}
        hrefAgainst={(other) => againstHref(place, state, other)}
      />
    </CompareFrame>
  );
}
