/** A note that was typed and not saved, with the date of the note it was typed over. */
export interface NoteDraft {
  readonly text: string;
  readonly basedOn: string | null;
}

function keyOf(address: string): string {
  return `nearmiss note ${address}`;
}

/** Reads what a store holds; null where that is no draft. */
export function parseDraft(stored: string | null): NoteDraft | null {
  if (stored === null) return null;
  try {
    const value: unknown = JSON.parse(stored);
    if (typeof value !== 'object' || value === null || !('text' in value) || !('basedOn' in value)) return null;
    const { text, basedOn } = value;
    if (typeof text !== 'string' || (typeof basedOn !== 'string' && basedOn !== null)) return null;
    return { text, basedOn };
  } catch {
    return null;
  }
}

/** The draft kept in this browser for a rollout; null where there is none, or where the browser keeps nothing. */
export function loadDraft(address: string): NoteDraft | null {
  try {
    return parseDraft(localStorage.getItem(keyOf(address)));
  } catch {
    return null;
  }
}

/** Keeps a draft at each key press, so that no way of leaving the page loses it. False where the browser cannot. */
export function keepDraft(address: string, draft: NoteDraft): boolean {
  try {
    localStorage.setItem(keyOf(address), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(address: string): void {
  try {
    localStorage.removeItem(keyOf(address));
  } catch {
    // A browser that keeps nothing has nothing to drop.
  }
}
