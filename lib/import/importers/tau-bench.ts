import { readTauRecord } from '@/lib/import/fields/tau-record';
import type { Detection, FormatProbe, RecordImporter } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';

/** The list of trials that tau-bench writes (tau_bench/run.py and types.py at 59a200c6, `EnvRunResult`). */
export const tauBench: RecordImporter = {
  kind: 'records',
  id: 'tau-bench',
  label: 'tau-bench results',
  groupField: 'task_id',
  detect: detectTau,
  describe: () => ({ name: null, metadata: {} }),
  open: () => ({ read: (record) => [readTauRecord(record)] }),
};

function detectTau(probe: FormatProbe): Detection {
  if (!probe.records.some(isTau)) return null;
  return { confidence: 'certain', why: 'records with task_id, reward, info and traj' };
}

function isTau(record: JsonObject): boolean {
  return Array.isArray(record.traj) && ['task_id', 'reward', 'info'].every((key) => Object.hasOwn(record, key));
}
