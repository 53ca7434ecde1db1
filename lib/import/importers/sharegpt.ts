import { numberedFile } from '@/lib/import/paths/path-facts';
import { chatRollout, looksLikeMessages, problemOf } from '@/lib/import/fields/chat-record';
import { FieldReader } from '@/lib/import/fields/field-reader';
import { rolloutOrIssue } from '@/lib/import/fields/record-outcome';
import { messagesFromShareGpt } from '@/lib/import/messages/sharegpt';
import type { Detection, FormatProbe, RecordImporter, RecordOutcome } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';
import { OUTCOME_MAY_BE_MISSING } from './openai-messages';

const OWN = ['conversations', 'system', 'tools'];

/** ShareGPT's `conversations` of `from` and `value` (LLaMA-Factory data/README.md at 015ff251). Never certain. */
export const sharegpt: RecordImporter = {
  kind: 'records',
  id: 'sharegpt',
  label: 'ShareGPT conversations',
  detect: detectShareGpt,
  place: numberedFile,
  describe: () => ({ name: null, metadata: {} }),
  notices: [OUTCOME_MAY_BE_MISSING],
  open: () => ({ read: (record) => [readRecord(record)] }),
};

function detectShareGpt(probe: FormatProbe): Detection {
  const fits = probe.records.some(
    ({ conversations }) => looksLikeMessages(conversations, 'from') || looksLikeMessages(conversations, 'role'),
  );
  return fits ? { confidence: 'likely', why: 'records with conversations of from and value' } : null;
}

function readRecord(record: JsonObject): RecordOutcome {
  const result = messagesFromShareGpt(record.conversations, record.system);
  if (!result.ok) return rolloutOrIssue(problemOf(result.message), chatRollout(record, [], OWN));
  return rolloutOrIssue(new FieldReader(record), chatRollout(record, result.messages, OWN));
}
