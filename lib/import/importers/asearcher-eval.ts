import { readAsearcherEvalRecord } from '@/lib/import/fields/asearcher-record';
import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { baseNameOf, fileIsRun, folderOf, inRun, type PathFacts } from '@/lib/import/paths/path-facts';
import type { Detection, FormatProbe, RecordImporter } from '@/lib/import/importer';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

/**
 * `agent_eval_{tokens}/{data}/{split}_{agent}_..._seed{k}_....jsonl` of ASearcher's evaluation, the copy its judge scored, and
 * the `{id}.json` files of one seed (evaluation/search_eval_async.py and evaluate.py at 813e804f).
 */
export const asearcherEval: RecordImporter = {
  kind: 'records',
  id: 'asearcher-eval',
  label: 'ASearcher evaluation',
  detect: detectAsearcherEval,
  place: placeEvaluation,
  describe: () => ({ name: null, metadata: {} }),
  open: () => ({ read: (record) => [readAsearcherEvalRecord(record)] }),
};

const STATE_FIELDS = ['pred_answer', 'running', 'num_turns', 'agent_stats'] as const;

function detectAsearcherEval(probe: FormatProbe): Detection {
  if (!probe.records.some(isEvaluated)) return null;
  return { confidence: 'certain', why: 'records with a gold answer gt, a history, and the state of the agent' };
}

function isEvaluated(record: JsonObject): boolean {
  const hasGold = Object.hasOwn(record, 'gt') || Object.hasOwn(record, 'agent_stats');
  const hasTurns = isJsonArray(record.history) || Object.hasOwn(record, 'agent_memory');
  // The state stands behind the turns, and these may be longer than the head.
  const hasState = STATE_FIELDS.some((field) => Object.hasOwn(record, field)) || beginsWithResponse(record.history);
  return hasGold && hasTurns && hasState;
}

function beginsWithResponse(history: JsonValue | undefined): boolean {
  const first = isJsonArray(history) ? history[0] : null;
  return isJsonObject(first) && first.type === 'llm_response';
}

const JUDGED = '-llm_as_judge_';

/**
 * Files that differ only in their seed are rollouts of one run, files that differ in their split its parts. Of a file, the
 * copy with a judge's verdicts and the files of single questions only one kind is read: verdicts before rows before singles.
 */
function placeEvaluation(path: string): PathFacts {
  const name = baseNameOf(path);
  const judgedAt = name.indexOf(JUDGED);
  const stem = name.slice(0, judgedAt === -1 ? -'.jsonl'.length : judgedAt);
  if (name.endsWith('.jsonl')) return placeStem(folderOf(path), stem, judgedAt === -1 ? 1 : 2) ?? fileIsRun(path);
  const folder = folderOf(path);
  const single = name.endsWith('.json') ? placeStem(folderOf(folder), baseNameOf(folder), 0) : null;
  return single ?? fileIsRun(path);
}

function placeStem(folder: string, stem: string, rank: number): PathFacts | null {
  const [part, kind, number] = /_(seed|split)(\d{1,9})(?=_|$)/.exec(stem) ?? [];
  if (part === undefined) return null;
  const settings = stem.replace(part, '');
  return inRun(`${folder}/${settings}`, {
    runName: `${baseNameOf(folder)} ${settings}`.trim(),
    rolloutIndex: kind === 'seed' ? Number(number) : null,
    version: { of: `${folder}/${stem}`, rank },
  });
}
