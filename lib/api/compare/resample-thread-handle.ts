import { Worker } from 'node:worker_threads';

import { threadCode } from '@/lib/ingest/thread-code';

import type { ResampleOrder, ResampleReport, ResampleTask } from './resample-protocol';

const THREAD_ENTRY = 'lib/api/compare/resample-thread.ts';
/** Ten sides of 5,000 questions take some 60 MB of columns and sums. */
const THREAD_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 };

type Sums = Extract<ResampleReport, { kind: 'done' }>['sums'];
interface Running {
  readonly resolve: (sums: Sums) => void;
  readonly reject: (error: Error) => void;
}

/** One thread, for one task at a time. It is asked to end and ends by itself, and keeps no process alive without work. */
export class ResampleThreadHandle {
  readonly #worker: Worker;
  readonly #ready: Promise<void>;
  readonly #ended: Promise<void>;
  #isDead = false;
  #running: Running | null = null;

  constructor() {
    this.#worker = new Worker(threadCode(THREAD_ENTRY), { eval: true, execArgv: [], resourceLimits: THREAD_LIMITS });
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

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Sums by part, then by table. Rejects where the thread fails or ends. */
  async resample(task: ResampleTask): Promise<Sums> {
    await this.#ready;
    if (this.#isDead) throw new Error('the thread that resamples has ended');
    const { promise, resolve, reject } = Promise.withResolvers<Sums>();
    this.#running = { resolve, reject };
    this.#worker.ref();
    this.#send(task);
    try {
      return await promise;
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
    if (report.kind === 'done') this.#running?.resolve(report.sums);
    else this.#running?.reject(new Error(`resampling failed: ${report.message}`));
  }

  #die(message: string): void {
    this.#isDead = true;
    this.#running?.reject(new Error(`resampling failed: ${message}`));
  }
}
