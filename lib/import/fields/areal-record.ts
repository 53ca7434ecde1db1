import { messagesFromPromptAndOutput } from '@/lib/import/transcripts/text-to-messages';
import type { ImportedRollout, JsonObject } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { finalAnswerText } from './final-answer';
import { promptOf, questionFromMessages, questionFromPrompt } from './question-from-prompt';
import { rolloutOrIssue } from './record-outcome';
import { restAsMetadata } from './signals';

const NOT_METADATA: ReadonlySet<string> = new Set([
  'task_id',
  'sample_idx',
  'seqlen',
  'prompt_len',
  'tail_version',
  'reward',
  'prompt',
  'completion',
]);

/** One sample of AReaL's trajectory dump. Its group is the task, its step the last version of the policy that wrote in it. */
export function readArealRecord(record: JsonObject): RecordOutcome {
  const fields = new FieldReader(record);
  const prompt = fields.string('prompt') ?? '';
  const completion = fields.string('completion') ?? '';
  const messages = messagesFromPromptAndOutput(prompt, completion);
  const asked = promptOf(messages);
  const question = questionFromMessages(asked) ?? questionFromPrompt(prompt);
  if (question === null && fields.problems.length === 0) fields.missing('prompt holds no question');
  const reward = fields.finiteNumber('reward');
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    question,
    groupKey: fields.identifier('task_id'),
    step: fields.count('tail_version'),
    rolloutIndex: fields.count('sample_idx'),
    messages,
    rawText: prompt + completion,
    prediction: finalAnswerText(messages.slice(asked.length)),
    score: reward,
    rewardLogged: reward,
    tokens: readTokens(fields),
    metadata: restAsMetadata(record, NOT_METADATA),
  };
  return rolloutOrIssue(fields, rollout);
}

function readTokens(fields: FieldReader): ImportedRollout['tokens'] {
  const prompt = fields.count('prompt_len');
  const whole = fields.count('seqlen');
  if (prompt === null && whole === null) return null;
  const completion = prompt === null || whole === null || whole < prompt ? null : whole - prompt;
  return { prompt, completion };
}
