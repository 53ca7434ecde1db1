import { barProgress, plainProgress, RateMeter, type Progress } from './progress-line';

/** Where progress goes; `process.stderr` is one. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const REDRAW_MS = 100;
const PLAIN_EVERY_MS = 5000;
const DEFAULT_COLUMNS = 80;
const CLEAR_LINE = '\r\u001B[2K';

/** One line that redraws itself on a terminal; elsewhere a line every tenth, or every 5 seconds. */
export class ProgressPrinter {
  readonly #output: ProgressOutput;
  readonly #now: () => number;
  #meter = new RateMeter();
  #label = '';
  #shownMs = Number.NEGATIVE_INFINITY;
  #shownTenth = 0;
  #isDrawn = false;

  constructor(output: ProgressOutput, now: () => number = () => performance.now()) {
    this.#output = output;
    this.#now = now;
  }

  show(progress: Progress): void {
    const timeMs = this.#now();
    if (progress.label !== this.#label) this.#begin(progress.label);
    this.#meter.add(timeMs, progress.done);
    if (this.#output.isTTY === true) this.#draw(progress, timeMs);
    else this.#print(progress, timeMs);
  }

  /** Takes the bar away, so that lines can follow. */
  clear(): void {
    if (this.#isDrawn) this.#output.write(CLEAR_LINE);
    this.#isDrawn = false;
  }

  #begin(label: string): void {
    this.#label = label;
    this.#meter = new RateMeter();
    this.#shownMs = Number.NEGATIVE_INFINITY;
    this.#shownTenth = 0;
  }

  #draw(progress: Progress, timeMs: number): void {
    if (timeMs - this.#shownMs < REDRAW_MS) return;
    this.#shownMs = timeMs;
    // The last column stays free: some terminals wrap when it is written.
    const columns = (this.#output.columns ?? DEFAULT_COLUMNS) - 1;
    this.#output.write(`${CLEAR_LINE}${barProgress(progress, this.#meter.bytesPerSecond, columns)}`);
    this.#isDrawn = true;
  }

  #print(progress: Progress, timeMs: number): void {
    const tenth = progress.total <= 0 ? 0 : Math.floor((progress.done * 10) / progress.total);
    const isDue = timeMs - this.#shownMs >= PLAIN_EVERY_MS || tenth > this.#shownTenth;
    if (!isDue) return;
    this.#shownMs = timeMs;
    this.#shownTenth = tenth;
    this.#output.write(`${plainProgress(progress, this.#meter.bytesPerSecond)}\n`);
  }
}
