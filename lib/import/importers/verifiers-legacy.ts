import { readVerifiersRecord } from '@/lib/import/fields/verifiers-record';
import { parseJsonObject } from '@/lib/import/json/parse-json';
import { baseNameOf, dashedFolderOf } from '@/lib/import/paths/path-facts';
import type { Detection, FormatProbe, RecordImporter, RunDescription, SourceInfo } from '@/lib/import/importer';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

/**
 * `results.jsonl` of verifiers before its version 1 (`vf-eval`, `prime eval run`), with the `metadata.json` beside it.
 * Fields: verifiers/legacy/utils/save_utils.py and types.py at a60a606e, and the files of v0.1.6 and v0.1.8, which say
 * `id` for `example_id` and keep timings at the top level.
 */
export const verifiersLegacy: RecordImporter = {
  kind: 'records',
  id: 'verifiers',
  label: 'verifiers results.jsonl',
  groupField: 'example_id',
  detect: detectVerifiers,
  describe: describeVerifiersRun,
  wantsCompanion: (probe) => baseNameOf(probe.path) === 'metadata.json',
  open: () => ({ read: (record) => [readVerifiersRecord(record)] }),
};

function detectVerifiers(probe: FormatProbe): Detection {
  if (probe.records.some(isVerifiers)) {
    return { confidence: 'certain', why: 'records with an example id, a prompt, a completion and a reward' };
  }
  // The first line may be longer than the head: completion and reward can stand behind it.
  const [first] = probe.records;
  if (probe.cut && probe.records.length === 1 && first !== undefined && hasId(first) && isTurns(first.prompt)) {
    return { confidence: 'likely', why: 'a record with an example id and a prompt, longer than what detection reads' };
  }
  return null;
}

function isVerifiers(record: JsonObject): boolean {
  return hasId(record) && isTurns(record.prompt) && isTurns(record.completion) && Object.hasOwn(record, 'reward');
}

function hasId(record: JsonObject): boolean {
  return Object.hasOwn(record, 'example_id') || Object.hasOwn(record, 'id');
}

/** Chat environments write lists of messages, completion environments text. */
function isTurns(value: JsonValue | undefined): boolean {
  return Array.isArray(value) || typeof value === 'string';
}

/** Name: `env model` from metadata.json, else from the folder `env--model`, else null. */
function describeVerifiersRun(source: SourceInfo): RunDescription {
  const metadata = readMetadataFile(source.companions);
  const environment = metadata.env_id ?? metadata.env;
  if (typeof environment === 'string' && typeof metadata.model === 'string') {
    return { name: `${environment} ${metadata.model}`, metadata };
  }
  return { name: nameFromFolder(source.path), metadata };
}

function readMetadataFile(companions: SourceInfo['companions']): JsonObject {
  const bytes = companions.get('metadata.json');
  return (bytes === undefined ? null : parseJsonObject(bytes)) ?? {};
}

/** The nearest folder written `env--model`; a model's own slash is written `--` too. */
function nameFromFolder(path: string): string | null {
  const parts = dashedFolderOf(path);
  if (parts === null) return null;
  const [environment = '', ...model] = parts;
  return `${environment} ${model.join('/')}`;
}
