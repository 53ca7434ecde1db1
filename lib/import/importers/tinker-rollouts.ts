import { readTinkerRollout } from '@/lib/import/fields/tinker-rollout';
import { baseNameOf, fileIsRun, folderOf, inRun, stepOf, type PathFacts } from '@/lib/import/paths/path-facts';
import type { Detection, FormatProbe, Notice, RecordImporter } from '@/lib/import/importer';

const KEYS = ['schema_version', 'group_idx', 'traj_idx', 'steps'];

const NO_TEXT: Notice = {
  code: 'no_text_in_log',
  message:
    "tinker's rollout summaries hold no text, only rewards, lengths and groups: entities cannot be found in them and there are no turns to read. Questions are named by iteration and group, so they cannot be matched between runs. Evaluate with a save_dir to get trajectories.jsonl, which has the text.",
};

/** `{train|eval_x}_rollout_summaries.jsonl` of tinker-cookbook (rl/rollout_logging.py at 9dfcc3a2): numbers without text. */
export const tinkerRollouts: RecordImporter = {
  kind: 'records',
  id: 'tinker-rollouts',
  label: 'tinker rollout summaries (numbers only)',
  detect: detectTinkerRollouts,
  place: placeTinkerRollouts,
  describe: () => ({ name: null, metadata: {} }),
  notices: [NO_TEXT],
  open: () => ({ read: (record) => [readTinkerRollout(record)] }),
};

function detectTinkerRollouts(probe: FormatProbe): Detection {
  const fits = probe.records.some((record) => KEYS.every((key) => Object.hasOwn(record, key)));
  return fits ? { confidence: 'certain', why: `records with ${KEYS.join(', ')}` } : null;
}

/** `<log>/iteration_<n>/train_rollout_summaries.jsonl`: the iterations of a log are one run. */
function placeTinkerRollouts(path: string): PathFacts {
  const folder = folderOf(path);
  if (!/^iteration_\d{1,9}$/.test(baseNameOf(folder))) return fileIsRun(path);
  return inRun(folderOf(folder), { step: stepOf(folder) });
}
