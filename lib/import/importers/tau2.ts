import { questionsOfTasks, readTau2Record } from '@/lib/import/fields/tau2-record';
import { isJsonObject } from '@/lib/import/json/json-value';
import { baseNameOf, fileIsRun, folderOf, inRun } from '@/lib/import/paths/path-facts';
import type { Detection, FormatProbe, RecordImporter, RunDescription, SourceInfo } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';

/**
 * Results of tau2-bench: one object with the simulations beside tasks and settings, or a simulation a file
 * (src/tau2/data_model/simulation.py at a2c02472).
 */
export const tau2: RecordImporter = {
  kind: 'records',
  id: 'tau2',
  label: 'tau2-bench results',
  groupField: 'task_id',
  detect: detectTau2,
  place: (path) => {
    const folder = folderOf(path);
    return baseNameOf(folder) === 'simulations' ? inRun(folderOf(folder)) : fileIsRun(path);
  },
  describe: describeTau2,
  open: (source) => {
    const tasks = questionsOfTasks(source.header?.tasks);
    return { read: (record) => [readTau2Record(record, tasks)] };
  },
};

function detectTau2(probe: FormatProbe): Detection {
  const [first] = probe.records;
  if (probe.records.length === 1 && first !== undefined && isResults(first, probe.cut)) {
    const layout = { kind: 'member', name: 'simulations' } as const;
    return { confidence: 'certain', why: 'an object with simulations of tau2', layout };
  }
  if (!probe.records.some(isSimulation)) return null;
  return { confidence: 'certain', why: 'records with task_id, termination_reason, reward_info and messages' };
}

/** Settings and tasks stand before the simulations, and may fill the head alone. */
function isResults(object: JsonObject, cut: boolean): boolean {
  const { simulations, info } = object;
  if (Array.isArray(simulations)) return simulations.length === 0 ? isJsonObject(info) : isSimulation(simulations[0]);
  return cut && Array.isArray(object.tasks) && isJsonObject(info) && isJsonObject(info.agent_info);
}

/** The first simulation may be cut behind its messages. */
function isSimulation(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const keys = new Set(Object.keys(value));
  if (!keys.has('task_id')) return false;
  return ['termination_reason', 'reward_info', 'agent_cost', 'user_cost'].filter((key) => keys.has(key)).length >= 2;
}

/** Name: domain and the agent's model. The policy of the domain is a long text that every system message repeats. */
function describeTau2({ header }: SourceInfo): RunDescription {
  const info = isJsonObject(header?.info) ? header.info : null;
  if (info === null) return { name: null, metadata: {} };
  const agent = isJsonObject(info.agent_info) ? info.agent_info : {};
  const {
    policy: _policy,
    tool_defs: _tools,
    ...environment
  } = isJsonObject(info.environment_info) ? info.environment_info : {};
  const parts = [environment.domain_name, agent.llm ?? agent.implementation].filter((part) => typeof part === 'string');
  const name = parts.length === 0 ? null : parts.join(' ');
  return { name, metadata: { ...info, environment_info: environment } };
}
