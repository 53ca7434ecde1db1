/** A thread is asked to end when it had no work for this long. */
const IDLE_MS = 60_000;

/** A thread that does one piece of work at a time. */
interface ReusableThread {
  readonly isDead: boolean;
  /** Asks the thread to end when it has nothing to do, and waits until it has. */
  end(): Promise<void>;
}

/** Threads without work, kept a minute for the next: starting one takes about 0.1 s. */
export class IdleThreads<Thread extends ReusableThread> {
  readonly #start: () => Thread;
  #idle: { readonly thread: Thread; readonly timer: NodeJS.Timeout }[] = [];

  constructor(start: () => Thread) {
    this.#start = start;
  }

  /** A thread for one piece of work: one that has none, or a new one. */
  take(): Thread {
    const idle = this.#idle.pop();
    if (idle === undefined) return this.#start();
    clearTimeout(idle.timer);
    return idle.thread;
  }

  /** Gives a thread back whose work is done. */
  putBack(thread: Thread): void {
    if (thread.isDead) return;
    const timer = setTimeout(() => {
      this.#idle = this.#idle.filter((idle) => idle.thread !== thread);
      thread.end().catch((error: unknown) => console.error(error));
    }, IDLE_MS);
    timer.unref();
    this.#idle.push({ thread, timer });
  }

  /** Asks all threads without work to end, and waits for them. For tests and commands that end. */
  async close(): Promise<void> {
    const idle = this.#idle;
    this.#idle = [];
    for (const { timer } of idle) clearTimeout(timer);
    await Promise.all(idle.map(({ thread }) => thread.end()));
  }
}
