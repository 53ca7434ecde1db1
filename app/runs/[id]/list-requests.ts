import type { LoadWords } from '@/components/filter/filter-words';
import { formatQuantity } from '@/components/format/format-number';
import { askApi, changeNamed } from '@/app/api-requests';
import type { FilterWords } from '@/lib/api/schemas/filter-words';
import type { CreateView } from '@/lib/api/schemas/view';

/** Asks the API for words of a run. */
export function wordsOfRun(runId: number): LoadWords {
  return async (field, prefix, signal) => {
    const query = new URLSearchParams({ field, prefix: prefix.slice(0, 200) });
    const { items, counted } = await askApi<FilterWords>(`/api/v1/runs/${runId}/filter-words?${query}`, signal);
    const unit = counted === 'questions' ? 'question' : 'rollout';
    return items.map(({ word, count, means }) => ({
      word,
      means: [count === 0 ? `no ${unit}s yet` : formatQuantity(count, unit), means]
        .filter((part) => part !== null)
        .join(': '),
    }));
  };
}

/** The saved views of a run through the API. */
export function viewRequests(runId: number) {
  const base = `/api/v1/runs/${runId}/views`;
  const takenCode = 'view_exists';
  return {
    save: (view: CreateView) => changeNamed(base, { method: 'POST', body: view, takenCode }),
    rename: (id: string, name: string) => changeNamed(`${base}/${id}`, { method: 'PATCH', body: { name }, takenCode }),
    remove: (id: string) => changeNamed(`${base}/${id}`, { method: 'DELETE', takenCode }),
  };
}
