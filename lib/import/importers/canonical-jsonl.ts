import { readHeadShape, type RecordKeys } from '@/lib/import/detection/head-shape';
import { readCanonicalRecord } from '@/lib/import/fields/canonical-record';
import { readJsonObjects } from '@/lib/import/json/read-json-objects';
import type { Detection, FileHead, ImportEvent, RecordSource, RolloutImporter } from '@/lib/import/importer';

/**
 * The project's own format: JSON Lines, one rollout a line (README, "The log format"). Logs of the same shape that call
 * correctness `is_correct`, such as those of the Tongyi DeepResearch scripts, are read by it too.
 */
export const canonicalJsonl: RolloutImporter = {
  id: 'canonical',
  label: 'Nearmiss JSON Lines',
  container: 'lines',
  detect: detectCanonical,
  describe: () => ({ name: null, metadata: {} }),
  read: readCanonicalLines,
};

function detectCanonical(head: FileHead): Detection {
  const shape = readHeadShape(head);
  if (shape.kind !== 'json_lines') return null;
  if (shape.records.some(isCanonical)) {
    return { confidence: 'certain', why: 'lines with a question and messages' };
  }
  // The first line may be longer than the head: its question can stand behind the messages.
  const only = shape.records.length === 1 ? shape.records[0] : undefined;
  if (only?.get('messages') === 'list' && !head.complete && !head.bytes.includes(10)) {
    return { confidence: 'likely', why: 'a line with messages, longer than what detection reads' };
  }
  return null;
}

function isCanonical(keys: RecordKeys): boolean {
  return keys.get('messages') === 'list' && (keys.has('question') || keys.has('question_id'));
}

async function* readCanonicalLines(source: RecordSource): AsyncGenerator<ImportEvent> {
  for await (const entry of readJsonObjects(source)) {
    if (entry.kind !== 'object') {
      yield entry;
      continue;
    }
    const result = readCanonicalRecord(entry.value);
    if (result.ok) yield { kind: 'rollout', line: entry.line, rollout: result.rollout };
    else yield { kind: 'issue', line: entry.line, code: result.problem.code, message: result.problem.message };
  }
}
