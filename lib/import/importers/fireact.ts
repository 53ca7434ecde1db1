import { readFireactRecord } from '@/lib/import/fields/fireact-record';
import { isJsonObject } from '@/lib/import/json/json-value';
import type { Detection, FormatProbe, RecordImporter } from '@/lib/import/importer';
import type { JsonValue } from '@/lib/core/rollout/rollout';

/** `trajs/*.json` of FireAct: one object keyed by the index of the question (generation.py at 94c6189f). */
export const fireact: RecordImporter = {
  kind: 'records',
  id: 'fireact',
  label: 'FireAct trajectories',
  detect: detectFireact,
  describe: () => ({ name: null, metadata: {} }),
  open: () => ({ read: (record, key) => [readFireactRecord(record, key)] }),
};

function detectFireact(probe: FormatProbe): Detection {
  const [object] = probe.records;
  if (object === undefined || probe.records.length !== 1) return null;
  if (!Object.values(object).some(isFireact)) return null;
  return {
    confidence: 'certain',
    why: 'an object of records with em, gt, pred and traj',
    layout: { kind: 'entries' },
  };
}

function isFireact(value: JsonValue): boolean {
  return isJsonObject(value) && ['em', 'gt', 'pred', 'traj'].every((key) => Object.hasOwn(value, key));
}
