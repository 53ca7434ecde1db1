import { readHeadShape, type RecordKeys } from '@/lib/import/detection/head-shape';
import { readVerifiersRecord } from '@/lib/import/fields/verifiers-record';
import { isJsonObject } from '@/lib/import/json/json-value';
import { parseJson } from '@/lib/import/json/parse-json';
import { readJsonObjects } from '@/lib/import/json/read-json-objects';
import type {
  Detection,
  FileHead,
  ImportEvent,
  RecordSource,
  RolloutImporter,
  RunDescription,
} from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';

/**
 * `results.jsonl` of verifiers before its version 1 (`vf-eval`, `prime eval run`), with the `metadata.json` beside it.
 * Fields: verifiers/legacy/utils/save_utils.py and types.py at a60a606e, and the files of v0.1.6 and v0.1.8, which say
 * `id` for `example_id` and keep timings at the top level.
 */
export const verifiersLegacy: RolloutImporter = {
  id: 'verifiers',
  label: 'verifiers results.jsonl',
  container: 'lines',
  detect: detectVerifiers,
  describe: describeVerifiersRun,
  read: readVerifiersLines,
};

function detectVerifiers(head: FileHead): Detection {
  const shape = readHeadShape(head);
  if (shape.kind !== 'json_lines') return null;
  if (shape.records.some(isVerifiers)) {
    return { confidence: 'certain', why: 'lines with an example id, a prompt, a completion and a reward' };
  }
  // The first line may be longer than the head: completion and reward can stand behind it.
  const only = shape.records.length === 1 ? shape.records[0] : undefined;
  if (only !== undefined && hasId(only) && isTurns(only.get('prompt')) && !head.complete && !head.bytes.includes(10)) {
    return { confidence: 'likely', why: 'a line with an example id and a prompt, longer than what detection reads' };
  }
  return null;
}

function isVerifiers(keys: RecordKeys): boolean {
  return hasId(keys) && isTurns(keys.get('prompt')) && isTurns(keys.get('completion')) && keys.has('reward');
}

function hasId(keys: RecordKeys): boolean {
  return keys.has('example_id') || keys.has('id');
}

/** Chat environments write lists of messages, completion environments text. */
function isTurns(kind: string | undefined): boolean {
  return kind === 'list' || kind === 'string';
}

async function* readVerifiersLines(source: RecordSource): AsyncGenerator<ImportEvent> {
  for await (const entry of readJsonObjects(source)) {
    if (entry.kind !== 'object') {
      yield entry;
      continue;
    }
    const result = readVerifiersRecord(entry.value);
    if (result.ok) yield { kind: 'rollout', line: entry.line, rollout: result.rollout };
    else yield { kind: 'issue', line: entry.line, code: result.problem.code, message: result.problem.message };
  }
}

/** Name: `env model` from metadata.json, else from the folder `env--model`, else null. */
function describeVerifiersRun(source: Pick<RecordSource, 'path' | 'companions'>): RunDescription {
  const metadata = readMetadataFile(source.companions);
  const environment = metadata.env_id ?? metadata.env;
  if (typeof environment === 'string' && typeof metadata.model === 'string') {
    return { name: `${environment} ${metadata.model}`, metadata };
  }
  return { name: nameFromFolder(source.path), metadata };
}

function readMetadataFile(companions: RecordSource['companions']): JsonObject {
  const bytes = companions.get('metadata.json');
  if (bytes === undefined) return {};
  const result = parseJson(bytes, 1);
  return result.ok && isJsonObject(result.value) ? result.value : {};
}

/** The nearest folder written `env--model`; a model's own slash is written `--` too. */
function nameFromFolder(path: string): string | null {
  const folder = path
    .split('/')
    .slice(0, -1)
    .findLast((part) => part.includes('--'));
  if (folder === undefined) return null;
  const [environment = '', ...model] = folder.split('--');
  return `${environment} ${model.join('/')}`;
}
