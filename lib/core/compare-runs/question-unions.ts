import type { QuestionIdentity, RunQuestions } from './match-questions';
import type { PlainQuestion } from './plain-questions';
import { UnionFind } from './union-find';

/** Questions that were found to be the same, or to be candidates for the same. */
interface Cluster {
  readonly nodes: readonly number[];
  readonly isAmbiguous: boolean;
}

/**
 * Union-find over the questions of several runs. A node is one question of one run; nodes joined are one question.
 * Joining is the caller's decision; this keeps which runs a joined question has, and what was left ambiguous.
 */
export class QuestionUnions {
  readonly #runs: readonly RunQuestions[];
  /** Node number of the first question of each run; one more at the end. */
  readonly #starts: readonly number[];
  readonly #runAt: Int32Array;
  readonly #same: UnionFind;
  readonly #runsOfRoot = new Map<number, Set<number>>();
  /** Nodes that could be the same as others of their set. */
  readonly #perhapsSame: UnionFind;
  readonly #ambiguous: Uint8Array;
  /** The nodes in question: those of no plain question. */
  readonly #nodes: readonly number[];

  /** @param plain questions of the runs that are matched already */
  constructor(runs: readonly RunQuestions[], plain: readonly PlainQuestion[]) {
    this.#runs = runs;
    const starts = [0];
    for (const { questions } of runs) starts.push((starts.at(-1) ?? 0) + questions.length);
    this.#starts = starts;
    const length = starts.at(-1) ?? 0;
    this.#runAt = new Int32Array(length);
    this.#same = new UnionFind(length);
    this.#perhapsSame = new UnionFind(length);
    this.#ambiguous = new Uint8Array(length);
    runs.forEach((_, at) => this.#runAt.fill(at, starts[at], starts[at + 1]));
    const isPlain = new Uint8Array(length);
    for (const { numbers } of plain) numbers.forEach((number, run) => (isPlain[(starts[run] ?? 0) + number] = 1));
    const nodes: number[] = [];
    for (let node = 0; node < length; node += 1) if (isPlain[node] === 0) nodes.push(node);
    this.#nodes = nodes;
  }

  runOf(node: number): number {
    return this.#runs[this.#runAt[node] ?? 0]?.runId ?? 0;
  }

  numberOf(node: number): number {
    return node - (this.#starts[this.#runAt[node] ?? 0] ?? 0);
  }

  identityOf(node: number): QuestionIdentity {
    return this.#runs[this.#runAt[node] ?? 0]?.questions[this.numberOf(node)] ?? { questionId: null, textKey: null };
  }

  rootOf(node: number): number {
    return this.#same.rootOf(node);
  }

  isAmbiguous(node: number): boolean {
    return this.#ambiguous[this.rootOf(node)] === 1;
  }

  /** Runs that have the question of a root. */
  runsOf(root: number): ReadonlySet<number> {
    return this.#runsOfRoot.get(root) ?? new Set([this.runOf(root)]);
  }

  join(roots: readonly number[]): void {
    const [first] = roots;
    if (first === undefined) return;
    const runs = new Set(roots.flatMap((root) => [...this.runsOf(root)]));
    for (const root of roots) this.#same.join(first, root);
    this.#runsOfRoot.set(this.rootOf(first), runs);
  }

  /** Remembers that nodes could be the same. Those of a single run are told apart by their numbers. */
  leaveAmbiguous(nodes: readonly number[]): void {
    const [first] = nodes;
    if (new Set(nodes.flatMap((node) => [...this.runsOf(this.rootOf(node))])).size < 2) return;
    for (const node of nodes) {
      this.#ambiguous[this.rootOf(node)] = 1;
      this.#perhapsSame.join(this.rootOf(first ?? node), this.rootOf(node));
    }
  }

  /** Nodes that have one id, for each id that several have. */
  nodesById(): readonly (readonly number[])[] {
    return this.#severalBy(({ questionId }) => questionId);
  }

  /** Nodes that have one text, for each text that several have. */
  nodesByText(): readonly (readonly number[])[] {
    return this.#severalBy(({ textKey }) => textKey);
  }

  #severalBy(keyOf: (question: QuestionIdentity) => string | null): readonly (readonly number[])[] {
    const byKey = new Map<string, number[]>();
    for (const node of this.#nodes) {
      const key = keyOf(this.identityOf(node));
      if (key === null || key === '') continue;
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [node]);
      else known.push(node);
    }
    // In the order of keys, so that the order of the runs decides nothing.
    return [...byKey]
      .filter(([, nodes]) => nodes.length > 1)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([, nodes]) => nodes);
  }

  /** Every node in question once: joined ones together, and what was left ambiguous together. */
  clusters(): readonly Cluster[] {
    for (const node of this.#nodes) this.#perhapsSame.join(this.rootOf(node), node);
    return this.#perhapsSame
      .setsOf(this.#nodes)
      .map((nodes) => ({ nodes, isAmbiguous: nodes.some((node) => this.isAmbiguous(node)) }));
  }

  /** What clusters are ordered by: the smallest id and text of their questions, then where they stand in their runs. */
  keyOf(nodes: readonly number[]): readonly (string | number)[] {
    const id = smallest(nodes, (node) => this.identityOf(node).questionId);
    const text = smallest(nodes, (node) => this.identityOf(node).textKey);
    const runId = smallest(nodes, (node) => this.runOf(node)) ?? 0;
    const number = smallest(nodes, (node) => (this.runOf(node) === runId ? this.numberOf(node) : null)) ?? 0;
    return [id ?? '', text ?? '', runId, number];
  }
}

/** The smallest of what nodes have; null where none has any. */
function smallest<Value extends string | number>(
  nodes: readonly number[],
  valueOf: (node: number) => Value | null,
): Value | null {
  let least: Value | null = null;
  for (const node of nodes) {
    const value = valueOf(node);
    if (value !== null && (least === null || value < least)) least = value;
  }
  return least;
}
