'use client';

import { createParser, parseAsBoolean, parseAsString, useQueryStates } from 'nuqs';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { formatCount } from '@/components/format/format-number';
import barButton from './bar-button.module.css';
import styles from './find-bar.module.css';
import { useReader } from './reader-context';
import { hitInText, hitText } from '@/components/rollout/reading-address';
import type { RequestFound } from './use-find';
import { useFind } from './use-find';

interface FindBarProps {
  readonly request: RequestFound;
}

/** What the address says of the finder; nothing is looked for by default. */
const findParsers = {
  find: parseAsString.withDefault(''),
  case: parseAsBoolean.withDefault(false),
  hit: createParser({ parse: hitInText, serialize: hitText }),
};
/** A query of the API has at most so many characters. */
const LONGEST_QUERY = 500;

/** Looks for a text in the whole rollout, also where it is not drawn, and goes from place to place. */
export function FindBar({ request }: FindBarProps) {
  const reader = useReader();
  const hintId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [{ find, case: matchCase, hit }, setFind] = useQueryStates(findParsers, { history: 'replace', shallow: true });
  const [text, setText] = useState(find);
  const { state, step: stepPlace } = useFind(reader, { text, matchCase, hit }, request);
  useEffect(() => {
    void setFind({ find: text });
  }, [setFind, text]);
  /** The address names the hit it was opened with only as long as that is what is shown. */
  const write = (next: string) => {
    setText(next);
    void setFind({ hit: null });
  };
  const step = (offset: 1 | -1) => {
    stepPlace(offset);
    void setFind({ hit: null });
  };
  const close = () => {
    write('');
    field.current?.blur();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    else if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else return;
    event.preventDefault();
  };
  return (
    <form
      role="search"
      className={styles.find}
      aria-label="Find in this rollout"
      onSubmit={(event) => event.preventDefault()}
    >
      <input
        ref={field}
        data-search
        type="text"
        className={styles.field}
        value={text}
        maxLength={LONGEST_QUERY}
        placeholder="Find in this rollout ( / )"
        aria-label="Find in this rollout"
        aria-describedby={hintId}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <output id={hintId} className={styles.count}>
        {wordsOf(state)}
      </output>
      <button
        type="button"
        className={barButton.button}
        aria-label="Previous place"
        disabled={state.total === 0}
        onClick={() => step(-1)}
      >
        ↑
      </button>
      <button
        type="button"
        className={barButton.button}
        aria-label="Next place"
        disabled={state.total === 0}
        onClick={() => step(1)}
      >
        ↓
      </button>
      <button
        type="button"
        className={barButton.button}
        aria-label="Match case"
        aria-pressed={matchCase}
        data-tip="Match case"
        onClick={() => void setFind({ case: !matchCase })}
      >
        Aa
      </button>
      {text === '' ? null : (
        <button type="button" className={barButton.button} aria-label="Close find" onClick={close}>
          ×
        </button>
      )}
    </form>
  );
}

function wordsOf({ kind, total, at, reason }: ReturnType<typeof useFind>['state']): string {
  if (kind === 'idle') return '';
  if (kind === 'failed') return reason;
  if (kind === 'looking') return 'looking …';
  return total === 0 ? 'not in this rollout' : `${formatCount(at + 1)} of ${formatCount(total)}`;
}
