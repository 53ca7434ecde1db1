import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { FormatProbe } from '@/lib/import/importer';
import type { ImportErrorCode } from '@/lib/import/import-error';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';

interface LookAlike {
  readonly all: readonly string[];
  readonly none?: readonly string[];
  readonly code: ImportErrorCode;
  readonly message: string;
}

/** What only records of rollouts have. */
const ROLLOUT_FIELDS = [
  'messages',
  'completion',
  'output',
  'response',
  'history',
  'trajectory',
  'traj',
  'prediction',
  'conversation',
  'conversations',
  'chat_history',
  'message_history',
  'steps',
  'transcript',
  'generation',
  'pred',
  'pred_answer',
  'predicted_answer',
  'model_answer',
  'is_correct',
];

const TRACES =
  'Traces are cut into spans and are not read. Export the conversations as chat messages instead: JSON Lines with question, answer, messages and correct (README, "The log format").';
const QUESTIONS =
  'These are questions and gold answers without rollouts. Drop them together with a log that has no gold answers: they are joined by question id or text.';

/** Records that are known and are no rollouts; the first that fits answers. */
const LOOK_ALIKES: readonly LookAlike[] = [
  {
    all: ['instruction', 'output'],
    none: ['messages', 'reward', 'score', 'correct', 'prediction'],
    code: 'fine_tuning_set',
    message:
      'This is a fine-tuning set (instruction, input, output), not a rollout log: it has no turns and no outcome.',
  },
  {
    all: ['chosen', 'rejected'],
    code: 'fine_tuning_set',
    message: 'This is a set of preferences (chosen, rejected) for fine-tuning, not a rollout log.',
  },
  {
    all: ['supporting_facts'],
    none: ROLLOUT_FIELDS,
    code: 'is_entity_set',
    message:
      'This is a question set with supporting facts (HotpotQA, 2WikiMultihopQA), not a rollout log. Upload it as entities.',
  },
  {
    all: ['question_decomposition'],
    none: ROLLOUT_FIELDS,
    code: 'is_entity_set',
    message: 'This is the MuSiQue question set, not a rollout log. Upload it as entities.',
  },
  {
    all: ['formalization', 'question'],
    none: ROLLOUT_FIELDS,
    code: 'is_entity_set',
    message: 'This is the WebShaper question set, not a rollout log. Upload it as entities.',
  },
  {
    all: ['qa', 'relevant', 'statements'],
    code: 'is_entity_set',
    message: 'This is a memory of the ASearcher question synthesis, not a rollout log. Upload it as entities.',
  },
  {
    all: ['entities'],
    none: [...ROLLOUT_FIELDS, 'prompt'],
    code: 'is_entity_set',
    message: 'These are gold entities, not rollouts: there are no messages. Upload it as entities.',
  },
  {
    all: ['question', 'entity'],
    none: ROLLOUT_FIELDS,
    code: 'is_entity_set',
    message: 'This is a table of gold entities, not a rollout log. Upload it as entities.',
  },
  {
    all: ['question_id', 'entity'],
    none: ROLLOUT_FIELDS,
    code: 'is_entity_set',
    message: 'This is a table of gold entities, not a rollout log. Upload it as entities.',
  },
  {
    all: ['model', 'num_examples', 'rollouts_per_example'],
    code: 'companion_only',
    message: 'This is the metadata.json of a verifiers run, without rollouts. Drop it together with its results.jsonl.',
  },
  {
    all: ['prompt', 'raw_output', 'extracted_info'],
    code: 'companion_only',
    message:
      'These are the page summaries of a Search-o1 or WebThinker run (info_extract), not its rollouts. Drop the result file beside it.',
  },
  {
    all: ['attempts', 'pass_at_k_success'],
    code: 'companion_only',
    message:
      'This is the benchmark_results.jsonl of a MiroFlow run, a summary without the conversations. Drop the task_*.json files beside it.',
  },
  {
    all: ['num_examples', 'num_correct', 'score'],
    code: 'companion_only',
    message: 'This is the result of a tinker benchmark, a summary. Drop the trajectories.jsonl beside it.',
  },
  {
    all: ['log_history', 'global_step'],
    code: 'companion_only',
    message: "This is a trainer's state (trainer_state.json), without rollouts.",
  },
  { all: ['resourceSpans'], code: 'unsupported_format', message: `This is an OpenTelemetry trace. ${TRACES}` },
  {
    all: ['observations', 'scores'],
    none: ['messages'],
    code: 'unsupported_format',
    message: `This is a Langfuse trace. ${TRACES}`,
  },
  {
    all: ['traceId', 'parentObservationId'],
    code: 'unsupported_format',
    message: `These are Langfuse observations. ${TRACES}`,
  },
  { all: ['span_kind', 'context'], code: 'unsupported_format', message: `These are Phoenix spans. ${TRACES}` },
  { all: ['span_id', 'trace_id'], code: 'unsupported_format', message: `These are spans of a trace. ${TRACES}` },
  { all: ['spanId', 'traceId'], code: 'unsupported_format', message: `These are spans of a trace. ${TRACES}` },
  { all: ['context.trace_id'], code: 'unsupported_format', message: `These are Phoenix spans. ${TRACES}` },
  {
    all: ['prompt', 'reward_model', 'data_source'],
    none: ROLLOUT_FIELDS,
    code: 'is_question_set',
    message: `This is the prompt set of a verl training, without rollouts. ${QUESTIONS}`,
  },
  {
    all: ['question', 'answer'],
    none: [...ROLLOUT_FIELDS, 'prompt'],
    code: 'is_question_set',
    message: QUESTIONS,
  },
  {
    all: ['question', 'golden_answers'],
    none: [...ROLLOUT_FIELDS, 'prompt'],
    code: 'is_question_set',
    message: QUESTIONS,
  },
  {
    all: ['query_id', 'query'],
    none: [...ROLLOUT_FIELDS, 'result', 'messages'],
    code: 'is_question_set',
    message: QUESTIONS,
  },
  {
    all: ['problem', 'answer'],
    none: [...ROLLOUT_FIELDS, 'prompt', 'generation'],
    code: 'is_question_set',
    message: QUESTIONS,
  },
];

/** What a record is that is known and is no rollout; null for any other. */
export function findLookAlike(record: JsonObject): { readonly code: ImportErrorCode; readonly message: string } | null {
  const has = (key: string): boolean => Object.hasOwn(record, key);
  const found = LOOK_ALIKES.find(({ all, none = [] }) => all.every(has) && !none.some(has));
  return found === undefined ? null : { code: found.code, message: found.message };
}

/** Whether every record holds figures and nothing else: the metrics that tools write beside their logs. */
export function isSummary({ records, container }: FormatProbe): boolean {
  if (records.length === 0 || container === 'csv' || container === 'parquet') return false;
  return records.every((record) => Object.keys(record).length > 0 && holdsOnlyFigures(record, 3));
}

/** Numbers, null, and objects of them; a few words such as "12 of 100" beside them do not matter. */
function holdsOnlyFigures(record: JsonObject, depth: number): boolean {
  const values = Object.values(record);
  const figures = values.filter((value) => isFigure(value, depth)).length;
  const words = values.filter((value) => typeof value === 'string' && value.length <= 40).length;
  return figures > 0 && figures + words === values.length && words <= figures;
}

function isFigure(value: JsonValue, depth: number): boolean {
  if (value === null || typeof value === 'number') return true;
  if (isJsonArray(value)) return value.length > 0 && value.every((item) => typeof item === 'number');
  return depth > 0 && isJsonObject(value) && Object.keys(value).length > 0 && holdsOnlyFigures(value, depth - 1);
}
