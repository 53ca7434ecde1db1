'use client';

import { useState } from 'react';

/** A value being edited: follows the given one whenever that changes, and is the user's own in between. */
export function useDraft<Value>(given: Value): readonly [Value, (next: Value) => void] {
  const [draft, setDraft] = useState(given);
  const [from, setFrom] = useState(given);
  if (from !== given) {
    setFrom(given);
    setDraft(given);
    return [given, setDraft];
  }
  return [draft, setDraft];
}
