import { readWebdancerRecord } from '@/lib/import/fields/webdancer-record';
import type { Detection, FormatProbe, RecordImporter } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';

/** The released samples of WebDancer (`{type, task, messages, functions, tool_calls, answer, tag}`, DeepResearch at f72f75d8). */
export const webdancer: RecordImporter = {
  kind: 'records',
  id: 'webdancer',
  label: 'WebDancer samples',
  detect: detectWebdancer,
  describe: () => ({ name: null, metadata: {} }),
  open: () => ({ read: (record) => [readWebdancerRecord(record)] }),
};

function detectWebdancer(probe: FormatProbe): Detection {
  if (!probe.records.some(isWebdancer)) return null;
  return { confidence: 'certain', why: 'records with type, task, messages and functions' };
}

/** Our own format has a question besides, and keeps its name. */
function isWebdancer(record: JsonObject): boolean {
  const isChat = typeof record.type === 'string' && typeof record.task === 'string' && Array.isArray(record.messages);
  return isChat && Array.isArray(record.functions) && !Object.hasOwn(record, 'question');
}
