import { readMilesRecord } from '@/lib/import/fields/miles-record';
import { baseNameOf, fileIsRun, folderOf, inRun, stemOf, type PathFacts } from '@/lib/import/paths/path-facts';
import type { Detection, FormatProbe, RecordImporter } from '@/lib/import/importer';

const MILES = ['sample_index', 'group_index', 'status', 'messages'];
/** slime writes its samples as a pickle; written as JSON they keep these names. */
const SLIME = ['group_index', 'prompt', 'response', 'label'];

/** `trajectory/{rollout_id}.jsonl` of miles `--dump-details` (miles/ray/rollout/debug_data.py at 31f1ca96). */
export const miles: RecordImporter = {
  kind: 'records',
  id: 'miles',
  label: 'miles / slime samples',
  groupField: 'group_index',
  detect: detectMiles,
  place: placeMiles,
  describe: () => ({ name: null, metadata: {} }),
  open: () => ({ read: (record) => [readMilesRecord(record)] }),
};

function detectMiles(probe: FormatProbe): Detection {
  for (const keys of [MILES, SLIME]) {
    const fits = probe.records.some((record) => keys.every((key) => Object.hasOwn(record, key)));
    if (fits) return { confidence: 'certain', why: `records with ${keys.join(', ')}` };
  }
  return null;
}

/** The file's name is the rollout step, `eval_` before it those of evaluation. */
function placeMiles(path: string): PathFacts {
  const [, evaluation, digits] = /^(eval_)?(\d{1,9})$/.exec(stemOf(path)) ?? [];
  if (digits === undefined) return fileIsRun(path);
  const folder = folderOf(path);
  const run = baseNameOf(folder) === 'trajectory' ? folderOf(folder) : folder;
  return inRun(run, { step: Number(digits), split: evaluation === undefined ? 'train' : 'eval' });
}
