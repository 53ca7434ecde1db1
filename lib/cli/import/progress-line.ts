import { bytesWords, percentWords } from '@/lib/import/words/number-words';

/** How far something is. */
export interface Progress {
  /** `Uploading`, `Reading`. */
  readonly label: string;
  readonly done: number;
  /** Zero where it is not known yet. */
  readonly total: number;
}

/** Speed over the last seconds, so that a stall shows and a burst does not promise too much. */
export class RateMeter {
  readonly #samples: { readonly timeMs: number; readonly done: number }[] = [];

  add(timeMs: number, done: number): void {
    const last = this.#samples.at(-1);
    if (last !== undefined && done < last.done) this.#samples.length = 0;
    this.#samples.push({ timeMs, done });
    while (this.#samples.length > 2 && timeMs - (this.#samples[0]?.timeMs ?? timeMs) > WINDOW_MS) this.#samples.shift();
  }

  /** Bytes a second; null until there is enough to tell. */
  get bytesPerSecond(): number | null {
    const [first] = this.#samples;
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || last.timeMs - first.timeMs < SHORTEST_MS) return null;
    return ((last.done - first.done) * 1000) / (last.timeMs - first.timeMs);
  }
}

const WINDOW_MS = 8000;
const SHORTEST_MS = 300;
const BAR_CELLS = 24;

function fractionOf({ done, total }: Progress): number {
  return total <= 0 ? 0 : Math.min(1, Math.max(0, done / total));
}

/** `1:05` or `2:03:05`. */
export function durationWords(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

function figures(progress: Progress, bytesPerSecond: number | null): string {
  const { done, total } = progress;
  const left = total - done;
  const speed = bytesPerSecond === null ? '' : `, ${bytesWords(bytesPerSecond)}/s`;
  const time =
    bytesPerSecond === null || bytesPerSecond <= 0 || left <= 0 ? '' : `, ${durationWords(left / bytesPerSecond)} left`;
  return `${bytesWords(done)} of ${bytesWords(total)}${speed}${time}`;
}

/** One line without a bar, for logs: `Uploading 42.0%: 1.2 GB of 3.0 GB, 85.0 MB/s, 0:21 left`. */
export function plainProgress(progress: Progress, bytesPerSecond: number | null): string {
  if (progress.total <= 0) return `${progress.label} …`;
  return `${progress.label} ${percentWords(fractionOf(progress))}: ${figures(progress, bytesPerSecond)}`;
}

/** One line with a bar, at most `columns` wide: figures go before the bar does. */
export function barProgress(progress: Progress, bytesPerSecond: number | null, columns: number): string {
  if (progress.total <= 0) return `${progress.label} …`.slice(0, columns);
  const fraction = fractionOf(progress);
  const filled = Math.floor(fraction * BAR_CELLS);
  const bar = `[${'#'.repeat(filled)}${'-'.repeat(BAR_CELLS - filled)}]`;
  const short = `${progress.label.padEnd(9)} ${bar} ${percentWords(fraction).padStart(6)}`;
  const long = `${short}  ${figures(progress, bytesPerSecond)}`;
  return long.length <= columns ? long : short.slice(0, columns);
}
