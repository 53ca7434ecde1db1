import { readArtGroup, readArtTrajectory } from '@/lib/import/fields/art-record';
import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { fileIsRun, inRun, type PathFacts } from '@/lib/import/paths/path-facts';
import type { Detection, FormatProbe, RecordImporter } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';

/**
 * `.art/{project}/models/{model}/trajectories/{split}/{step}.jsonl` of OpenPipe's ART, a group a line, and the parquet tables
 * that newer revisions write instead, a trajectory a row (src/art/utils/trajectory_logging.py and trajectory_migration.py).
 * The YAML of its first versions is not read.
 */
export const art: RecordImporter = {
  kind: 'records',
  id: 'art',
  label: 'ART trajectories',
  groupField: 'group_index',
  detect: detectArt,
  place: placeArt,
  describe: () => ({ name: null, metadata: {} }),
  open: () => ({
    read: (record) => (Object.hasOwn(record, 'trajectories') ? readArtGroup(record) : [readArtTrajectory(record)]),
  }),
};

function detectArt(probe: FormatProbe): Detection {
  if (probe.records.some(isGroup)) {
    return { confidence: 'certain', why: 'groups of trajectories with messages_and_choices' };
  }
  if (probe.records.some(isRow)) {
    return { confidence: 'certain', why: 'rows with group_index, reward and messages that are trainable or not' };
  }
  return null;
}

function isGroup({ trajectories }: JsonObject): boolean {
  return (
    isJsonArray(trajectories) &&
    trajectories.some((trajectory) => isJsonObject(trajectory) && isJsonArray(trajectory.messages_and_choices))
  );
}

/** miles has group_index and messages too, but none of its messages says whether it is trained on. */
function isRow({ group_index: group, reward, messages }: JsonObject): boolean {
  if (group === undefined || reward === undefined || !isJsonArray(messages)) return false;
  return messages.some((message) => isJsonObject(message) && Object.hasOwn(message, 'trainable'));
}

const PLACE = /^(?:(.*)\/)?trajectories\/([^/]+)\/(\d{1,9})\.(?:jsonl|parquet)$/;

/** All steps and splits of one model are one run. */
function placeArt(path: string): PathFacts {
  const [, run, split, step] = PLACE.exec(path) ?? [];
  if (step === undefined) return fileIsRun(path);
  const parts = (run ?? '').split('/');
  const models = parts.lastIndexOf('models');
  const name = models > 0 ? `${parts[models - 1]} ${parts.slice(models + 1).join('/')}` : null;
  return inRun(run ?? '', { runName: name, split, step: Number(step) });
}
