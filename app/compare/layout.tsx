import type { ReactNode } from 'react';
import { CompareRequestsProvider } from './compare-requests-provider';

/** Around every page of a comparison: what its menus ask the server for. */
export default function CompareLayout({ children }: { readonly children: ReactNode }) {
  return <CompareRequestsProvider>{children}</CompareRequestsProvider>;
}
