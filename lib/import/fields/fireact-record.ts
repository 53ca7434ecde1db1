import { normaliseReactMessages, messagesFromReactText } from '@/lib/import/transcripts/react-text';
import type { ImportedRollout, JsonObject, RolloutMessage } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { promptOf, questionFromMessages } from './question-from-prompt';
import { readAnswersField, readMessagesField, textOrNull } from './read-parts';
import { rolloutOrIssue } from './record-outcome';
import { restAsMetadata } from './signals';

/** `traj_by_line` repeats a text's lines. */
const KNOWN = new Set(['reward', 'em', 'gt', 'pred', 'prompt', 'traj', 'traj_by_line']);
const INSTRUCTION = '### Instruction:\n';
const RESPONSE = '### Response:\n';

interface Transcript {
  readonly question: string | null;
  readonly messages: readonly RolloutMessage[];
  readonly rawText: string | null;
}

/**
 * One question of a FireAct run: `traj` is a list of messages where the model was called through a chat API, and one text
 * in Alpaca's template where it ran locally; ReAct's form in both. `em` is a boolean of the log's own matching.
 *
 * @param key the question's index in its data set, under which the record stands
 */
export function readFireactRecord(record: JsonObject, key: string | null): RecordOutcome {
  const fields = new FieldReader(record);
  const { question, messages, rawText } = readTranscript(fields, record);
  const prediction = textOrNull(fields.string('pred'));
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    questionId: key === null || key === '' ? null : key,
    question,
    answers: readAnswersField(fields, record.gt, 'gt'),
    messages,
    rawText,
    prediction,
    correct: fields.boolean('em'),
    rewardLogged: fields.finiteNumber('reward'),
    termination: prediction === null ? 'no_answer' : 'answer',
    metadata: restAsMetadata(record, KNOWN),
  };
  return rolloutOrIssue(fields, rollout);
}

function readTranscript(fields: FieldReader, record: JsonObject): Transcript {
  const { traj } = record;
  if (typeof traj === 'string') return readText(traj);
  if (traj === undefined || traj === null) fields.missing('traj is missing');
  const prompt = Array.isArray(record.prompt) ? readMessagesField(fields, record.prompt, 'prompt') : [];
  const messages = normaliseReactMessages([...prompt, ...readMessagesField(fields, traj, 'traj')]);
  return { question: questionFromMessages(promptOf(messages)), messages, rawText: null };
}

/** Alpaca's template: the question stands under Instruction, what the model wrote under Response. */
function readText(text: string): Transcript {
  const asked = text.indexOf(INSTRUCTION);
  const response = asked === -1 ? -1 : text.indexOf(RESPONSE, asked);
  if (response === -1) {
    const messages = messagesFromReactText(text);
    return { question: questionFromMessages(promptOf(messages)), messages, rawText: text };
  }
  const question = text.slice(asked + INSTRUCTION.length, response).trim();
  const turns = messagesFromReactText(text.slice(response + RESPONSE.length));
  const messages: readonly RolloutMessage[] = [{ role: 'user', content: text.slice(0, response).trim() }, ...turns];
  return { question: question === '' ? null : question, messages, rawText: text };
}
