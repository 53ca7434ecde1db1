/** A word of the run that a filter can name. */
export interface RunWord {
  readonly word: string;
  /** How often it occurs, or what it means. */
  readonly means: string;
}

/**
 * Asks for the words of a field that contain a text.
 *
 * @param signal ends the question when something else is typed
 */
export type LoadWords = (field: string, text: string, signal: AbortSignal) => Promise<readonly RunWord[]>;
