import type { Metadata } from 'next';
import { readPageRun } from '@/app/read-page-run';
import { routeNumber, type RouteProps } from '@/app/route-params';
import { runHref } from '@/components/runs/run-place';
import { PageHead } from '@/components/shell/page-head';
import { SearchClient } from './search-client';
import { loadRunSearchParams } from './search-params';

export const metadata: Metadata = { title: 'Search' };

export default async function SearchPage(props: RouteProps<{ readonly id: string }>) {
  const { id } = await props.params;
  const {
    q: _q,
    mode: _mode,
    matchCase: _matchCase,
    within: _within,
    filter: _filter,
    limit: _limit,
    ...definitions
  } = await loadRunSearchParams(props.searchParams);
  const place = { runId: routeNumber(id), definitions };
  const run = await readPageRun(place.runId);

  return (
    <>
      <PageHead
        trail={[
          { label: 'Runs', href: '/' },
          { label: run.name, href: runHref(place) },
        ]}
        title="Search the trajectories"
      />
      <SearchClient place={place} />
    </>
  );
}
