import type { SpanKind } from '@/lib/core/rollout/transcript';

/** `text` looks for the words as they are written; `regex` for a regular expression in JavaScript's syntax. */
export const SEARCH_MODES = ['text', 'regex'] as const;
export type SearchMode = (typeof SEARCH_MODES)[number];

/** In which texts of a rollout to look. `all` takes in prompts and what an assistant wrote outside the other four. */
export const SEARCH_SCOPES = ['all', 'thoughts', 'queries', 'observations', 'answers'] as const;
export type SearchScope = (typeof SEARCH_SCOPES)[number];

export interface SearchQuery {
  /** The words, or the source of the expression. Never empty. */
  readonly text: string;
  readonly mode: SearchMode;
  readonly matchCase: boolean;
  readonly within: SearchScope;
}

const KIND_OF_SCOPE: Readonly<Record<Exclude<SearchScope, 'all'>, SpanKind>> = {
  thoughts: 'thought',
  queries: 'query',
  observations: 'observation',
  answers: 'answer',
};

/** The kind of span a scope takes in; null for all of them. */
export function kindOfScope(within: SearchScope): SpanKind | null {
  return within === 'all' ? null : KIND_OF_SCOPE[within];
}

/**
 * The expression that decides what is a hit, in both modes.
 *
 * - Flags `g` and `u`; `i` unless case matters; in mode `regex` also `m`: `^` and `$` stand at the ends of lines.
 * - Case is ignored by Unicode simple case folding, the same in every language: `STRASSE` does not find `Straße` (only
 *   ẞ and ß are the same), a dotless ı and a dotted İ are letters of their own, and the Kelvin sign is a k.
 * - Nothing else is folded: typographic quotes, accents and kinds of space must be written as the text has them.
 *
 * @throws SyntaxError where the source of an expression cannot be read
 * @example compileSearch({ text: 'Polar (Year)', mode: 'text', matchCase: false, within: 'all' }).test('a polar (year)')
 */
export function compileSearch({ text, mode, matchCase }: SearchQuery): RegExp {
  const flags = `gu${matchCase ? '' : 'i'}`;
  return mode === 'regex' ? new RegExp(text, `${flags}m`) : new RegExp(escapeText(text), flags);
}

function escapeText(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
