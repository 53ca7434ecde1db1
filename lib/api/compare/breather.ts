import { setImmediate } from 'node:timers/promises';

const LONGEST_MS = 12;

/** Lets other requests have their turn in the middle of long work on the thread that answers them all. */
export class Breather {
  #since = performance.now();

  /** Whether the work has gone on for so long that others should be let in. */
  get isDue(): boolean {
    return performance.now() - this.#since > LONGEST_MS;
  }

  async breathe(): Promise<void> {
    await setImmediate();
    this.#since = performance.now();
  }
}
