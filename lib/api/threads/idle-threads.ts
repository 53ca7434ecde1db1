/** A thread is asked to end when it had no work for this long. */
const IDLE_MS = 60_000;

/** A thread that does one piece of work at a time. */
interface ReusableThread {
  readonly isDead: boolean;
  /** Asks the thread to end when it has nothing to do, and waits until it has. */
  end(): Promise<void>;
}

interface Idle<Thread> {
  /** It may still be starting. */
  readonly thread: Promise<Thread>;
  readonly timer: NodeJS.Timeout;
}

/** Threads without work, kept a minute for the next: starting one takes about 0.1 s. */
export class IdleThreads<Thread extends ReusableThread> {
  readonly #start: () => Promise<Thread>;
  #idle: Idle<Thread>[] = [];

  constructor(start: () => Promise<Thread>) {
    this.#start = start;
  }

  /** A thread for one piece of work: one that has none, or a new one. @throws Error where none can be started */
  async take(): Promise<Thread> {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      clearTimeout(idle.timer);
      const thread = await idle.thread;
      if (!thread.isDead) return thread;
    }
    return this.#start();
  }

  /** Gives a thread back whose work is done. */
  putBack(thread: Thread): void {
    if (!thread.isDead) this.#keep(Promise.resolve(thread));
  }

  /** Starts threads for work that is about to come, up to so many without work. */
  warm(threads: number): void {
    while (this.#idle.length < threads) this.#keep(this.#start());
  }

  /** Asks all threads without work to end, and waits for them. For tests and commands that end. */
  async close(): Promise<void> {
    const idle = this.#idle;
    this.#idle = [];
    for (const { timer } of idle) clearTimeout(timer);
    await Promise.all(idle.map(async ({ thread }) => (await thread).end()));
  }

  #keep(thread: Promise<Thread>): void {
    const timer = setTimeout(() => {
      this.#drop(thread);
      thread.then((idle) => idle.end()).catch((error: unknown) => console.error(error));
    }, IDLE_MS);
    timer.unref();
    this.#idle.push({ thread, timer });
    // One that does not start is no idle thread; whoever took it meanwhile hears why.
    thread.catch(() => this.#drop(thread));
  }

  #drop(thread: Promise<Thread>): void {
    for (const idle of this.#idle) if (idle.thread === thread) clearTimeout(idle.timer);
    this.#idle = this.#idle.filter((idle) => idle.thread !== thread);
  }
}
