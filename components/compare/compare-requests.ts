'use client';

import { createContext, useContext } from 'react';
import type { ViewChange, ViewEntry } from '@/components/views/view-entry';

/** A run that can be put beside those compared. */
export interface RunOnOffer {
  readonly id: number;
  readonly name: string;
}

/** What the pages of a comparison ask of the server, once somebody opens a menu. */
export interface CompareRequests {
  readonly loadSaved: () => Promise<readonly ViewEntry[]>;
  /** @param query what `savedQueryOf` keeps of an address */
  readonly save: (name: string, query: string, replace: boolean) => Promise<ViewChange>;
  readonly rename: (id: string, name: string) => Promise<ViewChange>;
  readonly remove: (id: string) => Promise<ViewChange>;
  /** Newest first. */
  readonly loadRuns: () => Promise<readonly RunOnOffer[]>;
}

export const CompareRequestsContext = createContext<CompareRequests | null>(null);

export function useCompareRequests(): CompareRequests {
  const requests = useContext(CompareRequestsContext);
  if (requests === null) throw new RangeError('the pages of a comparison stand inside app/compare/layout.tsx');
  return requests;
}
