'use client';

import Link from 'next/link';
import { useEffect, useState } from 'react';
import { formatPercent, formatQuantity } from '@/components/format/format-number';
import type { EntitySetCreated } from '@/lib/api/schemas/entity-set';
import styles from './drop-card.module.css';
import type { StoredEntities } from './drop/drop-work';
import { requestUnjoinedCount } from './import-requests';
import { IssueTable } from './issue-table';

/** Questions of the set that no run asks: as of the upload, and asked for again whenever an import has ended. */
function useUnjoined({ id, unjoined }: EntitySetCreated, endedImports: number): number {
  const [seen, setSeen] = useState({ endedImports, unjoined });
  useEffect(() => {
    if (seen.endedImports === endedImports) return undefined;
    let stopped = false;
    requestUnjoinedCount(id).then(
      (now) => {
        if (!stopped) setSeen({ endedImports, unjoined: now });
      },
      // The set was removed meanwhile, or the server is away: what was known stays.
      () => undefined,
    );
    return () => {
      stopped = true;
    };
  }, [id, endedImports, seen.endedImports]);
  return seen.unjoined;
}

interface EntitiesStoredProps {
  readonly stored: StoredEntities;
  /** Imports that have ended; when it changes, what was joined may have changed too. */
  readonly endedImports: number;
}

/** What became of a set of gold entities. */
export function EntitiesStored({ stored, endedImports }: EntitiesStoredProps) {
  const { id, questions, entities, ambiguous, issues } = stored.result;
  const unjoined = useUnjoined(stored.result, endedImports);
  const joined = questions - unjoined;
  return (
    <section className={styles.part} role="status" aria-label={`Gold entities of ${stored.path}`}>
      <p>
        Stored {formatQuantity(entities, 'entity', 'entities')} of {formatQuantity(questions, 'question')} from{' '}
        {stored.path}.{' '}
        <b>
          {formatQuantity(joined, 'question')} joined ({formatPercent(questions === 0 ? null : joined / questions)})
        </b>
        ; the runs that ask them are being computed anew.
      </p>
      {unjoined > 0 ? (
        <p>
          <Link href={`/entities?set=${id}`}>{formatQuantity(unjoined, 'question')} that no run asks</Link>
          {ambiguous > 0 ? `; ${formatQuantity(ambiguous, 'question')} of runs fit several and were left alone` : ''}.
        </p>
      ) : null}
      <IssueTable issues={issues} downloadHref={null} />
    </section>
  );
}
