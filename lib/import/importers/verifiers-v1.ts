import { readVerifiersEpisode } from '@/lib/import/fields/verifiers-episode';
import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { dashedFolderOf, fileIsRun, inRun, type PathFacts } from '@/lib/import/paths/path-facts';
import type { Detection, FormatProbe, RecordImporter } from '@/lib/import/importer';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

/**
 * `traces.jsonl` of verifiers v1 and prime-rl: one episode a line, earlier one trace a line. Fields: verifiers/v1/episode.py,
 * trace.py, graph.py and task.py at a60a606e; folders: prime_rl/monitors/file.py at 559b4477.
 */
export const verifiersV1: RecordImporter = {
  kind: 'records',
  id: 'verifiers-v1',
  label: 'verifiers v1 traces',
  detect: detectVerifiersV1,
  place: placeTraces,
  describe: ({ path }) => ({ name: nameFromFolder(path), metadata: {} }),
  open: () => ({ read: readVerifiersEpisode }),
};

function detectVerifiersV1(probe: FormatProbe): Detection {
  if (probe.records.some(isEpisode))
    return { confidence: 'certain', why: 'episodes with traces that hold message nodes' };
  if (probe.records.some(isTrace)) return { confidence: 'certain', why: 'traces with a task and message nodes' };
  return null;
}

function isEpisode({ traces, task, env }: JsonObject): boolean {
  if (!isJsonArray(traces)) return false;
  const [first] = traces;
  // An episode that failed at once has no trace; its task and environment tell it.
  if (first === undefined) return isJsonObject(task) && isJsonObject(env);
  return isJsonObject(first) && isNodes(first.nodes);
}

function isTrace(record: JsonObject): boolean {
  return isJsonObject(record.task) && isNodes(record.nodes);
}

function isNodes(nodes: JsonValue | undefined): boolean {
  return (
    isJsonArray(nodes) &&
    nodes.every((node) => isJsonObject(node) && (isJsonObject(node.message) || Object.keys(node).length <= 1))
  );
}

const PRIME_RL = /^(.*?)\/?(?:(?:rollouts|traces)\/)?step_(\d{1,9})\/(train|eval)(?:\/(all|effective))?\/[^/]*$/s;

/**
 * prime-rl writes `rollouts/step_N/{train|eval}/{all|effective}/traces.jsonl`: all steps are one run. What is effective stands
 * among all of them too, so that of the two copies the whole one is read.
 */
function placeTraces(path: string): PathFacts {
  const [, root, step, split = null, subset] = PRIME_RL.exec(path) ?? [];
  if (root === undefined) return fileIsRun(path);
  const version = subset === undefined ? null : { of: `${root}/step_${step}/${split}`, rank: subset === 'all' ? 1 : 0 };
  return inRun(root, { step: Number(step), split, version });
}

/** The nearest folder written `env--model--harness`; a model's own slash is written `--` too. */
function nameFromFolder(path: string): string | null {
  const parts = dashedFolderOf(path);
  if (parts === null) return null;
  const [environment = '', ...rest] = parts;
  const harness = rest.length > 1 ? ` ${rest.at(-1) ?? ''}` : '';
  return `${environment} ${(rest.length > 1 ? rest.slice(0, -1) : rest).join('/')}${harness}`;
}
