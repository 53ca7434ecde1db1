import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** After this long without dying the next restart is quick again. */
const STEADY_AFTER_MS = 60_000;

export interface ChildSettings {
  /** For messages: `web`, `worker`. */
  readonly name: string;
  /** Script beside this file. */
  readonly script: string;
  readonly variables: Readonly<Record<string, string>>;
  /** One line on what happened to it. */
  readonly report: (line: string) => void;
}

/**
 * A process that is started again when it dies, sooner at first and then later (0.5 s up to 30 s), until it is stopped.
 * It says `{kind: 'ready'}` over its channel when it does its work, and ends by itself when the channel closes.
 */
export class SupervisedChild {
  readonly settings: ChildSettings;
  #process: ChildProcess | null = null;
  #restart: NodeJS.Timeout | null = null;
  #delayMs = FIRST_DELAY_MS;
  #stopping = false;

  constructor(settings: ChildSettings) {
    this.settings = settings;
  }

  /**
   * Starts the process and waits until it is ready. Only from then on is it restarted.
   *
   * @throws Error when it ends, or says that it failed, before
   */
  async start(): Promise<void> {
    const child = this.#fork();
    await new Promise<void>((resolve, reject) => {
      child.on('message', (message) => {
        const { kind, text } = readMessage(message);
        if (kind === 'ready') resolve();
        if (kind === 'failed') reject(new Error(`${this.settings.name}: ${text}`));
      });
      child.once('exit', (code, signal) =>
        reject(new Error(`${this.settings.name} ended at once (${signal ?? code})`)),
      );
      child.once('error', reject);
    });
    const startedAt = Date.now();
    child.once('exit', (code, signal) => this.#startAgain(startedAt, `${signal ?? code}`));
  }

  /** Asks the process to end and waits; it is killed after `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    if (this.#restart !== null) clearTimeout(this.#restart);
    const child = this.#process;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await ended;
    clearTimeout(killer);
  }

  /** Ends the process at once. */
  kill(): void {
    this.#stopping = true;
    this.#process?.kill('SIGKILL');
  }

  #fork(): ChildProcess {
    const resolver = new URL('./register.mjs', import.meta.url).href;
    const script = fileURLToPath(new URL(this.settings.script, import.meta.url));
    this.#process = fork(script, [], {
      execArgv: ['--import', resolver],
      env: { ...process.env, ...this.settings.variables },
    });
    return this.#process;
  }

  #startAgain(startedAt: number, reason: string): void {
    if (this.#stopping) return;
    if (Date.now() - startedAt > STEADY_AFTER_MS) this.#delayMs = FIRST_DELAY_MS;
    const delayMs = this.#delayMs;
    this.#delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
    this.settings.report(`${this.settings.name} ended (${reason}); starting it again in ${delayMs / 1000} s`);
    this.#restart = setTimeout(() => {
      this.start().catch((error: unknown) => this.#startAgain(Date.now(), String(error)));
    }, delayMs);
  }
}

function readMessage(message: unknown): { readonly kind: string; readonly text: string } {
  if (typeof message !== 'object' || message === null) return { kind: '', text: '' };
  const kind = 'kind' in message && typeof message.kind === 'string' ? message.kind : '';
  const text = 'message' in message && typeof message.message === 'string' ? message.message : '';
  return { kind, text };
}
