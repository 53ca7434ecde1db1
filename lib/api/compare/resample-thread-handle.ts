import { Worker } from 'node:worker_threads';

import { threadCode } from '@/lib/ingest/thread-code';

import type { DrawOrder, ResampleOrder, ResampleReport, ResampleTask } from './resample-protocol';

const THREAD_ENTRY = 'lib/api/compare/resample-thread.ts';
/** Columns, sums and draws, some 60 MB of ten sides of 5,000 questions, stand outside of these. */
const THREAD_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 };

interface Running {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** One thread, for one task at a time. It is asked to end and ends by itself, and keeps no process alive without work. */
export class ResampleThreadHandle {
  readonly #worker: Worker;
  readonly #ready: Promise<void>;
  readonly #ended: Promise<void>;
  #isDead = false;
  #running: Running | null = null;

  private constructor(code: string) {
    this.#worker = new Worker(code, { eval: true, execArgv: [], resourceLimits: THREAD_LIMITS });
    const ready = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    this.#worker.on('message', (report: ResampleReport) => {
      if (report.kind === 'ready') ready.resolve();
      else this.#hear(report);
    });
    this.#worker.on('error', (error) => this.#die(error instanceof Error ? error.message : String(error)));
    this.#worker.on('exit', () => {
      this.#die('the thread ended');
      ready.resolve();
      ended.resolve();
    });
    this.#ready = ready.promise;
    this.#ended = ended.promise;
    this.#ready.then(() => (this.#running === null ? this.#worker.unref() : undefined)).catch(() => undefined);
  }

  /** @throws Error where the thread's code cannot be bundled */
  static async start(): Promise<ResampleThreadHandle> {
    return new ResampleThreadHandle(await threadCode(THREAD_ENTRY));
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Has it draw before it is asked for sums. */
  async draw(order: DrawOrder): Promise<void> {
    await this.#ready;
    if (!this.#isDead) this.#send(order);
  }

  /** Fills the sums of the task. Rejects where the thread fails or ends. */
  async resample(task: ResampleTask): Promise<void> {
    await this.#ready;
    if (this.#isDead) throw new Error('the thread that resamples has ended');
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#running = { resolve, reject };
    this.#worker.ref();
    this.#send(task);
    try {
      await promise;
    } finally {
      this.#running = null;
      this.#worker.unref();
    }
  }

  async end(): Promise<void> {
    await this.#ready;
    this.#worker.ref();
    if (!this.#isDead) this.#send({ kind: 'end' });
    await this.#ended;
  }

  #send(order: ResampleOrder): void {
    this.#worker.postMessage(order);
  }

  #hear(report: Exclude<ResampleReport, { kind: 'ready' }>): void {
    if (report.kind === 'done') this.#running?.resolve();
    else this.#running?.reject(new Error(`resampling failed: ${report.message}`));
  }

  #die(message: string): void {
    this.#isDead = true;
    this.#running?.reject(new Error(`resampling failed: ${message}`));
  }
}
