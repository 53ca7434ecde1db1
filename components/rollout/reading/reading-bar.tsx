'use client';

import { parseAsBoolean, useQueryState } from 'nuqs';
import { useEffect } from 'react';
import { formatCount } from '@/components/format/format-number';
import { isTyping } from '@/components/shell/keyboard';
import { FindBar } from './find-bar';
import { useReader, useReaderState } from './reader-context';
import barButton from './bar-button.module.css';
import styles from './reading-bar.module.css';
import type { RequestFound } from './use-find';

interface ReadingBarProps {
  readonly request: RequestFound;
}

/** Whether texts are drawn as they were written; the address remembers it. */
export function useRawTexts() {
  return useQueryState('raw', parseAsBoolean.withDefault(false).withOptions({ history: 'replace', shallow: true }));
}

/** Stays on top of the turns: where the reader is, the way to the next turn and mention, the finder. */
export function ReadingBar({ request }: ReadingBarProps) {
  const reader = useReader();
  const current = useReaderState(({ currentTurn }) => currentTurn);
  const [raw, setRaw] = useRawTexts();
  const last = reader.outline.turns.at(-1) ?? 0;
  const hasMentions = reader.trails.some((trail) => trail.length > 0);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'R' && !isTyping(event)) void setRaw(!raw);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [raw, setRaw]);
  return (
    <div className={styles.bar}>
      <FindBar request={request} />
      <div className={styles.steps} role="group" aria-label="Go through the turns">
        <span className={styles.place}>
          Turn {formatCount(current)} of {formatCount(last)}
        </span>
        <button
          type="button"
          className={barButton.button}
          aria-label="Previous turn"
          data-tip="Previous turn ( k )"
          onClick={() => reader.stepTurn(-1)}
        >
          ↑
        </button>
        <button
          type="button"
          className={barButton.button}
          aria-label="Next turn"
          data-tip="Next turn ( j )"
          onClick={() => reader.stepTurn(1)}
        >
          ↓
        </button>
        {hasMentions ? (
          <>
            <span className={styles.place}>Entities</span>
            <button
              type="button"
              className={barButton.button}
              aria-label="Previous entity mention"
              data-tip="Previous mention ( E )"
              onClick={() => reader.stepMention(null, -1)}
            >
              ↑
            </button>
            <button
              type="button"
              className={barButton.button}
              aria-label="Next entity mention"
              data-tip="Next mention ( e )"
              onClick={() => reader.stepMention(null, 1)}
            >
              ↓
            </button>
          </>
        ) : null}
        <button
          type="button"
          className={barButton.button}
          aria-pressed={raw}
          data-tip="Texts as they were written ( R )"
          onClick={() => void setRaw(!raw)}
        >
          Raw text
        </button>
      </div>
    </div>
  );
}
