import { readTinkerBenchmarkRecord } from '@/lib/import/fields/tinker-benchmark-record';
import { baseNameOf, fileIsRun, folderOf, inRun } from '@/lib/import/paths/path-facts';
import type { Detection, FormatProbe, RecordImporter } from '@/lib/import/importer';

const KEYS = ['benchmark', 'example_id', 'turns'];

/** `{benchmark}/trajectories.jsonl` of tinker-cookbook's evaluations (eval/benchmarks/_types.py at 9dfcc3a2). */
export const tinkerBenchmark: RecordImporter = {
  kind: 'records',
  id: 'tinker-benchmark',
  label: 'tinker benchmark trajectories',
  groupField: 'example_id',
  detect: detectTinkerBenchmark,
  place: (path) => {
    const folder = folderOf(path);
    return folder !== '' && baseNameOf(path) === 'trajectories.jsonl' ? inRun(folder) : fileIsRun(path);
  },
  describe: () => ({ name: null, metadata: {} }),
  open: () => ({ read: (record) => [readTinkerBenchmarkRecord(record)] }),
};

function detectTinkerBenchmark(probe: FormatProbe): Detection {
  const fits = probe.records.some(
    (record) => KEYS.every((key) => Object.hasOwn(record, key)) && Array.isArray(record.turns),
  );
  return fits ? { confidence: 'certain', why: `records with ${KEYS.join(', ')}` } : null;
}
