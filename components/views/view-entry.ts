/** A saved view as the menu shows it. */
export interface ViewEntry {
  readonly id: string;
  readonly name: string;
  readonly filter: string;
  /** The list as it was saved. */
  readonly href: string;
}

/** What came of changing the saved views: a sentence where it failed, and whether the name was taken. */
export type ViewChange =
  { readonly kind: 'done' } | { readonly kind: 'taken' } | { readonly kind: 'failed'; readonly message: string };

/** Characters of a view's name, at most. */
export const LONGEST_VIEW_NAME = 100;
