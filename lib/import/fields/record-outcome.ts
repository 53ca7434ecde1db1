import type { ImportedRollout } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import type { FieldReader } from './field-reader';

/** The rollout, or one issue that names every field in which the record is wrong. */
export function rolloutOrIssue(fields: FieldReader, rollout: ImportedRollout): RecordOutcome {
  const [first, ...others] = fields.problems;
  if (first === undefined) return { kind: 'rollout', rollout };
  return {
    kind: 'issue',
    code: first.code,
    message: [first, ...others].map(({ message }) => message).join('; '),
  };
}

/** A record that rightly adds no rollout. */
export function noRollout(): RecordOutcome {
  return { kind: 'skipped', code: 'no_rollout' };
}
