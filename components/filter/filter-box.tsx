'use client';

import { Button } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import { useDraft } from '@/components/browser/use-draft';
import { parseFilter } from '@/lib/core/filter/parse-filter';
import styles from './filter-box.module.css';
import { FilterDiagnostics } from './filter-diagnostics';
import { FilterHelp } from './filter-help';
import { FilterInput } from './filter-input';
import type { LoadWords } from './filter-words';

interface FilterBoxProps {
  /** The filter in force. */
  readonly filter: string;
  /** What is filtered, for screen readers. */
  readonly label: string;
  /** What the filter in force names and the run does not know. */
  readonly notices: readonly { readonly word: string; readonly message: string }[];
  readonly onFilter: (filter: string) => void;
  readonly loadWords: LoadWords;
}

/** The filter of a list: read while it is typed, applied with Enter. */
export function FilterBox({ filter, label, notices, onFilter, loadWords }: FilterBoxProps) {
  const errorId = useId();
  const [text, setText] = useDraft(filter);
  const [offeredAt, setOfferedAt] = useState<number | null>(null);
  const parsed = useMemo(() => parseFilter(text), [text]);
  const errors = parsed.kind === 'error' ? parsed.errors : [];
  // A word that is still being typed is not wrong yet.
  const shown = errors.filter(({ position, length }) => offeredAt === null || position + length !== offeredAt);
  const isWrong = shown.length > 0;

  return (
    <form
      className={styles.box}
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        setOfferedAt(null);
        if (errors.length === 0) onFilter(text.trim());
      }}
    >
      <div className={styles.line}>
        <FilterInput
          text={text}
          label={label}
          isWrong={isWrong}
          describedBy={isWrong ? errorId : undefined}
          onText={setText}
          loadWords={loadWords}
          onOffer={setOfferedAt}
        />
        <Button type="submit" size="xs" disabled={isWrong}>
          Apply
        </Button>
        {filter === '' ? null : (
          <Button size="xs" variant="default" onClick={() => onFilter('')}>
            Clear
          </Button>
        )}
        <FilterHelp />
      </div>
      {isWrong ? <FilterDiagnostics id={errorId} text={text} errors={shown} onFix={setText} /> : null}
      {notices.length > 0 && text.trim() === filter ? (
        <ul className={styles.notices} role="status" aria-label="What the filter names and this run does not know">
          {notices.map(({ word, message }) => (
            <li key={`${word} ${message}`}>{message}.</li>
          ))}
        </ul>
      ) : null}
    </form>
  );
}
