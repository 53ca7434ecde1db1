import { readCanonicalRecord } from '@/lib/import/fields/canonical-record';
import { isDeepResearchLog } from '@/lib/import/fields/deep-research-record';
import type { Detection, FormatProbe, RecordImporter } from '@/lib/import/importer';
import { numberedFile } from '@/lib/import/paths/path-facts';
import type { JsonObject } from '@/lib/core/rollout/rollout';

/** The project's own format: JSON Lines, one rollout a line (README, "The log format"); a JSON list of them is read too. */
export const canonicalJsonl: RecordImporter = {
  kind: 'records',
  id: 'canonical',
  label: 'Nearmiss JSON Lines',
  groupField: 'group',
  detect: detectCanonical,
  place: numberedFile,
  describe: () => ({ name: null, metadata: {} }),
  open: () => ({ read: (record) => [readCanonicalRecord(record)] }),
};

/** Keys of NeMo Gym, verifiers, verl and miles: what another format needs to be certain. */
const OTHER_FORMATS: readonly (readonly string[])[] = [
  ['responses_create_params'],
  ['prompt', 'completion', 'reward'],
  ['input', 'output', 'step'],
  ['sample_index', 'group_index', 'status'],
];

function detectCanonical(probe: FormatProbe): Detection {
  // Rows of the DeepResearch scripts have a question and messages too.
  if (isDeepResearchLog(probe)) return null;
  if (probe.records.some(isCanonical)) return { confidence: 'certain', why: 'records with a question and messages' };
  // The first line may be longer than the head: its question can stand behind the messages.
  const [first] = probe.records;
  if (probe.cut && probe.records.length === 1 && Array.isArray(first?.messages)) {
    return { confidence: 'likely', why: 'a record with messages, longer than what detection reads' };
  }
  return null;
}

function isCanonical(record: JsonObject): boolean {
  const has = (key: string): boolean => Object.hasOwn(record, key);
  // Rows of the data set, with their question and messages, stand beside what these formats write.
  if (OTHER_FORMATS.some((keys) => keys.every(has))) return false;
  return Array.isArray(record.messages) && (has('question') || has('question_id'));
}
