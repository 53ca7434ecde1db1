import {
  ITERATION_FILE,
  isDeepResearchLog,
  isEvalDetailsRecord,
  isFailedRow,
  readDeepResearchRecord,
} from '@/lib/import/fields/deep-research-record';
import { baseNameOf, fileIsRun, folderOf, inRun, type PathFacts } from '@/lib/import/paths/path-facts';
import type { Detection, FormatProbe, RecordImporter, RecordOutcome, RecordReader } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';

/**
 * `{model}_sglang/{dataset}/iterN.jsonl` of Tongyi DeepResearch and WebSailor, the copies their judge scored
 * (`iterN_scored.jsonl`), and HLE's `*.eval_details.jsonl`. Each file holds one rollout of every question. Fields:
 * inference/run_multi_react.py, inference/react_agent.py and evaluation/ at f72f75d8.
 */
export const deepResearch: RecordImporter = {
  kind: 'records',
  id: 'deep-research',
  label: 'DeepResearch iterations',
  detect: detectDeepResearch,
  place: placeDeepResearch,
  describe: () => ({ name: null, metadata: {} }),
  open: () => new DeepResearchReader(),
};

function detectDeepResearch(probe: FormatProbe): Detection {
  // A rollout that failed is run again into the same file: which row counts is known at its end.
  if (isDeepResearchLog(probe)) {
    const why = 'records with messages, a prediction, and how the rollout ended or was judged';
    return { confidence: 'certain', why, inOrder: true };
  }
  if (probe.records.some(isEvalDetailsRecord)) {
    return { confidence: 'certain', why: 'records with a judged item, acc and is_answer', inOrder: true };
  }
  return null;
}

/** The folder is the run, the iteration the rollout; of a file and its scored copy the copy is read. */
function placeDeepResearch(path: string): PathFacts {
  const [, iteration, index, scored, details] = ITERATION_FILE.exec(baseNameOf(path)) ?? [];
  if (iteration === undefined) return fileIsRun(path);
  const folder = folderOf(path);
  const rank = (scored === undefined ? 0 : 1) + (details === undefined ? 0 : 1);
  const version = { of: `${folder}/${iteration}`, rank };
  return inRun(folder, { runName: nameOfFolder(folder), rolloutIndex: Number(index), version });
}

/** `{model}_sglang/{dataset}` as "dataset model"; null for any other folder. */
function nameOfFolder(folder: string): string | null {
  const model = baseNameOf(folderOf(folder));
  return model.endsWith('_sglang') ? `${baseNameOf(folder)} ${model.slice(0, -'_sglang'.length)}` : null;
}

/** Gives out a failed row at the end, and only where no later run of the script answered its question. */
class DeepResearchReader implements RecordReader {
  readonly #answered = new Set<string>();
  readonly #failed = new Map<string, RecordOutcome>();

  read(record: JsonObject): readonly RecordOutcome[] {
    const outcome = readDeepResearchRecord(record);
    const question = outcome.kind === 'rollout' ? (outcome.rollout.question?.trim() ?? null) : null;
    if (question === null) return [outcome];
    if (!isFailedRow(record)) {
      this.#answered.add(question);
      return [outcome];
    }
    const isRepeated = this.#failed.has(question);
    this.#failed.set(question, outcome);
    return isRepeated ? [{ kind: 'skipped', code: 'earlier_retry' }] : [];
  }

  end(): readonly RecordOutcome[] {
    return [...this.#failed].map(([question, outcome]): RecordOutcome => {
      return this.#answered.has(question) ? { kind: 'skipped', code: 'earlier_retry' } : outcome;
    });
  }
}
