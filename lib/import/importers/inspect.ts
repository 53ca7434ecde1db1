import { readInspectSample } from '@/lib/import/fields/inspect-record';
import { firstText, objectField } from '@/lib/import/fields/loose-fields';
import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { Detection, FormatProbe, RecordImporter, RunDescription, SourceInfo } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';

/**
 * Logs of Inspect AI (inspect_ai 499e6152, log/_log.py): `.eval` archives, whose samples are one record each and whose
 * header stands beside them, and `.json` logs with their samples inside. A file is a run.
 */
export const inspectLog: RecordImporter = {
  kind: 'records',
  id: 'inspect',
  label: 'Inspect log',
  groupField: 'id',
  detect: detectInspect,
  describe: describeInspectRun,
  open: () => ({ read: (record) => [readInspectSample(record)] }),
};

function detectInspect(probe: FormatProbe): Detection {
  if (probe.header !== null && isJsonObject(probe.header.eval)) {
    return { confidence: 'certain', why: 'an Inspect archive: a header with eval and version, and samples' };
  }
  // A log without line breaks looks like JSON Lines of one line.
  const [log, ...others] = probe.records;
  if (log === undefined || others.length > 0 || !isInspectLog(log)) return null;
  if (probe.cut || isJsonArray(log.samples)) {
    const why = 'an Inspect log: version, status, eval and samples';
    return { confidence: 'certain', why, layout: { kind: 'member', name: 'samples' } };
  }
  const why =
    'An Inspect log that was written without its samples (--no-log-samples): it has results, but no rollouts.';
  return { confidence: 'refused', code: 'no_rollouts', why };
}

/** `status` stands before `eval` in every version, so a log whose end is cut off shows both. */
function isInspectLog(log: JsonObject): boolean {
  const { eval: spec } = log;
  return isJsonObject(spec) && 'task' in spec && typeof log.version === 'number' && typeof log.status === 'string';
}

/** What the header says of the evaluation as a whole. */
const KEPT = ['version', 'status', 'eval', 'plan', 'results', 'stats', 'error', 'invalidated'] as const;

/** Name: `task model`. */
function describeInspectRun({ header }: SourceInfo): RunDescription {
  const spec = objectField(header ?? {}, 'eval');
  const task = firstText(spec, ['task']);
  const model = firstText(spec, ['model']);
  const kept = KEPT.flatMap((key) => {
    const value = header?.[key];
    return value === undefined || value === null ? [] : [[key, value] as const];
  });
  // Logs that were made anonymous have dots for names.
  const words = [task, model].filter((part) => part !== null && /[\p{L}\p{N}]/u.test(part));
  const name = words.length === 0 ? null : words.join(' ');
  return { name, metadata: Object.fromEntries(kept) };
}
