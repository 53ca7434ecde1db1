import type { SearchEvent } from '@/lib/api/schemas/search';

import type { FoundRollout, SearchCounts } from './search-protocol';
import type { SearchReport } from './search-thread-handle';
import type { AdmittedSearch } from './search-threads';

const PROGRESS_EVERY_MS = 300;
const NOTHING_YET: SearchCounts = { rolloutsSearched: 0, bytesSearched: 0, hits: 0, rolloutsWithHits: 0 };

type EndEvent = Extract<SearchEvent, { kind: 'end' }>;
type FoundEvent = Extract<SearchEvent, { kind: 'rollout' }>;
type LastReport = Exclude<SearchReport, { kind: 'found' | 'progress' }>;

export interface SearchStreamParts {
  readonly search: AdmittedSearch;
  readonly rolloutsTotal: number;
  /** What is told of a rollout beside its hits. */
  readonly describe: (found: FoundRollout) => Promise<FoundEvent>;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

/**
 * Runs a search and writes what it finds as JSON lines, as it finds it. Closing the stream, or the signal, ends the search
 * at once. Memory is bounded by the limit on hits; a client that does not read gets no further lines on progress.
 */
export function searchStream(parts: SearchStreamParts): ReadableStream<Uint8Array> {
  let lines: SearchLines | null = null;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      lines = new SearchLines(parts, controller);
      lines.start();
    },
    cancel: () => lines?.stop(),
  });
}

class SearchLines {
  readonly #parts: SearchStreamParts;
  readonly #controller: ReadableStreamDefaultController<Uint8Array>;
  readonly #encoder = new TextEncoder();
  /** Lines in the order of the reports; what is told of a rollout is read from the database. */
  #written: Promise<void> = Promise.resolve();
  #counts = NOTHING_YET;
  #progress: NodeJS.Timeout | null = null;
  #open = true;

  constructor(parts: SearchStreamParts, controller: ReadableStreamDefaultController<Uint8Array>) {
    this.#parts = parts;
    this.#controller = controller;
  }

  start(): void {
    const { search, signal } = this.#parts;
    if (signal.aborted) this.stop();
    signal.addEventListener('abort', () => this.stop(), { once: true });
    this.#writeProgress();
    this.#progress = setInterval(() => this.#writeProgress(), PROGRESS_EVERY_MS);
    search
      .run((report) => this.#hear(report))
      .then(() => this.#written)
      .catch((error: unknown) => {
        console.error(error);
        this.#writeEnd({ kind: 'failed', code: 'internal', message: String(error) });
      })
      .finally(() => this.#close());
  }

  /** The client has gone. */
  stop(): void {
    this.#parts.search.cancel();
    this.#close();
  }

  #hear(report: SearchReport): void {
    if ('counts' in report) this.#counts = report.counts;
    if (report.kind === 'progress') return;
    this.#written = this.#written.then(() =>
      report.kind === 'found' ? this.#writeFound(report.rollout) : this.#writeEnd(report),
    );
  }

  async #writeFound(found: FoundRollout): Promise<void> {
    if (!this.#open) return;
    this.#write(await this.#parts.describe(found));
    for (const hit of found.hits) this.#write({ kind: 'hit', n: found.n, ...hit });
  }

  #writeProgress(): void {
    const isRead = (this.#controller.desiredSize ?? 0) > 0;
    if (isRead) this.#write({ kind: 'progress', ...this.#countsOf() });
  }

  #writeEnd(report: LastReport): void {
    const how = howItEnded(report, this.#parts.rolloutsTotal);
    if (how !== null) this.#write({ kind: 'end', ...how, ...this.#countsOf() });
  }

  #countsOf() {
    return { ...this.#counts, rolloutsTotal: this.#parts.rolloutsTotal };
  }

  #write(event: SearchEvent): void {
    if (this.#open) this.#controller.enqueue(this.#encoder.encode(`${JSON.stringify(event)}\n`));
  }

  #close(): void {
    if (!this.#open) return;
    this.#open = false;
    if (this.#progress !== null) clearInterval(this.#progress);
    try {
      this.#controller.close();
    } catch {
      // The client closed the stream first.
    }
  }
}

/** Null where the client ended the search itself and hears no more. */
function howItEnded(report: LastReport, rolloutsTotal: number): Pick<EndEvent, 'reason' | 'code' | 'detail'> | null {
  if (report.kind === 'end') {
    return report.reason === 'cancelled' ? null : { reason: report.reason, code: null, detail: null };
  }
  if (report.kind === 'overdue') {
    const far = `after ${report.ms / 1000} s, with ${report.counts.rolloutsSearched} of ${rolloutsTotal} rollouts searched`;
    return { reason: 'stopped', code: 'expression_too_slow', detail: `stopped ${far}: the expression takes too long` };
  }
  if (report.kind === 'stuck') {
    const detail = `stopped after ${report.ms / 1000} s in rollout ${report.rollout}: the expression takes too long`;
    return { reason: 'stopped', code: 'expression_too_slow', detail };
  }
  if (report.code === 'expression_too_large') return { reason: 'stopped', code: report.code, detail: report.message };
  console.error(`search: ${report.message}`);
  return { reason: 'failed', code: 'internal', detail: 'the search broke off; the log of the server has more' };
}
