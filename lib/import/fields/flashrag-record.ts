import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { messagesFromAssistantText } from '@/lib/import/transcripts/assistant-turns';
import type {
  CorrectnessMetric,
  ImportedRollout,
  JsonObject,
  JsonValue,
  RolloutMessage,
} from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { firstText, numberOrNull, readAnswersField, textOrNull } from './read-parts';
import { rolloutOrIssue } from './record-outcome';
import { restAsMetadata } from './signals';

const METRICS = ['em', 'acc', 'sub_em'];
/** Whole texts of reasoning pipelines: with tags and search results. */
const WHOLE_TEXTS = ['final_response', 'response', 'full_response', 'reasoning_output', 'trajectory'];
const ITERATION = /^(?:pred|retrieval_result|new_thought)_iter_(\d{1,4})$/;
const OUTPUT_READ =
  /^(?:pred|raw_pred|metric_score|retrieval_result|retrieval_results|prompt|intermediate_output|(?:pred|retrieval_result|new_thought|input_query|prompt)_iter_\d{1,4})$/;

/**
 * One item of FlashRAG's intermediate_data.json. A pipeline that reasons leaves its whole text (`final_response`); an
 * iterative one its thought and documents by iteration; any other its documents and its prediction. The documents were
 * given to the model, so they are observations.
 */
export function readFlashragRecord(record: JsonObject): RecordOutcome {
  const fields = new FieldReader(record);
  const output = fields.object('output') ?? {};
  const question = textOrNull(fields.string('question'));
  const wholeText = firstText(output, WHOLE_TEXTS);
  const asked: readonly RolloutMessage[] = question === null ? [] : [{ role: 'user', content: question }];
  const turns = wholeText === null ? turnsOfPipeline(output) : messagesFromAssistantText(wholeText);
  const scores = isJsonObject(output.metric_score) ? output.metric_score : {};
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    questionId: fields.identifier('id'),
    question,
    answers: readAnswersField(fields, record.golden_answers, 'golden_answers'),
    messages: [...asked, ...turns],
    rawText: wholeText,
    prediction: textOrNull(output.pred),
    correctnessMetric: readMetric(scores),
    metadata: {
      ...restAsMetadata(record, new Set(['id', 'question', 'golden_answers', 'output'])),
      ...(Object.keys(scores).length === 0 ? {} : { metric_score: scores }),
      ...outputAsMetadata(output),
    },
  };
  return rolloutOrIssue(fields, rollout);
}

function readMetric(scores: JsonObject): CorrectnessMetric | null {
  for (const name of METRICS) {
    const value = numberOrNull(scores[name]);
    if (value !== null && value >= 0 && value <= 1) return { name, value };
  }
  return null;
}

/** What a pipeline adds of its own (a judger's decision, a refined text) is kept. */
function outputAsMetadata(output: JsonObject): JsonObject {
  const rest = Object.entries(output).filter(
    ([key, value]) => !OUTPUT_READ.test(key) && !WHOLE_TEXTS.includes(key) && value !== null,
  );
  return rest.length === 0 ? {} : { output: Object.fromEntries(rest) };
}

function turnsOfPipeline(output: JsonObject): readonly RolloutMessage[] {
  const iterations = iterationsOf(output);
  const turns = iterations.flatMap(turnsOfIteration);
  const last = turns.findLast(({ role }) => role === 'assistant');
  const prediction = textOrNull(output.raw_pred) ?? textOrNull(output.pred);
  const documents = iterations.length > 0 ? [] : observation(output.retrieval_result);
  const answer: readonly RolloutMessage[] =
    prediction === null || last?.content === prediction ? [] : [{ role: 'assistant', content: prediction }];
  return [...turns, ...documents, ...answer];
}

interface Iteration {
  readonly documents: JsonValue | undefined;
  readonly thought: string | null;
}

/** Documents come before the text that was written with them. */
function turnsOfIteration({ documents, thought }: Iteration): readonly RolloutMessage[] {
  const said: readonly RolloutMessage[] = thought === null ? [] : [{ role: 'assistant', content: thought }];
  return [...observation(documents), ...said];
}

/** `pred_iter_0`, `retrieval_result_iter_0` (iterative), or `intermediate_output` by iteration (IRCoT). */
function iterationsOf(output: JsonObject): readonly Iteration[] {
  const steps = isJsonObject(output.intermediate_output) ? Object.values(output.intermediate_output) : [];
  const named = steps.filter(isJsonObject).map((step) => ({
    documents: step.retrieval_result ?? step.retrieval_results,
    thought: textOrNull(step.new_thought) ?? textOrNull(step.thought) ?? textOrNull(step.pred),
  }));
  const numbers = new Set(Object.keys(output).flatMap((key) => ITERATION.exec(key)?.[1] ?? []));
  const numbered = [...numbers]
    .toSorted((a, b) => Number(a) - Number(b))
    .map((number) => ({
      documents: output[`retrieval_result_iter_${number}`],
      thought: textOrNull(output[`new_thought_iter_${number}`]) ?? textOrNull(output[`pred_iter_${number}`]),
    }));
  return [...named, ...numbered];
}

function observation(documents: JsonValue | undefined): readonly RolloutMessage[] {
  if (!isJsonArray(documents) || documents.length === 0) return [];
  const texts = documents.map((document, index) => `Doc ${index + 1}: ${documentText(document)}`);
  return [{ role: 'tool', name: 'retrieval', content: texts.join('\n') }];
}

/** `contents` is a title in quotes and the text below it. */
function documentText(document: JsonValue): string {
  if (typeof document === 'string') return document;
  if (!isJsonObject(document)) return JSON.stringify(document);
  const title = textOrNull(document.title);
  const text = textOrNull(document.contents) ?? textOrNull(document.text);
  if (text === null) return JSON.stringify(document);
  return title === null || text.includes(title) ? text : `${title}\n${text}`;
}
