/** A ground-truth entity of a question. `aliases` are read by the matcher `aliases` only. */
export interface Entity {
  readonly name: string;
  readonly aliases: readonly string[];
}

/**
 * How an entity's name is looked for in a text.
 * - `exact`: case-sensitive substring (the paper's rule, arXiv 2510.24694 App. B.2)
 * - `casefold`: both sides in Unicode lower case
 * - `normalised`: NFKC, straight quotes and dashes, collapsed white space, lower case
 * - `aliases`: `normalised`, and any alias counts (the paper's robust matching, App. H)
 */
export const MATCHERS = ['exact', 'casefold', 'normalised', 'aliases'] as const;
export type Matcher = (typeof MATCHERS)[number];

/** The four scopes of text in which an entity is looked for. The paper's is `thoughts`. */
export const SCOPES = ['thoughts', 'queries', 'observations', 'answer'] as const;
export type Scope = (typeof SCOPES)[number];
