interface Entry<Value> {
  readonly value: Promise<Value>;
  weight: number;
}

/**
 * Keeps what was used last, up to a total weight. A value that is asked for while it is being made is made once;
 * a failure is not kept. The newest value stays even where it is heavier than the limit alone.
 */
export class WeightedCache<Value> {
  readonly #limit: number;
  readonly #weigh: (value: Value) => number;
  readonly #entries = new Map<string, Entry<Value>>();
  #total = 0;

  constructor(limit: number, weigh: (value: Value) => number) {
    this.#limit = limit;
    this.#weigh = weigh;
  }

  get totalWeight(): number {
    return this.#total;
  }

  async get(key: string, make: () => Value | Promise<Value>): Promise<Value> {
    const known = this.#entries.get(key);
    if (known !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, known);
      return known.value;
    }
    const entry: Entry<Value> = { value: startMaking(make), weight: 0 };
    this.#entries.set(key, entry);
    try {
      const value = await entry.value;
      this.#admit(key, entry, this.#weigh(value));
      return value;
    } catch (error) {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
      throw error;
    }
  }

  #admit(key: string, entry: Entry<Value>, weight: number): void {
    if (this.#entries.get(key) !== entry) return;
    entry.weight = weight;
    this.#total += weight;
    for (const [oldKey, old] of this.#entries) {
      if (this.#total <= this.#limit) return;
      if (oldKey === key || old.weight === 0) continue;
      this.#entries.delete(oldKey);
      this.#total -= old.weight;
    }
  }
}

/** Calls `make` so that what it throws at once is a rejection too. */
async function startMaking<Value>(make: () => Value | Promise<Value>): Promise<Value> {
  return make();
}
