import type { PoolClient } from 'pg';

import type { ReaderAnnotation } from '@/lib/core/labels/reader-annotation';

import { wellFormedText } from './copy/well-formed';

/** What readers wrote on a rollout, by its number. */
export interface NumberedAnnotation {
  readonly n: number;
  readonly annotation: ReaderAnnotation;
}

/** Stores labels and notes that a log brings along, in the caller's transaction. */
export async function addAnnotations(
  client: PoolClient,
  runId: number,
  annotations: readonly NumberedAnnotation[],
): Promise<void> {
  const labels = annotations.flatMap(({ n, annotation }) => annotation.labels.map((label) => ({ n, label })));
  const notes = annotations.flatMap(({ n, annotation: { note } }) =>
    note === null ? [] : [{ n, text: wellFormedText(note) }],
  );
  await client.query(
    `INSERT INTO rollout_labels (run_id, n, label)
     SELECT $1, n, label FROM unnest($2::int[], $3::text[]) AS given (n, label) ON CONFLICT DO NOTHING`,
    [runId, labels.map(({ n }) => n), labels.map(({ label }) => label)],
  );
  await client.query(
    `INSERT INTO rollout_notes (run_id, n, text, updated_at)
     SELECT $1, n, text, statement_timestamp() FROM unnest($2::int[], $3::text[]) AS given (n, text)
     ON CONFLICT DO NOTHING`,
    [runId, notes.map(({ n }) => n), notes.map(({ text }) => text)],
  );
}
