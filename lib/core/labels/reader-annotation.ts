import { isLabel } from './label-word';

/** The longest note, in UTF-16 units. */
export const NOTE_LENGTH = 10_000;
/** The most labels a rollout carries. */
export const MOST_LABELS = 50;

/** What readers wrote on a rollout. */
export interface ReaderAnnotation {
  /** Each passes isLabel, none twice. */
  readonly labels: readonly string[];
  /** Not empty; null where there is none. */
  readonly note: string | null;
}

/**
 * Labels and note as an export writes them under `nearmiss`. What is none of ours (another type, a word that is no label,
 * more than fits) is left out: the member belongs to us, and nothing else writes it.
 *
 * @returns null where there is neither
 * @example readAnnotation({ labels: ['zebra'], note: '' }) // { labels: ['zebra'], note: null }
 */
export function readAnnotation(value: unknown): ReaderAnnotation | null {
  if (typeof value !== 'object' || value === null) return null;
  const given: unknown = 'labels' in value ? value.labels : null;
  const labels = Array.isArray(given)
    ? [...new Set(given.filter((word) => typeof word === 'string' && isLabel(word)))].slice(0, MOST_LABELS)
    : [];
  const text: unknown = 'note' in value ? value.note : null;
  const note = typeof text === 'string' && text !== '' && text.length <= NOTE_LENGTH ? text : null;
  return labels.length === 0 && note === null ? null : { labels, note };
}
