import { readAsearcherTrainRecord } from '@/lib/import/fields/asearcher-record';
import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { fileIsRun, inRun, stemOf, type PathFacts } from '@/lib/import/paths/path-facts';
import type { Detection, FormatProbe, RecordImporter } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';

/** `{dump_dir}/{policy version}/{question id}.jsonl` of ASearcher's training (train/asearcher.py at 813e804f). */
export const asearcher: RecordImporter = {
  kind: 'records',
  id: 'asearcher',
  label: 'ASearcher training dump',
  detect: detectAsearcher,
  place: placeDump,
  describe: () => ({ name: null, metadata: {} }),
  notices: [
    {
      code: 'constant_groups_missing',
      message:
        'ASearcher writes only groups whose rewards differ: questions that every rollout got right, or every one got wrong, are missing, so rates over questions do not describe the policy.',
    },
  ],
  open: () => ({ read: (record) => [readAsearcherTrainRecord(record)] }),
};

function detectAsearcher(probe: FormatProbe): Detection {
  if (!probe.records.some(isTrajectory)) return null;
  return {
    confidence: 'certain',
    why: 'records with a memory of prompts and generations, and the index of the trajectory',
  };
}

function isTrajectory(record: JsonObject): boolean {
  const { memory } = record;
  if (!isJsonArray(memory) || !isJsonObject(memory[0])) return false;
  // The memory stands first and may be longer than the head: then its records must do.
  return Object.hasOwn(record, 'traj_idx') || (Object.keys(record).length === 1 && isRecord(memory[0]));
}

function isRecord(entry: JsonObject): boolean {
  return entry.type === 'prompt' && typeof entry.text === 'string' && Object.hasOwn(entry, 'short_text');
}

/** The version of the policy is the step, the file's name the question's id. */
function placeDump(path: string): PathFacts {
  const [, folder = '', version] = /^(?:(.*)\/)?(\d{1,9})\/[^/]+\.jsonl$/s.exec(path) ?? [];
  if (version === undefined) return fileIsRun(path);
  return inRun(folder, { step: Number(version), questionId: stemOf(path) });
}
