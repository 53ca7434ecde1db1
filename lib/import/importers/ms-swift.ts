import { readCompletionRow } from '@/lib/import/fields/completion-row';
import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { folderOf, fileIsRun, inRun } from '@/lib/import/paths/path-facts';
import type { Detection, FormatProbe, RecordImporter, RecordOutcome } from '@/lib/import/importer';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

/**
 * `completions.jsonl` that ms-swift's GRPO trainers write with `log_completions`: a line per logging step with every column
 * a list (`gen_step` or `step`, `prompt` or `messages`, `completion`, one list per reward function, `advantages`), and the
 * newer variant with a row per completion.
 */
export const msSwift: RecordImporter = {
  kind: 'records',
  id: 'ms-swift',
  label: 'ms-swift completions',
  detect: detectMsSwift,
  place: (path) => (folderOf(path) === '' ? fileIsRun(path) : inRun(folderOf(path))),
  describe: () => ({ name: null, metadata: {} }),
  open: () => ({ read: (record) => (isColumnWise(record) ? readColumns(record) : [readCompletionRow(record)]) }),
  notices: [
    {
      code: 'only_logging_steps',
      message: 'ms-swift writes completions at logging steps only: steps between them are not in the log.',
    },
  ],
};

function detectMsSwift(probe: FormatProbe): Detection {
  if (probe.records.some(isColumnWise)) {
    return { confidence: 'certain', why: 'lines in which step, prompt and completion are lists, one entry a rollout' };
  }
  const isRow = (record: JsonObject): boolean =>
    Object.hasOwn(record, 'gen_step') && Object.hasOwn(record, 'prompt') && Object.hasOwn(record, 'completion');
  if (probe.records.some(isRow)) {
    return { confidence: 'certain', why: 'rows with a gen_step, a prompt and a completion' };
  }
  const [first] = probe.records;
  if (probe.cut && probe.records.length === 1 && isJsonArray(first?.gen_step)) {
    return {
      confidence: 'likely',
      why: 'a line of columns that begins with gen_step, longer than what detection reads',
    };
  }
  return null;
}

/** A list of messages is a column too: of one conversation each entry would be an object. */
function isColumnWise(record: JsonObject): boolean {
  const steps = record.gen_step ?? record.step;
  return isJsonArray(steps) && isColumn(record.prompt ?? record.messages) && isColumn(record.completion);
}

function isColumn(value: JsonValue | undefined): boolean {
  return isJsonArray(value) && value.every((entry) => !isJsonObject(entry));
}

/** One rollout an entry. Columns of different length do not say which entries belong together: the line is an issue. */
function readColumns(record: JsonObject): readonly RecordOutcome[] {
  const columns = Object.entries(record).flatMap(([name, value]) =>
    isJsonArray(value) ? [{ name, values: value }] : [],
  );
  const lengths = new Map(columns.map(({ name, values }) => [name, values.length]));
  if (new Set(lengths.values()).size > 1) {
    const counts = [...lengths].map(([name, length]) => `${name} ${length}`).join(', ');
    const message = `the columns have different numbers of entries (${counts}), so rows cannot be told`;
    return [{ kind: 'issue', code: 'field_wrong_type', message }];
  }
  const rows = lengths.get('completion') ?? 0;
  if (rows === 0) return [{ kind: 'skipped', code: 'no_rollout' }];
  const rest = Object.entries(record).filter(([, value]) => !isJsonArray(value));
  return Array.from({ length: rows }, (_, index) => {
    const entries = columns.map(({ name, values }) => [name, values[index] ?? null] as const);
    return readCompletionRow(Object.fromEntries([...entries, ...rest]));
  });
}
