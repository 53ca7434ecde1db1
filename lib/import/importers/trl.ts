import { readCompletionRow } from '@/lib/import/fields/completion-row';
import { isJsonArray } from '@/lib/import/json/json-value';
import { baseNameOf, fileIsRun, folderOf, inRun, type PathFacts } from '@/lib/import/paths/path-facts';
import type { Detection, FormatProbe, RecordImporter } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';

/**
 * `completions/completions_{step}.parquet` that TRL's GRPO trainer writes with `log_completions`
 * (trl/trainer/grpo_trainer.py at f2cd5771), its older tables with `reward` instead of columns by reward function, and the
 * same rows as JSON Lines.
 */
export const trl: RecordImporter = {
  kind: 'records',
  id: 'trl',
  label: 'TRL completions',
  detect: detectTrl,
  place: placeTrl,
  describe: () => ({ name: null, metadata: {} }),
  open: () => ({ read: (record) => [readCompletionRow(record)] }),
  notices: [
    {
      code: 'only_logging_steps',
      message:
        'TRL writes completions at logging steps only, and of these the last generated batch: steps and rollouts between them are not in the log.',
    },
  ],
};

function detectTrl({ container, records }: FormatProbe): Detection {
  if (!records.some(isCompletionRow)) return null;
  if (records.some((record) => isCompletionRow(record) && Object.hasOwn(record, 'advantage'))) {
    return { confidence: 'certain', why: 'rows with a step, a prompt, a completion and an advantage' };
  }
  const why = 'rows with a step, a prompt, a completion and rewards';
  return { confidence: container === 'parquet' ? 'certain' : 'likely', why };
}

/** Keys of other tools whose rows have prompt and completion too: AReaL, verifiers. */
const OTHERS = ['sample_idx', 'tail_version', 'example_id', 'id', 'task_id'] as const;

function isCompletionRow(record: JsonObject): boolean {
  if (OTHERS.some((key) => Object.hasOwn(record, key))) return false;
  const { step, prompt, completion } = record;
  // Lists of texts are columns (ms-swift); lists of messages are a conversation.
  const isScalarStep = typeof step === 'number' || typeof step === 'string';
  return isScalarStep && isTurns(prompt) && isTurns(completion) && Object.keys(record).length > 3;
}

function isTurns(value: JsonObject[string] | undefined): boolean {
  return typeof value === 'string' || (isJsonArray(value) && value.every((item) => typeof item === 'object'));
}

const FILE_NAME = /^completions_(\d{1,9})\.(?:parquet|jsonl)$/;

/** `{run}/completions/completions_00010.parquet`; a fork writes `{run}/completions/{mode}/`. */
function placeTrl(path: string): PathFacts {
  const step = FILE_NAME.exec(baseNameOf(path))?.[1];
  if (step === undefined) return fileIsRun(path);
  const parts = folderOf(path).split('/');
  const at = parts.lastIndexOf('completions');
  const run = at === -1 ? folderOf(path) : parts.slice(0, at).join('/');
  const split = at === -1 ? null : (parts[at + 1] ?? null);
  return inRun(run, { step: Number(step), split });
}
