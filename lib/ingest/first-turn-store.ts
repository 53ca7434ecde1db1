/** The first turns of every rollout of a run, packed: rollouts in order, each with its 16 x entities numbers. */
export class FirstTurnStore {
  #numbers = new Int16Array(1 << 14);
  #offsets = new Float64Array(1 << 10);
  #lengths = new Uint32Array(1 << 10);
  #used = 0;
  #rollouts = 0;

  get rollouts(): number {
    return this.#rollouts;
  }

  push(firstTurns: Int16Array): void {
    if (this.#rollouts === this.#offsets.length) this.#growRollouts();
    this.#rollouts += 1;
    this.#store(this.#rollouts - 1, firstTurns);
  }

  /** Replaces the first turns of one rollout; `position` counts from 0. */
  replace(position: number, firstTurns: Int16Array): void {
    if (position < 0 || position >= this.#rollouts) throw new RangeError(`no rollout at position ${position}`);
    this.#store(position, firstTurns);
  }

  /** A view, valid until the next push or replace. */
  at(position: number): Int16Array {
    if (position < 0 || position >= this.#rollouts) throw new RangeError(`no rollout at position ${position}`);
    const offset = this.#offsets[position] ?? 0;
    return this.#numbers.subarray(offset, offset + (this.#lengths[position] ?? 0));
  }

  #store(position: number, firstTurns: Int16Array): void {
    const needed = this.#used + firstTurns.length;
    if (needed > this.#numbers.length) {
      const grown = new Int16Array(Math.max(needed, this.#numbers.length * 2));
      grown.set(this.#numbers);
      this.#numbers = grown;
    }
    this.#numbers.set(firstTurns, this.#used);
    this.#offsets[position] = this.#used;
    this.#lengths[position] = firstTurns.length;
    this.#used = needed;
  }

  #growRollouts(): void {
    const offsets = new Float64Array(this.#offsets.length * 2);
    offsets.set(this.#offsets);
    this.#offsets = offsets;
    const lengths = new Uint32Array(this.#lengths.length * 2);
    lengths.set(this.#lengths);
    this.#lengths = lengths;
  }
}
