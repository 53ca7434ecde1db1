import type { GoldQuestion, ImportEvent } from '@/lib/import/importer';

/** What a set of gold entities holds, in file order. */
export type EntityEvent =
  | { readonly kind: 'question'; readonly line: number; readonly question: GoldQuestion }
  | Extract<ImportEvent, { kind: 'issue' }>;
