import { formatBytes, formatCount, formatQuantity } from '@/components/format/format-number';
import styles from './search-progress.module.css';

interface SearchCounts {
  readonly rolloutsSearched: number;
  readonly rolloutsTotal: number;
  readonly bytesSearched: number;
  readonly hits: number;
  readonly rolloutsWithHits: number;
}

interface SearchProgressProps {
  readonly isRunning: boolean;
  /** Whether the counts of what was searched are the least that was. */
  readonly isPartial: boolean;
  /** Null until the server has said how much there is. */
  readonly counts: SearchCounts | null;
}

function found({ hits, rolloutsWithHits }: SearchCounts): string {
  if (hits === 0) return 'no hit';
  return `${formatQuantity(hits, 'hit')} in ${formatQuantity(rolloutsWithHits, 'rollout')}`;
}

/** How far a search is and what it found. The running count is not read out; its begin and its end are. */
export function SearchProgress({ isRunning, isPartial, counts }: SearchProgressProps) {
  return (
    <div className={styles.progress}>
      <p className={styles.counts}>
        {counts === null ? (
          'Searching …'
        ) : (
          <>
            <strong>{found(counts)}</strong>
            <span>
              searched {isPartial ? 'at least ' : ''}
              {formatCount(counts.rolloutsSearched)} of {formatQuantity(counts.rolloutsTotal, 'rollout')}
              {isPartial ? '' : `, ${formatBytes(counts.bytesSearched)} of messages read`}
            </span>
          </>
        )}
      </p>
      <progress
        className={styles.bar}
        data-running={isRunning}
        aria-label="Rollouts searched"
        max={Math.max(1, counts?.rolloutsTotal ?? 1)}
        value={counts?.rolloutsSearched ?? 0}
      />
      <p className="visually-hidden" role="status">
        {isRunning || counts === null ? 'Searching' : `Search ended: ${found(counts)}`}
      </p>
    </div>
  );
}
