'use client';

import type { ReactNode } from 'react';
import { askApi, changeNamed } from '@/app/api-requests';
import { CompareRequestsContext, type CompareRequests } from '@/components/compare/compare-requests';
import { savedEntries } from '@/components/compare/saved-entry';
import type { SavedComparisonItem } from '@/lib/api/schemas/compare-saved';
import type { RunListItem } from '@/lib/api/schemas/run';

/** The newest runs that are offered; the runs page has all of them. */
const RUNS_OFFERED = 500;

const BASE = '/api/v1/comparisons';
const takenCode = 'comparison_exists';
/** Where the server does not answer: a menu without entries. */
const NOTHING = { items: [] };

const REQUESTS: CompareRequests = {
  loadSaved: async () => {
    const { items } = await askApi<{ items: SavedComparisonItem[] }>(BASE).catch(() => NOTHING);
    return savedEntries(items);
  },
  save: (name, query, replace) => changeNamed(BASE, { method: 'POST', body: { name, query, replace }, takenCode }),
  rename: (id, name) => changeNamed(`${BASE}/${id}`, { method: 'PATCH', body: { name }, takenCode }),
  remove: (id) => changeNamed(`${BASE}/${id}`, { method: 'DELETE', takenCode }),
  loadRuns: async () => {
    const { items } = await askApi<{ items: RunListItem[] }>(`/api/v1/runs?limit=${RUNS_OFFERED}`).catch(() => NOTHING);
    return items;
  },
};

/** Gives the menus of every page of a comparison their way to the API. */
export function CompareRequestsProvider({ children }: { readonly children: ReactNode }) {
  return <CompareRequestsContext value={REQUESTS}>{children}</CompareRequestsContext>;
}
