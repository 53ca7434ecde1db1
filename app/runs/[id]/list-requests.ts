import type { LoadWords } from '@/components/filter/filter-words';
import { formatQuantity } from '@/components/format/format-number';
import type { ViewChange } from '@/components/views/view-entry';
import { filterWordsSchema } from '@/lib/api/schemas/filter-words';
import { problemSchema } from '@/lib/api/schemas/health';
import type { CreateView } from '@/lib/api/schemas/view';

/** Asks the API for words of a run. */
export function wordsOfRun(runId: number): LoadWords {
  return async (field, prefix, signal) => {
    const query = new URLSearchParams({ field, prefix: prefix.slice(0, 200) });
    const response = await fetch(`/api/v1/runs/${runId}/filter-words?${query}`, { signal });
    if (!response.ok) return [];
    const { items, counted } = filterWordsSchema.parse(await response.json());
    const unit = counted === 'questions' ? 'question' : 'rollout';
    return items.map(({ word, count, means }) => ({
      word,
      means: [count === 0 ? `no ${unit}s yet` : formatQuantity(count, unit), means]
        .filter((part) => part !== null)
        .join(': '),
    }));
  };
}

async function change(path: string, method: string, body?: unknown): Promise<ViewChange> {
  try {
    const init =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(path, { method, ...init });
    if (response.ok) return { kind: 'done' };
    const problem = problemSchema.parse(await response.json());
    if (problem.code === 'view_exists') return { kind: 'taken' };
    return { kind: 'failed', message: `${problem.title}: ${problem.detail}.` };
  } catch {
    return { kind: 'failed', message: 'The server does not answer. Nothing was changed.' };
  }
}

/** The saved views of a run through the API. */
export function viewRequests(runId: number) {
  const base = `/api/v1/runs/${runId}/views`;
  return {
    save: (view: CreateView) => change(base, 'POST', view),
    rename: (id: string, name: string) => change(`${base}/${id}`, 'PATCH', { name }),
    remove: (id: string) => change(`${base}/${id}`, 'DELETE'),
  };
}
