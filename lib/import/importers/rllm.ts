import { firstText } from '@/lib/import/fields/loose-fields';
import { readRllmEpisode } from '@/lib/import/fields/rllm-record';
import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { parseJson } from '@/lib/import/json/parse-json';
import { baseNameOf, fileIsRun, folderOf, inRun, type PathFacts } from '@/lib/import/paths/path-facts';
import type { Detection, FormatProbe, RecordImporter, RunDescription, SourceInfo } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';

/**
 * Episodes of rLLM, a file each: `episodes/{train|val}_step_{s}_epoch_{e}/episode_hash{hash}_id{task}_{rollout}.json` of
 * training (rllm/utils/episode_logger.py) and `episodes/episode_{index}_{task}.json` of `rllm eval`
 * (rllm/eval/episode_store.py) with the `meta.json` of its run, at 9beb6e0f.
 */
export const rllm: RecordImporter = {
  kind: 'records',
  id: 'rllm',
  label: 'rLLM episodes',
  groupField: 'task_hash',
  detect: detectRllm,
  place: placeRllm,
  describe: describeRllmRun,
  wantsCompanion: ({ path }) => baseNameOf(path) === 'meta.json',
  open: () => ({ read: readRllmEpisode }),
};

function detectRllm(probe: FormatProbe): Detection {
  if (probe.records.some(isEpisode)) {
    return { confidence: 'certain', why: 'an episode with trajectories, each a list of steps' };
  }
  const [first] = probe.records;
  if (first === undefined) return null;
  if (Object.hasOwn(first, 'episode_files') && Object.hasOwn(first, 'summary_stats')) {
    const why =
      'This is the batch_summary.json of rLLM: it counts the episodes beside it, which are the rollouts to drop.';
    return { confidence: 'refused', code: 'no_text_in_log', why };
  }
  if (isRunMetadata(first)) {
    const why =
      'This is the meta.json of an rLLM evaluation, without rollouts. Drop it together with its episodes folder.';
    return { confidence: 'refused', code: 'companion_only', why };
  }
  const isCut = probe.cut && probe.records.length === 1 && hasEpisodeKeys(first);
  return isCut ? { confidence: 'likely', why: 'an episode with a task, longer than what detection reads' } : null;
}

function isEpisode(record: JsonObject): boolean {
  if (!isJsonArray(record.trajectories)) return false;
  if (record.trajectories.length === 0) return hasEpisodeKeys(record);
  return record.trajectories.some((trajectory) => isJsonObject(trajectory) && isJsonArray(trajectory.steps));
}

/** Nothing but names and times: an object with any list of objects is something else. */
function isRunMetadata(record: JsonObject): boolean {
  const names = ['dataset', 'model', 'agent'].every((key) => Object.hasOwn(record, key));
  return names && !Object.values(record).some((value) => isJsonArray(value) && value.some(isJsonObject));
}

function hasEpisodeKeys(record: JsonObject): boolean {
  return (
    Object.hasOwn(record, 'task') && ['task_hash', 'eval_idx', 'episode_id'].some((key) => Object.hasOwn(record, key))
  );
}

const STEP_FOLDER = /^(train|val)_step_(\d{1,9})_epoch_\d+$/;

/** Everything under one `episodes` folder is one run. */
function placeRllm(path: string): PathFacts {
  const folder = folderOf(path);
  const [, split, step] = STEP_FOLDER.exec(baseNameOf(folder)) ?? [];
  if (split !== undefined) return inRun(runOf(folderOf(folder)), { split, step: Number(step) });
  return /^episode_\d+_/.test(baseNameOf(path)) ? inRun(runOf(folder)) : fileIsRun(path);
}

function runOf(folder: string): string {
  return baseNameOf(folder) === 'episodes' ? folderOf(folder) : folder;
}

/** Name: `dataset model` from meta.json, else null. */
function describeRllmRun({ companions }: SourceInfo): RunDescription {
  const bytes = companions.get('meta.json');
  const result = bytes === undefined ? null : parseJson(bytes, 1);
  const metadata = result?.ok === true && isJsonObject(result.value) ? result.value : {};
  const parts = [firstText(metadata, ['dataset', 'benchmark']), firstText(metadata, ['model'])].filter(
    (part) => part !== null,
  );
  return { name: parts.length === 0 ? null : parts.join(' '), metadata };
}
