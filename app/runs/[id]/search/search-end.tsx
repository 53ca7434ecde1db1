import { Button } from '@mantine/core';
import { formatBytes, formatCount, formatQuantity } from '@/components/format/format-number';
import type { WantedSearch } from '@/components/search/search-form';
import { StatePanel } from '@/components/states/state-panel';
import { LARGEST_SEARCH_LIMIT } from '@/lib/api/schemas/search';
import type { SearchView } from './search-view';

interface SearchEndProps {
  readonly view: SearchView;
  readonly wanted: WantedSearch;
  readonly onChange: (change: Partial<WantedSearch>) => void;
  /** Whether a search that ended at its limit can go on to the largest one. */
  readonly mayGoOn: boolean;
  readonly onMore: () => void;
  readonly onAgain: () => void;
}

const WIDER = [
  { label: 'Ignore case', change: { matchCase: false }, helps: ({ matchCase }: WantedSearch) => matchCase },
  { label: 'Search everything', change: { within: 'all' }, helps: ({ within }: WantedSearch) => within !== 'all' },
  { label: 'Search all rollouts', change: { filter: '' }, helps: ({ filter }: WantedSearch) => filter !== '' },
] as const;

function NothingFound({ view, wanted, onChange }: Pick<SearchEndProps, 'view' | 'wanted' | 'onChange'>) {
  const { counts } = view;
  if (counts?.rolloutsTotal === 0) {
    return (
      <StatePanel kind="filtered" title="No rollout passes the filter">
        <Button size="xs" variant="default" onClick={() => onChange({ filter: '' })}>
          Search all rollouts
        </Button>
      </StatePanel>
    );
  }
  return (
    <StatePanel kind="filtered" title="Nothing found">
      <p>
        {formatQuantity(counts?.rolloutsSearched ?? 0, 'rollout')} searched, {formatBytes(counts?.bytesSearched ?? 0)}{' '}
        of messages read for it. Accents, quotes and kinds of space count as they are written.
      </p>
      {WIDER.filter(({ helps }) => helps(wanted)).map(({ label, change }) => (
        <Button key={label} size="xs" variant="default" onClick={() => onChange(change)}>
          {label}
        </Button>
      ))}
    </StatePanel>
  );
}

/** What of the hits is not listed, where that is so. */
function NotListed({ view, mayGoOn, onMore }: Pick<SearchEndProps, 'view' | 'mayGoOn' | 'onMore'>) {
  const listed = view.rollouts.reduce((sum, { hits }) => sum + hits.length, 0);
  const { counts } = view;
  if (counts === null) return null;
  const notSearched = counts.rolloutsTotal - counts.rolloutsSearched;
  if (view.status === 'limit') {
    return (
      <div>
        <p>
          The search ended at {formatCount(listed)} listed hits; {formatQuantity(notSearched, 'rollout')}{' '}
          {notSearched === 1 ? 'was' : 'were'} not searched. More words, another kind of text or a filter narrow it.
        </p>
        {mayGoOn ? (
          <Button size="xs" variant="default" onClick={onMore}>
            Go on up to {formatCount(LARGEST_SEARCH_LIMIT)} hits
          </Button>
        ) : null}
      </div>
    );
  }
  if (listed >= counts.hits) return null;
  return (
    <p>
      {formatCount(listed)} of {formatCount(counts.hits)} hits are listed: of each rollout the first 20.
    </p>
  );
}

/** How a search ended, where that needs saying, and what to do about it. */
export function SearchEnd({ view, wanted, mayGoOn, onChange, onMore, onAgain }: SearchEndProps) {
  const again = (
    <Button size="xs" variant="default" onClick={onAgain}>
      Search again
    </Button>
  );
  switch (view.status) {
    case 'refused':
      return (
        <StatePanel kind="error" title="This cannot be searched">
          <p>{view.message}</p>
          {view.position === null ? again : null}
        </StatePanel>
      );
    case 'failed':
      return (
        <StatePanel kind="error" title="The search broke off">
          <p>{view.message}</p>
          {again}
        </StatePanel>
      );
    case 'stopped':
      return (
        <StatePanel kind="error" title="The search was stopped">
          <p>{view.message}</p>
          <p>
            An expression with one repetition inside another, like <code>(a+)+</code>, can try endlessly many ways to
            match a text. Write it without, search for words, or name fewer rollouts with a filter.
          </p>
        </StatePanel>
      );
    case 'cancelled':
      return (
        <StatePanel kind="filtered" title="Cancelled">
          <p>{view.rollouts.length === 0 ? 'Nothing was found before.' : 'What was found before is listed below.'}</p>
          {again}
        </StatePanel>
      );
    case 'complete':
      return view.counts?.hits === 0 ? (
        <NothingFound view={view} wanted={wanted} onChange={onChange} />
      ) : (
        <NotListed view={view} mayGoOn={mayGoOn} onMore={onMore} />
      );
    case 'limit':
      return <NotListed view={view} mayGoOn={mayGoOn} onMore={onMore} />;
    case 'idle':
    case 'running':
      return null;
  }
}
