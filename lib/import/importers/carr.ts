import { readCarrRecord } from '@/lib/import/fields/carr-record';
import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { Detection, FormatProbe, RecordImporter } from '@/lib/import/importer';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

/**
 * Rollouts of CaRR and the GLM search agents trained with slime: a list of groups, each column by column
 * (deepsearch_rm_with_rubrics/browsecomp_example.json at c97e7e89), or rows with the fields of its reward server.
 */
export const carr: RecordImporter = {
  kind: 'records',
  id: 'carr',
  label: 'CaRR rollouts',
  detect: detectCarr,
  describe: () => ({ name: null, metadata: {} }),
  open: () => ({ read: readCarrRecord }),
};

function detectCarr(probe: FormatProbe): Detection {
  if (probe.records.some(isCarr)) return { confidence: 'certain', why: 'records with history, label and rewards' };
  // A group of long responses may be longer than the head: then only its first columns are there.
  const [first] = probe.records;
  const isBeginning = isTexts(first?.prompt) && isTexts(first?.response);
  if (!probe.cut || probe.records.length !== 1 || !isBeginning) return null;
  return { confidence: 'likely', why: 'a group with lists of prompts and responses, longer than what detection reads' };
}

function isTexts(value: JsonValue | undefined): boolean {
  return isJsonArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
}

function isCarr(record: JsonObject): boolean {
  const has = (key: string): boolean => Object.hasOwn(record, key);
  const isColumnWise = ['prompt', 'response', 'label', 'rewards'].every((key) => isJsonArray(record[key]));
  if (isColumnWise && (has('history') || has('task_unfinished') || has('env_interact_steps'))) return true;
  const { history } = record;
  const isRow = isJsonArray(history) && isJsonObject(history[0]) && has('label');
  return isRow && (has('rubric_scores') || has('outcome_reward') || has('task_unfinished'));
}
