/** How fast an upload goes, smoothed. */
export interface UploadPace {
  readonly atMs: number;
  readonly bytes: number;
  /** Null until two readings lie half a second apart. */
  readonly bytesPerSecond: number | null;
}

const SHORTEST_READING_MS = 500;
/** After this long a change of speed counts for about two thirds. */
const MEMORY_MS = 5000;

export function startPace(atMs: number, bytes: number): UploadPace {
  return { atMs, bytes, bytesPerSecond: null };
}

/** The pace after `bytes` are there at `atMs`; readings that lie close together are waited out. */
export function nextPace(pace: UploadPace, atMs: number, bytes: number): UploadPace {
  const elapsedMs = atMs - pace.atMs;
  if (bytes < pace.bytes) return startPace(atMs, bytes);
  if (elapsedMs < SHORTEST_READING_MS) return pace;
  const now = ((bytes - pace.bytes) / elapsedMs) * 1000;
  const weight = pace.bytesPerSecond === null ? 1 : 1 - Math.exp(-elapsedMs / MEMORY_MS);
  const bytesPerSecond = (pace.bytesPerSecond ?? 0) * (1 - weight) + now * weight;
  return { atMs, bytes, bytesPerSecond };
}

/** Seconds left at this pace; null where that is not known. */
export function secondsLeft({ bytes, bytesPerSecond }: UploadPace, total: number): number | null {
  return bytesPerSecond === null || bytesPerSecond <= 0 ? null : (total - bytes) / bytesPerSecond;
}

/** `40 s`, `3 min`, `2 h 5 min` left. */
export function durationWords(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
