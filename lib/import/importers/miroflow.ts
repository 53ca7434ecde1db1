import { readMiroflowRecord, readMiroflowTask } from '@/lib/import/fields/miroflow-record';
import { fileIsRun, folderOf, inRun, stemOf, type PathFacts } from '@/lib/import/paths/path-facts';
import type { Detection, FormatProbe, RecordImporter } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';

/**
 * `task_{task}_attempt-{k}_format-retry-{r}_{time}.json` of MiroFlow and MiroThinker, one file an attempt
 * (apps/miroflow-agent/src/logging/task_logger.py and benchmarks/common_benchmark.py at 370f9836).
 */
export const miroflow: RecordImporter = {
  kind: 'records',
  id: 'miroflow',
  label: 'MiroFlow task logs',
  groupField: 'task_id',
  detect: detectMiroflow,
  place: placeMiroflow,
  describe: () => ({ name: null, metadata: {} }),
  open: () => ({ read: (record) => [readMiroflowRecord(record)] }),
  notices: [
    {
      code: 'stops_at_first_success',
      message:
        'MiroFlow stops attempting a question after its first correct attempt: how many rollouts a question has depends on their outcome, so accuracy over rollouts is lower than that of the policy.',
    },
  ],
};

function detectMiroflow(probe: FormatProbe): Detection {
  if (probe.records.some(isTaskLog)) {
    return { confidence: 'certain', why: 'a task log with main_agent_message_history' };
  }
  const [first] = probe.records;
  if (first === undefined) return null;
  if (['attempts', 'k_value', 'model_boxed_answer'].every((key) => Object.hasOwn(first, key))) {
    const why =
      'This is benchmark_results.jsonl of MiroFlow: one line a question, without the turns. Drop the task_*.json files of its attempts.';
    return { confidence: 'refused', code: 'no_text_in_log', why };
  }
  return null;
}

/** A task that was asked outside of a benchmark has no gold answer. */
function isTaskLog(record: JsonObject): boolean {
  const beside = ['ground_truth', 'final_boxed_answer', 'step_logs', 'trace_data'];
  return Object.hasOwn(record, 'main_agent_message_history') && beside.some((key) => Object.hasOwn(record, key));
}

/** A folder of task logs is one run. Of an attempt the last retry counts, of a retry that was resumed the last file. */
function placeMiroflow(path: string): PathFacts {
  const stem = /^task_(.+)$/s.exec(stemOf(path))?.[1];
  if (stem === undefined) return fileIsRun(path);
  const { task, attempt, retry } = readMiroflowTask(stem);
  if (attempt === null) return inRun(folderOf(path));
  const version = { of: `${folderOf(path)}/${task}/${attempt}`, rank: rankOf(stem, retry ?? 0) };
  return inRun(folderOf(path), { questionId: task, rolloutIndex: attempt, version });
}

/** The number of the retry, then the time in the name: 14 digits, so that the sum stays an exact number. */
function rankOf(stem: string, retry: number): number {
  const time = /_(\d{4})-(\d{2})-(\d{2})-(\d{2})-(\d{2})-(\d{2})$/.exec(stem);
  const digits = time === null ? 0 : Number(time.slice(1).join(''));
  return Math.min(retry, 80) * 1e14 + digits;
}
