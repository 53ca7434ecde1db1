'use client';

import { useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { definitionQuery } from '@/components/definitions/definition-parsers';
import type { RunPlace } from '@/components/runs/run-place';
import { SearchForm, type WantedSearch } from '@/components/search/search-form';
import { SearchIntroduction } from '@/components/search/search-introduction';
import { SearchKeys } from '@/components/search/search-keys';
import { SearchProgress } from '@/components/search/search-progress';
import { SearchResults } from '@/components/search/search-results';
import { LARGEST_SEARCH_LIMIT } from '@/lib/api/schemas/search';
import styles from './page.module.css';
import { parseFilter } from '@/lib/core/filter/parse-filter';
import { SearchEnd } from './search-end';
import { runSearchParams } from './search-params';
import { useRunSearch } from './use-run-search';

type Wanted = Omit<ReturnType<typeof useWanted>[0], keyof RunPlace['definitions']>;

function useWanted() {
  return useQueryStates(runSearchParams, { history: 'push' });
}

/** The call of the API that answers a search; null where nothing is looked for. */
function addressOf(
  { runId, definitions }: RunPlace,
  { q, mode, matchCase, within, filter, limit }: Wanted,
): string | null {
  if (q === '') return null;
  const query = new URLSearchParams(definitionQuery(definitions));
  for (const [name, value] of Object.entries({
    q,
    mode,
    matchCase: String(matchCase),
    within,
    filter,
    limit: String(limit),
  })) {
    query.set(name, value);
  }
  return `/api/v1/runs/${runId}/search?${query.toString()}`;
}

/** What cannot be read in a filter; with it nothing is searched. */
function errorsIn(filter: string) {
  const parsed = parseFilter(filter);
  return parsed.kind === 'error' ? parsed.errors : [];
}

/** The search of a run: what is looked for stands in the URL, what is found comes in while it is looked for. */
export function SearchClient({ place }: { readonly place: RunPlace }) {
  const [wanted, setWanted] = useWanted();
  const filterErrors = useMemo(() => errorsIn(wanted.filter), [wanted.filter]);
  const { view, cancel, again } = useRunSearch(filterErrors.length > 0 ? null : addressOf(place, wanted));
  /** Another search begins with the usual limit again. */
  const change = (next: Partial<WantedSearch>) => void setWanted({ limit: null, ...next });
  const isRunning = view.status === 'running';

  return (
    <div className={styles.stack}>
      <SearchKeys isRunning={isRunning} onCancel={cancel} />
      <SearchForm
        wanted={wanted}
        isRunning={isRunning}
        faultAt={view.status === 'refused' ? view.position : null}
        filterErrors={filterErrors}
        onChange={change}
        onAgain={again}
        onCancel={cancel}
      />
      {view.status === 'idle' ? (
        filterErrors.length > 0 ? null : (
          <SearchIntroduction onTry={change} />
        )
      ) : (
        <>
          {view.status === 'refused' ? null : (
            <SearchProgress isRunning={isRunning} isPartial={view.isPartial} counts={view.counts} />
          )}
          <SearchEnd
            view={view}
            wanted={wanted}
            mayGoOn={wanted.limit < LARGEST_SEARCH_LIMIT}
            onChange={change}
            onMore={() => void setWanted({ limit: LARGEST_SEARCH_LIMIT })}
            onAgain={again}
          />
          <SearchResults key={wanted.q} place={place} rollouts={view.rollouts} />
        </>
      )}
    </div>
  );
}
