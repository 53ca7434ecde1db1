'use client';

import { createContext, useContext, type ReactNode } from 'react';

const Provenance = createContext('');

/** What every chart within was computed from and how: downloads carry it. One within another adds to it. */
export function ChartProvenance({ line, children }: { readonly line: string; readonly children: ReactNode }) {
  const outer = useContext(Provenance);
  return <Provenance value={outer === '' ? line : `${outer} ${line}`}>{children}</Provenance>;
}

export function useChartProvenance(): string {
  return useContext(Provenance);
}
