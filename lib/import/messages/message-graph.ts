import { describeType, isJsonArray, isJsonObject } from '@/lib/import/json/json-value';
import type { JsonValue, RolloutMessage } from '@/lib/core/rollout/rollout';
import { normaliseMessages } from './normalise-messages';

/** Several leaves on one long trunk would repeat the trunk for each: past this many messages in all, branches are left out. */
export const MAX_BRANCH_MESSAGES = 200_000;

export type BranchesResult =
  | {
      readonly ok: true;
      /** One list of messages for each leaf, the longest conversation first; of equal ones the later leaf. */
      readonly branches: readonly (readonly RolloutMessage[])[];
      /** How many leaves were left out because of MAX_BRANCH_MESSAGES. Say so where it is not 0. */
      readonly branchesLeftOut: number;
    }
  | { readonly ok: false; readonly message: string };

/**
 * The message graph of a verifiers v1 trace: each node holds one message and the position of the node before it (`parent`;
 * null or absent at a root), which always stands earlier in the list. A conversation is the way from a root to a leaf;
 * context compression and sub-agents leave several.
 *
 * @param nodes the list of nodes; token arrays in them are not looked at
 * @returns No branch for no nodes. What is wrong, where a node is not readable.
 */
export function messagesFromGraph(nodes: JsonValue | undefined): BranchesResult {
  if (!isJsonArray(nodes)) return { ok: false, message: `nodes is ${describeType(nodes)}; expected a list of nodes` };
  const graph: Graph = { messages: [], parents: [], depths: [], isLeaf: [] };
  for (const [index, node] of nodes.entries()) {
    const problem = addNodeInPlace(graph, node, index);
    if (problem !== null) return { ok: false, message: problem };
  }
  return collectBranches(graph);
}

/** Adds a node; answers what is wrong with it, null where nothing is. */
function addNodeInPlace(graph: Graph, node: JsonValue, index: number): string | null {
  const where = `nodes[${index}]`;
  if (!isJsonObject(node)) return `${where} is ${describeType(node)}; expected an object`;
  const parent = node.parent ?? null;
  if (parent !== null && !isEarlierPosition(parent, index)) {
    return `${where}.parent is ${shown(parent)}; expected the position of an earlier node`;
  }
  const read = normaliseMessages([node.message ?? null], `${where}.message`);
  if (!read.ok) return read.message;
  graph.messages.push(read.messages);
  graph.parents.push(parent);
  graph.depths.push(read.messages.length + (parent === null ? 0 : (graph.depths[parent] ?? 0)));
  graph.isLeaf.push(true);
  if (parent !== null) graph.isLeaf[parent] = false;
  return null;
}

function isEarlierPosition(parent: JsonValue, index: number): parent is number {
  return typeof parent === 'number' && Number.isInteger(parent) && parent >= 0 && parent < index;
}

interface Graph {
  readonly messages: (readonly RolloutMessage[])[];
  readonly parents: (number | null)[];
  /** Messages from the root to each node. */
  readonly depths: number[];
  readonly isLeaf: boolean[];
}

function collectBranches({ messages, parents, depths, isLeaf }: Graph): BranchesResult {
  const leaves = [...isLeaf.entries()].flatMap(([index, leaf]) => (leaf ? [index] : []));
  const longestFirst = leaves.sort((a, b) => (depths[b] ?? 0) - (depths[a] ?? 0) || b - a);
  const branches: (readonly RolloutMessage[])[] = [];
  let total = 0;
  for (const leaf of longestFirst) {
    total += depths[leaf] ?? 0;
    if (branches.length > 0 && total > MAX_BRANCH_MESSAGES) break;
    const path: (readonly RolloutMessage[])[] = [];
    for (let node: number | null = leaf; node !== null; node = parents[node] ?? null) path.push(messages[node] ?? []);
    branches.push(path.reverse().flat());
  }
  return { ok: true, branches, branchesLeftOut: leaves.length - branches.length };
}

function shown(value: JsonValue): string {
  return typeof value === 'number' ? String(value) : describeType(value);
}
