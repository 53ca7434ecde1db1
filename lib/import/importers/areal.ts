import { readArealRecord } from '@/lib/import/fields/areal-record';
import { baseNameOf, fileIsRun, folderOf, inRun, type PathFacts } from '@/lib/import/paths/path-facts';
import type { Detection, FormatProbe, RecordImporter } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';

/** `{log}/{rollout|eval-rollout}/{version}/{task}.jsonl` of AReaL (areal/infra/workflow_executor.py at 4aef98d8). */
export const areal: RecordImporter = {
  kind: 'records',
  id: 'areal',
  label: 'AReaL trajectory dump',
  groupField: 'task_id',
  detect: detectAreal,
  place: placeAreal,
  describe: () => ({ name: null, metadata: {} }),
  open: () => ({ read: (record) => [readArealRecord(record)] }),
};

function detectAreal(probe: FormatProbe): Detection {
  if (!probe.records.some(isSample)) return null;
  return { confidence: 'certain', why: 'records with a task, a sample index and versions of the policy' };
}

function isSample(record: JsonObject): boolean {
  // The texts come last and may be longer than the head.
  return ['task_id', 'sample_idx', 'head_version', 'tail_version'].every((field) => Object.hasOwn(record, field));
}

/** Training and evaluation number their tasks apart: each of the two folders is a run. */
function placeAreal(path: string): PathFacts {
  const [, run, kind, version] = /^((?:.*\/)?(rollout|eval-rollout))\/(\d{1,9})\/[^/]+\.jsonl$/s.exec(path) ?? [];
  if (run === undefined) return fileIsRun(path);
  const split = kind === 'rollout' ? 'train' : 'eval';
  const trial = baseNameOf(folderOf(run));
  return inRun(run, { runName: trial === '' ? null : `${trial} ${split}`, step: Number(version), split });
}
