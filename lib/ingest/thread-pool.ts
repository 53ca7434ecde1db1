import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

import { IngestError } from './ingest-error';
import { threadCode } from './thread-code';

import type { ThreadResponse, ThreadResult, ThreadRequest, ThreadSetup, ThreadTask } from './thread-protocol';

const THREAD_ENTRY = 'lib/ingest/ingest-thread.ts';
/** Memory of one thread; a batch is about 1 MiB, so a thread that needs more has met something it cannot hold. */
const THREAD_LIMITS = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 16 };

interface Waiting {
  readonly resolve: (result: ThreadResult) => void;
  readonly reject: (error: Error) => void;
}

/** How long a thread may take to finish what it has in hand before it is stopped in the middle of it. */
const END_TIMEOUT_MS = 10_000;

interface Thread {
  readonly worker: Worker;
  readonly ended: Promise<void>;
  waiting: number;
}

/** How many threads read a run: one a core, at most four. */
export function threadCount(): number {
  return Math.min(4, Math.max(1, availableParallelism()));
}

/**
 * A few threads that read batches or match stored rollouts again. `run` hands a task to the thread with the least work
 * and answers when it is done; how many may be under way at once is the caller's bound on memory.
 * A thread that dies fails every task under way; `close` ends them all.
 *
 * Threads are asked to end and stopped from outside only where they do not.
 */
export class ThreadPool {
  readonly #threads: Thread[];
  readonly #waiting = new Map<number, Waiting & { readonly thread: Thread }>();
  #nextTask = 0;
  /** Threads that get tasks. */
  #inUse: number;
  #dead: Error | null = null;

  private constructor(code: string, threads: number) {
    this.#threads = Array.from({ length: threads }, () => this.#start(code));
    this.#inUse = threads;
  }

  /** Starts the threads; they match stored rollouts at once, and read files once `use` has told them of a run. */
  static async start(threads: number = threadCount()): Promise<ThreadPool> {
    return new ThreadPool(await threadCode(THREAD_ENTRY), threads);
  }

  /** How many threads get tasks. */
  get threads(): number {
    return this.#inUse;
  }

  /** Tells the threads of a run whose files the next tasks read; call it when no task is under way. */
  use(setup: ThreadSetup, options: { readonly inOrder: boolean }): void {
    this.#inUse = options.inOrder ? 1 : this.#threads.length;
    for (const { worker } of this.#threads.slice(0, this.#inUse)) {
      const request: ThreadRequest = { kind: 'setup', setup };
      worker.postMessage(request);
    }
  }

  /** @throws {IngestError} where the importer found the file unusable; Error where the thread died. */
  run(task: ThreadTask): Promise<ThreadResult> {
    if (this.#dead !== null) return Promise.reject(this.#dead);
    const thread = this.#threads
      .slice(0, this.#inUse)
      .reduce((least, other) => (other.waiting < least.waiting ? other : least));
    const number = this.#nextTask++;
    return new Promise<ThreadResult>((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject, thread });
      thread.waiting += 1;
      const request: ThreadRequest = { ...task, task: number };
      thread.worker.postMessage(request);
    });
  }

  /** Fails every task under way and answers when the threads have ended, each after the task it has in hand. */
  async close(): Promise<void> {
    this.#dead ??= new Error('the thread pool is closed');
    this.#failAll(this.#dead);
    await Promise.all(this.#threads.map(endThread));
  }

  #start(code: string): Thread {
    const worker = new Worker(code, {
      eval: true,
      execArgv: [],
      resourceLimits: THREAD_LIMITS,
    });
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    worker.on('message', (response: ThreadResponse) => this.#settle(response));
    worker.on('error', (error) => this.#die(asError(error)));
    worker.on('exit', (code) => this.#die(new Error(`an import thread ended with code ${code}`)));
    return { worker, ended, waiting: 0 };
  }

  #settle(response: ThreadResponse): void {
    const waiting = this.#waiting.get(response.task);
    if (waiting === undefined) return;
    this.#waiting.delete(response.task);
    waiting.thread.waiting -= 1;
    if ('result' in response) waiting.resolve(response.result);
    else waiting.reject(new IngestError(response.failure.code, response.failure.message));
  }

  #die(error: Error): void {
    this.#dead ??= error;
    this.#failAll(this.#dead);
  }

  #failAll(error: Error): void {
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}

async function endThread({ worker, ended }: Thread): Promise<void> {
  const request: ThreadRequest = { kind: 'end' };
  worker.postMessage(request);
  const timer = setTimeout(() => void worker.terminate(), END_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}

function asError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value));
}
