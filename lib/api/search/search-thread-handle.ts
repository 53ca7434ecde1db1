import { Worker } from 'node:worker_threads';

import { threadCode } from '@/lib/ingest/thread-code';

import { CONTROL, type SearchTask, type ThreadOrder, type ThreadReport } from './search-protocol';

const THREAD_ENTRY = 'lib/api/search/search-thread.ts';
/** A trajectory of 50 MB, its spans and what is made of them. */
const THREAD_LIMITS = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 32 };
const WATCH_EVERY_MS = 100;
/** A thread that has not got on for this long is in an expression that takes too long. */
const STUCK_MS = 2000;
/** The same once nobody waits for the search. */
const STUCK_CANCELLED_MS = 500;
const SEARCHED_BY_NONE: SearchReport = { kind: 'failed', code: 'internal', message: 'the search thread ended' };

/** What comes of a search: what its thread says, or that its expression had to be stopped in a rollout. */
export type SearchReport =
  Exclude<ThreadReport, { kind: 'ready' }> | { readonly kind: 'stuck'; readonly rollout: number; readonly ms: number };
type OnReport = (report: SearchReport) => void;

interface Running {
  readonly control: Int32Array;
  readonly onReport: OnReport;
  readonly settle: () => void;
  readonly watch: NodeJS.Timeout;
  beat: number;
  stuckMs: number;
}

/**
 * One search thread, for one search at a time.
 *
 * A thread is asked to end and ends by itself. It is terminated in one case only: it is ready, so all of its code is
 * loaded, and a regular expression does not come back. A search that is cancelled before waits for `ready` and is never
 * sent.
 */
export class SearchThreadHandle {
  readonly #worker: Worker;
  readonly #ready: Promise<void>;
  readonly #ended: Promise<void>;
  #isDead = false;
  #running: Running | null = null;

  private constructor(code: string) {
    this.#worker = new Worker(code, { eval: true, execArgv: [], resourceLimits: THREAD_LIMITS });
    const ready = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    this.#worker.on('message', (report: ThreadReport) => {
      if (report.kind === 'ready') ready.resolve();
      else this.#hear(report);
    });
    this.#worker.on('error', (error) => this.#die(error instanceof Error ? error.message : String(error)));
    this.#worker.on('exit', () => {
      this.#die(null);
      ready.resolve();
      ended.resolve();
    });
    this.#ready = ready.promise;
    this.#ended = ended.promise;
    // A thread without work keeps no process alive.
    this.#ready.then(() => (this.#running === null ? this.#worker.unref() : undefined)).catch(() => undefined);
  }

  /** @throws Error where the thread's code cannot be bundled */
  static async start(): Promise<SearchThreadHandle> {
    return new SearchThreadHandle(await threadCode(THREAD_ENTRY));
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Searches; settles when the thread is free again, or dead. The last report is `end`, `overdue`, `failed` or `stuck`. */
  async search(task: SearchTask, onReport: OnReport): Promise<void> {
    await this.#ready;
    if (this.#isDead) return onReport(SEARCHED_BY_NONE);
    if (Atomics.load(task.control, CONTROL.cancelled) === 1) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const watch = setInterval(() => this.#watch(), WATCH_EVERY_MS);
    this.#running = { control: task.control, onReport, settle: resolve, watch, beat: -1, stuckMs: 0 };
    this.#worker.ref();
    this.#send(task);
    await promise;
  }

  /** Asks the thread to end when it has nothing to do, and waits until it has. */
  async end(): Promise<void> {
    await this.#ready;
    this.#worker.ref();
    if (!this.#isDead) this.#send({ kind: 'end' });
    await this.#ended;
  }

  #send(order: ThreadOrder): void {
    this.#worker.postMessage(order);
  }

  #hear(report: Exclude<ThreadReport, { kind: 'ready' }>): void {
    this.#running?.onReport(report);
    if (report.kind === 'end' || report.kind === 'overdue' || report.kind === 'failed') this.#free();
  }

  #free(): void {
    const running = this.#running;
    this.#running = null;
    if (running === null) return;
    clearInterval(running.watch);
    this.#worker.unref();
    running.settle();
  }

  #die(message: string | null): void {
    this.#isDead = true;
    if (message !== null) console.error(`search thread: ${message}`);
    this.#running?.onReport(SEARCHED_BY_NONE);
    this.#free();
  }

  /** Stops a search that stands still inside a rollout. Waiting for the database is no standing still. */
  #watch(): void {
    const running = this.#running;
    if (running === null) return;
    const beat = Atomics.load(running.control, CONTROL.beat);
    const rollout = Atomics.load(running.control, CONTROL.rollout);
    // Ticks are counted, not time: a machine that slept, or a busy server, is not the expression's fault.
    running.stuckMs = rollout !== 0 && beat === running.beat ? running.stuckMs + WATCH_EVERY_MS : 0;
    running.beat = beat;
    const isCancelled = Atomics.load(running.control, CONTROL.cancelled) === 1;
    if (running.stuckMs < (isCancelled ? STUCK_CANCELLED_MS : STUCK_MS)) return;
    this.#isDead = true;
    running.onReport({ kind: 'stuck', rollout, ms: STUCK_MS });
    this.#free();
    this.#worker.terminate().catch((error: unknown) => console.error(error));
  }
}
