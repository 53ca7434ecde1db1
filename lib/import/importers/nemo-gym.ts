import { readNemoGymRecord } from '@/lib/import/fields/nemo-gym-record';
import { isJsonObject } from '@/lib/import/json/json-value';
import type { Detection, FormatProbe, RecordImporter } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';

/**
 * Rollouts of NVIDIA NeMo Gym (`ng_collect_rollouts`): JSON Lines with `responses_create_params`, the whole loop's
 * `response` of OpenAI's Responses API, `reward` and what the environment's verify returned (nemo_gym at 07d6b0d0).
 */
export const nemoGym: RecordImporter = {
  kind: 'records',
  id: 'nemo-gym',
  label: 'NeMo Gym rollouts',
  detect: detectNemoGym,
  describe: () => ({ name: null, metadata: {} }),
  open: () => ({ read: (record) => [readNemoGymRecord(record)] }),
};

function detectNemoGym(probe: FormatProbe): Detection {
  if (probe.records.some((record) => isSent(record) && isJsonObject(record.response))) {
    return { confidence: 'certain', why: 'records with responses_create_params and a response of the Responses API' };
  }
  const [first] = probe.records;
  if (probe.cut && probe.records.length === 1 && first !== undefined && isSent(first)) {
    return { confidence: 'likely', why: 'a record with responses_create_params, longer than what detection reads' };
  }
  // Newer files sort their keys: there the response stands before what was sent.
  if (probe.cut && probe.records.length === 1 && first !== undefined && isAnswered(first)) {
    return { confidence: 'likely', why: 'a record with a task index and a response, longer than what detection reads' };
  }
  return null;
}

function isAnswered(record: JsonObject): boolean {
  return Object.hasOwn(record, '_ng_task_index') && isJsonObject(record.response);
}

function isSent(record: JsonObject): boolean {
  return isJsonObject(record.responses_create_params);
}
