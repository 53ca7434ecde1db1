import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import { messagesFromGraph } from '@/lib/import/messages/message-graph';
import { normaliseMessages } from '@/lib/import/messages/normalise-messages';
import type { ImportedRollout, JsonObject, JsonValue, RolloutMessage } from '@/lib/core/rollout/rollout';
import type { RecordOutcome } from '@/lib/import/importer';
import { EMPTY_ROLLOUT } from './empty-rollout';
import { FieldReader } from './field-reader';
import { finalAnswerText } from './final-answer';
import { noRollout, rolloutOrIssue } from './record-outcome';
import { readVerifiersCorrectness } from './verifiers-correctness';
import { readTraceMetadata } from './verifiers-trace-metadata';
import { readTask, type TaskFacts } from './verifiers-task';
import { readTraceTermination } from './verifiers-trace-termination';

/** What an episode says of all of its traces. */
interface EpisodeFacts {
  readonly record: JsonObject;
  readonly task: TaskFacts;
  readonly groupId: string | null;
  readonly step: number | null;
  readonly split: string | null;
  /** True where agents of different names took part: their traces are no rollouts of one another. */
  readonly hasSeveralAgents: boolean;
}

/**
 * One line of `traces.jsonl`: an episode with a trace for each of its agents, or in earlier versions one trace. Each trace
 * is a rollout, but for those of agents that are not trained beside one that is (judges); an episode that failed before its
 * first trace is a rollout that ended in an error.
 */
export function readVerifiersEpisode(record: JsonObject): readonly RecordOutcome[] {
  if (isJsonArray(record.nodes)) return [readTrace(record, episodeFacts(record, []))];
  const fields = new FieldReader(record);
  if (!isJsonArray(record.traces)) {
    if (record.traces === undefined || record.traces === null) fields.missing('traces is missing');
    else fields.wrongType('traces', record.traces, 'a list of traces');
    return [rolloutOrIssue(fields, EMPTY_ROLLOUT)];
  }
  const facts = episodeFacts(record, record.traces);
  if (record.traces.length === 0) return [readTrace({ nodes: [], ok: false, errors: record.errors ?? [] }, facts)];
  const hasTrained = record.traces.some((trace) => isJsonObject(trace) && !isFrozen(trace));
  return record.traces.map((trace, index): RecordOutcome => {
    if (!isJsonObject(trace))
      return { kind: 'issue', code: 'field_wrong_type', message: `traces[${index}] is no object` };
    return hasTrained && isFrozen(trace) ? noRollout() : readTrace(trace, facts);
  });
}

/** An agent that is not trained: beside one that is, a judge or a simulated user. */
function isFrozen({ agent }: JsonObject): boolean {
  return isJsonObject(agent) && agent.trainable === false;
}

function episodeFacts(record: JsonObject, traces: readonly JsonValue[]): EpisodeFacts {
  const run = isJsonObject(record.run) ? record.run : {};
  const work = isJsonObject(run.work) ? run.work : {};
  const names = traces.map((trace) => (isJsonObject(trace) ? agentName(trace) : null));
  return {
    record,
    task: readTask(record.task, []),
    groupId: isJsonObject(record.group) && typeof record.group.id === 'string' ? record.group.id : null,
    step: asCount(work.step),
    split: typeof work.type === 'string' ? work.type : null,
    hasSeveralAgents: new Set(names).size > 1,
  };
}

function readTrace(trace: JsonObject, episode: EpisodeFacts): RecordOutcome {
  const fields = new FieldReader(trace);
  const { messages, branchCount } = readMessages(fields, trace);
  const task = taskOfTrace(trace, episode, messages);
  if (task.question === null && task.questionId === null && fields.problems.length === 0) {
    fields.missing('task has no prompt, and no message asks a question');
  }
  const reward = totalReward(trace.rewards);
  const rollout: ImportedRollout = {
    ...EMPTY_ROLLOUT,
    questionId: task.questionId,
    question: task.question,
    answers: task.answers,
    entities: task.entities,
    groupKey: groupKey(trace, episode),
    step: episode.step,
    split: episode.split,
    messages,
    prediction: readPrediction(trace, messages),
    ...readVerifiersCorrectness({ metrics: namedScores(trace) }),
    score: reward,
    rewardLogged: reward,
    termination: readTraceTermination(trace, messages),
    tokens: readTokens(trace.calls),
    durationSeconds: readDuration(trace.timing),
    metadata: readTraceMetadata(trace, episode.record, branchCount),
  };
  return rolloutOrIssue(fields, rollout);
}

/**
 * One conversation as it stands. Several (compressed context, sub-agents) share the beginning: then every message once, in
 * the order in which it was written, so that no thought is lost and none counts twice.
 */
function readMessages(
  fields: FieldReader,
  { nodes }: JsonObject,
): { readonly messages: readonly RolloutMessage[]; readonly branchCount: number } {
  const graph = messagesFromGraph(nodes);
  if (!graph.ok) {
    fields.problems.push({ code: 'field_wrong_type', message: graph.message });
    return { messages: [], branchCount: 0 };
  }
  const branchCount = graph.branches.length + graph.branchesLeftOut;
  if (branchCount <= 1) return { messages: graph.branches[0] ?? [], branchCount };
  const written = isJsonArray(nodes) ? nodes.map((node) => (isJsonObject(node) ? (node.message ?? null) : null)) : [];
  const all = normaliseMessages(written, 'nodes');
  return { messages: all.ok ? all.messages : [], branchCount };
}

/** An agent may have been asked something else than the episode's question, such as to judge an answer to it. */
function taskOfTrace(trace: JsonObject, episode: EpisodeFacts, messages: readonly RolloutMessage[]): TaskFacts {
  const task = readTask(trace.task ?? episode.record.task, messages);
  const isOther = episode.hasSeveralAgents && task.question !== episode.task.question;
  return isOther ? { ...task, questionId: null } : task;
}

function groupKey(trace: JsonObject, episode: EpisodeFacts): string | null {
  if (!episode.hasSeveralAgents) return episode.groupId;
  const group = episode.groupId ?? [episode.task.questionId ?? 'task', episode.step ?? ''].join(' ').trim();
  return `${group} ${agentName(trace) ?? 'agent'}`;
}

export function agentName({ agent }: JsonObject): string | null {
  return isJsonObject(agent) && typeof agent.name === 'string' ? agent.name : null;
}

/** The sum of score times weight, which no field says; null where nothing was scored. */
function totalReward(rewards: JsonValue | undefined): number | null {
  const values = isJsonObject(rewards) ? Object.values(rewards).flatMap(rewardValue) : [];
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.length > 0 && Number.isFinite(total) ? total : null;
}

function rewardValue(reward: JsonValue): readonly number[] {
  if (typeof reward === 'number') return [reward];
  if (!isJsonObject(reward) || typeof reward.score !== 'number') return [];
  return [reward.score * (typeof reward.weight === 'number' ? reward.weight : 1)];
}

/** Metrics and unweighted rewards by name, as what may decide correctness. */
function namedScores({ metrics, rewards }: JsonObject): JsonObject {
  const scores = Object.entries(isJsonObject(rewards) ? rewards : {}).map(
    ([name, reward]) => [name, isJsonObject(reward) ? (reward.score ?? null) : reward] as const,
  );
  return Object.fromEntries([...Object.entries(isJsonObject(metrics) ? metrics : {}), ...scores]);
}

function readPrediction({ root_reply: reply }: JsonObject, messages: readonly RolloutMessage[]): string | null {
  return finalAnswerText(typeof reply === 'string' ? [{ role: 'assistant', content: reply }] : messages);
}

/** Summed over the calls, as the providers reported them. */
function readTokens(calls: JsonValue | undefined): ImportedRollout['tokens'] {
  const usages = (isJsonArray(calls) ? calls : []).flatMap((call) =>
    isJsonObject(call) && isJsonObject(call.usage) ? [call.usage] : [],
  );
  if (usages.length === 0) return null;
  const sum = (...keys: string[]): number | null =>
    asCount(usages.reduce((total, usage) => total + (firstNumber(usage, keys) ?? 0), 0));
  return { prompt: sum('prompt_tokens', 'input_tokens'), completion: sum('completion_tokens', 'output_tokens') };
}

function firstNumber(usage: JsonObject, keys: readonly string[]): number | null {
  for (const key of keys) {
    const value = usage[key];
    if (typeof value === 'number') return value;
  }
  return null;
}

/** How long the agent itself took; set-up and scoring left out. */
function readDuration(timing: JsonValue | undefined): number | null {
  if (!isJsonObject(timing)) return null;
  const span = timing.agent ?? timing.generation;
  if (!isJsonObject(span) || typeof span.start !== 'number' || typeof span.end !== 'number') return null;
  const seconds = span.end - span.start;
  return span.end > 0 && seconds >= 0 && Number.isFinite(seconds) ? seconds : null;
}

function asCount(value: JsonValue | undefined): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 31 ? value : null;
}
