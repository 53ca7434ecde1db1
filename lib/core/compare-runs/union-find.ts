/** Sets of the numbers 0 to below `length`, which begin alone and are joined. */
export class UnionFind {
  readonly #parent: Int32Array;

  constructor(length: number) {
    this.#parent = new Int32Array(length);
    for (let at = 0; at < length; at += 1) this.#parent[at] = at;
  }

  /** The number that stands for the set of `at`: its smallest. */
  rootOf(at: number): number {
    let root = at;
    for (let above = this.#parent[root] ?? root; above !== root; above = this.#parent[root] ?? root) root = above;
    this.#parent[at] = root;
    return root;
  }

  join(left: number, right: number): void {
    const roots = [this.rootOf(left), this.rootOf(right)] as const;
    this.#parent[Math.max(...roots)] = Math.min(...roots);
  }

  /** All sets, by their smallest number, each ascending. */
  sets(): readonly (readonly number[])[] {
    return this.setsOf(Array.from(this.#parent.keys()));
  }

  /** The sets of some numbers, which are ascending and joined with no others. */
  setsOf(numbers: readonly number[]): readonly (readonly number[])[] {
    const sets = new Map<number, number[]>();
    for (const at of numbers) {
      const root = this.rootOf(at);
      const known = sets.get(root);
      if (known === undefined) sets.set(root, [at]);
      else known.push(at);
    }
    return [...sets.values()];
  }
}
