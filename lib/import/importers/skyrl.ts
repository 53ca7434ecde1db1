import { readSkyrlRecord } from '@/lib/import/fields/skyrl-record';
import { fileIsRun, folderOf, inRun, stepOf, type PathFacts } from '@/lib/import/paths/path-facts';
import type { Detection, FormatProbe, RecordImporter } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';

/**
 * `dumped_evals/global_step_{N}_evals/{data_source}.jsonl` of SkyRL, on by default (`trainer.dump_eval_results`,
 * skyrl/train/utils/trainer_utils.py at a9564572). The step stands in the folder's name only.
 */
export const skyrl: RecordImporter = {
  kind: 'records',
  id: 'skyrl',
  label: 'SkyRL evaluation dump',
  detect: detectSkyrl,
  place: placeSkyrl,
  describe: () => ({ name: null, metadata: {} }),
  open: () => ({ read: (record) => [readSkyrlRecord(record)] }),
};

function detectSkyrl(probe: FormatProbe): Detection {
  if (probe.records.some(isSkyrl)) {
    return { confidence: 'certain', why: 'records with input_prompt, output_response and env_class' };
  }
  const [first] = probe.records;
  if (first === undefined) return null;
  if (probe.cut && probe.records.length === 1 && typeof first.input_prompt === 'string') {
    return { confidence: 'likely', why: 'a record that begins with input_prompt, longer than what detection reads' };
  }
  if (!isSummary(first)) return null;
  const why =
    'This is aggregated_results.jsonl of a SkyRL evaluation: averages without rollouts. Drop the .jsonl files of the data sets beside it.';
  return { confidence: 'refused', code: 'no_text_in_log', why };
}

function isSkyrl(record: JsonObject): boolean {
  const hasTexts = Object.hasOwn(record, 'input_prompt') && Object.hasOwn(record, 'output_response');
  return hasTexts && Object.hasOwn(record, 'env_class');
}

function isSummary(record: JsonObject): boolean {
  const keys = Object.keys(record);
  return keys.every((key) => key.startsWith('eval/')) && keys.some((key) => key.endsWith('/avg_score'));
}

/** All steps and data sets of one export path are one run. */
function placeSkyrl(path: string): PathFacts {
  const folder = folderOf(path);
  const parts = folder.split('/');
  const at = parts.lastIndexOf('dumped_evals');
  const step = stepOf(folder);
  if (at === -1) return step === null ? fileIsRun(path) : inRun(folderOf(folder), { step });
  return inRun(parts.slice(0, at).join('/'), { step });
}
