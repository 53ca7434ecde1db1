import { ApiError } from '@/lib/api/problem';
import { IdleThreads } from '@/lib/api/threads/idle-threads';

import { CONTROL, type SearchTask } from './search-protocol';
import { SearchThreadHandle, type SearchReport } from './search-thread-handle';

/** Searches at one time. Each keeps a core busy; the pages are served beside them. */
const MOST_SEARCHES = 3;

/** A search that was let in. `run` it once; `cancel` it at any time, as often as one likes. */
export interface AdmittedSearch {
  readonly run: (onReport: (report: SearchReport) => void) => Promise<void>;
  readonly cancel: () => void;
}

/**
 * The search threads of this process: up to three, started when there is something to search and kept a minute for the
 * next search. They run beside the server of the pages rather than in the worker process, so that a search is answered
 * while an import fills that one; each has a database connection of its own, so that no page waits for one of the
 * server's.
 */
export class SearchThreads {
  #admitted = 0;
  readonly #threads = new IdleThreads(() => new SearchThreadHandle());

  /** @throws ApiError too_many_searches */
  admit(task: Omit<SearchTask, 'kind' | 'control'>): AdmittedSearch {
    if (this.#admitted >= MOST_SEARCHES) {
      throw new ApiError(
        'too_many_searches',
        `${MOST_SEARCHES} searches are running, as many as this server runs at once; try again when one has ended`,
      );
    }
    this.#admitted += 1;
    const control = new Int32Array(new SharedArrayBuffer(Object.keys(CONTROL).length * Int32Array.BYTES_PER_ELEMENT));
    return {
      run: async (onReport) => {
        const thread = this.#threads.take();
        try {
          await thread.search({ ...task, kind: 'search', control }, onReport);
        } finally {
          this.#admitted -= 1;
          this.#threads.putBack(thread);
        }
      },
      cancel: () => void Atomics.store(control, CONTROL.cancelled, 1),
    };
  }

  /** Asks all threads without work to end, and waits for them. For tests and commands that end. */
  async close(): Promise<void> {
    await this.#threads.close();
  }
}

declare global {
  /** One set of threads a process, however often a bundle holds this module. */
  var nearmissSearchThreads: SearchThreads | undefined;
}

export function searchThreads(): SearchThreads {
  return (globalThis.nearmissSearchThreads ??= new SearchThreads());
}
