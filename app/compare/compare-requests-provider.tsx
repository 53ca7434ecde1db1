'use client';

import type { ReactNode } from 'react';
import { z } from 'zod';
import { CompareRequestsContext, type CompareRequests } from '@/components/compare/compare-requests';
import { savedEntries } from '@/components/compare/saved-entry';
import type { ViewChange } from '@/components/views/view-entry';
import { savedComparisonListSchema } from '@/lib/api/schemas/compare-saved';
import { problemSchema } from '@/lib/api/schemas/health';

/** The newest runs that are offered; the runs page has all of them. */
const RUNS_OFFERED = 500;
const runsSchema = z.object({ items: z.array(z.object({ id: z.int(), name: z.string() })) });

async function change(path: string, method: string, body?: unknown): Promise<ViewChange> {
  try {
    const init =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(path, { method, ...init });
    if (response.ok) return { kind: 'done' };
    const problem = problemSchema.parse(await response.json());
    if (problem.code === 'comparison_exists') return { kind: 'taken' };
    return { kind: 'failed', message: `${problem.title}: ${problem.detail}.` };
  } catch {
    return { kind: 'failed', message: 'The server does not answer. Nothing was changed.' };
  }
}

const BASE = '/api/v1/comparisons';

const REQUESTS: CompareRequests = {
  loadSaved: async () => {
    const response = await fetch(BASE);
    return response.ok ? savedEntries(savedComparisonListSchema.parse(await response.json()).items) : [];
  },
  save: (name, query, replace) => change(BASE, 'POST', { name, query, replace }),
  rename: (id, name) => change(`${BASE}/${id}`, 'PATCH', { name }),
  remove: (id) => change(`${BASE}/${id}`, 'DELETE'),
  loadRuns: async () => {
    const response = await fetch(`/api/v1/runs?limit=${RUNS_OFFERED}`);
    return response.ok ? runsSchema.parse(await response.json()).items : [];
  },
};

/** Gives the menus of every page of a comparison their way to the API. */
export function CompareRequestsProvider({ children }: { readonly children: ReactNode }) {
  return <CompareRequestsContext value={REQUESTS}>{children}</CompareRequestsContext>;
}
