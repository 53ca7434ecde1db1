import { isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { JsonObject, JsonValue } from '@/lib/core/rollout/rollout';
import { readMeanLogProbability } from './log-probabilities';
import { amount, meanOf, turnSignals } from './turn-signals';

/**
 * What of a trace and its episode has no field of its own: ids, agent, rewards by name, metrics, errors, `info`, how many
 * conversations the graph holds, and the mean log-probability of the sampled tokens, of all and by turn,
 * and the tokens of each turn as signals. Token arrays, tool
 * definitions and configurations are left out: they dominate the size of a trace.
 */
export function readTraceMetadata(trace: JsonObject, episode: JsonObject, branchCount: number): JsonObject {
  const errors = [...listOf(trace.errors), ...(episode.errors === trace.errors ? [] : listOf(episode.errors))].map(
    shortError,
  );
  const entries: (readonly [string, JsonValue | undefined])[] = [
    ['trace_id', trace.id],
    ['episode_id', episode === trace ? null : episode.id],
    ['env', isJsonObject(episode.env) ? (episode.env.name ?? episode.env.id) : null],
    ['agent', readAgent(trace.agent)],
    ['rewards', nullWhereEmpty(trace.rewards)],
    ['metrics', nullWhereEmpty(trace.metrics)],
    ['stop_condition', trace.stop_condition],
    ['errors', errors.length === 0 ? null : errors],
    ['info', nullWhereEmpty(trace.info)],
    ['branches', branchCount > 1 ? branchCount : null],
    ['signals', nullWhereEmpty({ ...readMeanLogProbability(trace.nodes, 'logprobs'), ...signalsByTurn(trace) })],
  ];
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (value === undefined || value === null ? [] : [[name, value]])),
  );
}

/** Each node with a message of the assistant is a turn; a call names the node it wrote. */
function signalsByTurn({ nodes, calls }: JsonObject): JsonObject {
  const tokensByNode = new Map<JsonValue, number | null>();
  for (const call of listOf(calls)) {
    if (!isJsonObject(call) || !isJsonObject(call.usage)) continue;
    tokensByNode.set(call.node ?? null, amount(call.usage.output_tokens ?? call.usage.completion_tokens));
  }
  return turnSignals(
    listOf(nodes).flatMap((node, index) => {
      if (!isJsonObject(node) || !isJsonObject(node.message) || node.message.role !== 'assistant') return [];
      return [{ tokens: tokensByNode.get(index) ?? null, logProbability: meanOf(node.logprobs) }];
    }),
  );
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isJsonArray(value) ? value : [];
}

/** Without its traceback, which names files of the machine that ran it. */
function shortError(error: JsonValue): JsonValue {
  if (!isJsonObject(error)) return error;
  return { type: error.type ?? null, message: error.message ?? null };
}

function readAgent(agent: JsonValue | undefined): JsonValue {
  if (!isJsonObject(agent)) return null;
  const model = isJsonObject(agent.config) ? agent.config.model : null;
  const facts = [
    ['name', agent.name],
    ['model', typeof model === 'string' ? model : null],
    ['trainable', agent.trainable === false ? false : null],
  ].filter(([, value]) => value !== undefined && value !== null);
  return facts.length === 0 ? null : Object.fromEntries(facts);
}

function nullWhereEmpty(value: JsonValue | undefined): JsonValue {
  return isJsonObject(value) && Object.keys(value).length > 0 ? value : null;
}
