/** What a column can be said to hold. */
export const MAPPED_FIELDS = [
  'questionId',
  'question',
  'answer',
  'prediction',
  'correct',
  'score',
  'messages',
  'prompt',
  'text',
  'step',
  'group',
  'rollout',
  'split',
  'reward',
  'entities',
  'termination',
] as const;
export type MappedField = (typeof MAPPED_FIELDS)[number];

/**
 * Which column holds what, as a user says it of a table that no format knows. A value is the path of a column: its key, or
 * keys with dots between them where it stands inside objects (`info.gold`).
 *
 * - `messages` a list of messages, or its JSON as text; `prompt` and `text` what went in and what came out, as running
 *   text; `text` alone is a whole transcript
 * - `correct` a boolean or a verdict; `score` a number that decides against a threshold; `reward` is only shown
 */
export type ColumnMapping = Readonly<Partial<Record<MappedField, string>>>;
