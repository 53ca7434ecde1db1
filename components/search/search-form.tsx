'use client';

import { Button, Checkbox, NativeSelect, SegmentedControl } from '@mantine/core';
import { useEffect, useId, useRef } from 'react';
import { useDraft } from '@/components/browser/use-draft';
import { FilterDiagnostics } from '@/components/filter/filter-diagnostics';
import type { FilterError } from '@/lib/core/filter/filter-term';
import { SEARCH_MODES, SEARCH_SCOPES, type SearchMode, type SearchScope } from '@/lib/core/search/search-query';
import styles from './search-form.module.css';

/** What is looked for, and where. */
export interface WantedSearch {
  readonly q: string;
  readonly mode: SearchMode;
  readonly matchCase: boolean;
  readonly within: SearchScope;
  readonly filter: string;
}

interface SearchFormProps {
  /** The search in force. */
  readonly wanted: WantedSearch;
  readonly isRunning: boolean;
  /** Where the expression cannot be read; null where it can, or where that is not known. */
  readonly faultAt: number | null;
  /** What is wrong with the filter in force. */
  readonly filterErrors: readonly FilterError[];
  readonly onChange: (change: Partial<WantedSearch>) => void;
  /** The same search once more. */
  readonly onAgain: () => void;
  readonly onCancel: () => void;
}

const MODE_LABELS: Readonly<Record<SearchMode, string>> = { text: 'Words', regex: 'Regular expression' };
const SCOPE_LABELS: Readonly<Record<SearchScope, string>> = {
  all: 'everything',
  thoughts: 'thoughts',
  queries: 'queries',
  observations: 'observations',
  answers: 'answers',
};

function modeOf(text: string): SearchMode {
  return SEARCH_MODES.find((mode) => mode === text) ?? 'text';
}

function scopeOf(text: string): SearchScope {
  return SEARCH_SCOPES.find((scope) => scope === text) ?? 'all';
}

/** The expression with the character that is at fault marked. */
function Fault({ expression, at }: { readonly expression: string; readonly at: number }) {
  return (
    <code className={styles.fault}>
      {expression.slice(0, at)}
      <mark>{expression.slice(at, at + 1) || '␣'}</mark>
      {expression.slice(at + 1)}
    </code>
  );
}

/** What to look for: words and filter are taken with Enter, everything else at once. */
export function SearchForm({ wanted, isRunning, faultAt, filterErrors, onChange, onAgain, onCancel }: SearchFormProps) {
  const [text, setText] = useDraft(wanted.q);
  const [filter, setFilter] = useDraft(wanted.filter);
  const scopeId = useId();
  const errorId = useId();
  const isWrong = filterErrors.length > 0 && filter.trim() === wanted.filter;
  const box = useRef<HTMLInputElement>(null);
  const isEmpty = wanted.q === '';
  useEffect(() => {
    if (isEmpty) box.current?.focus({ preventScroll: true });
  }, [isEmpty]);

  const submit = () => {
    if (text === wanted.q && filter.trim() === wanted.filter) onAgain();
    else onChange({ q: text, filter: filter.trim() });
  };

  return (
    <form
      className={styles.form}
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        if (text !== '') submit();
      }}
    >
      <div className={styles.line}>
        <input
          ref={box}
          data-search
          className={styles.query}
          type="text"
          value={text}
          maxLength={1000}
          placeholder={wanted.mode === 'regex' ? String.raw`For example \b18\d\d\b` : 'Words, a name, an address …'}
          aria-label="Search the trajectories of this run"
          aria-invalid={faultAt !== null}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="none"
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" disabled={text === ''}>
          Search
        </Button>
        <Button size="sm" variant="default" disabled={!isRunning} onClick={onCancel}>
          Cancel
        </Button>
      </div>
      {faultAt === null ? null : <Fault expression={wanted.q} at={faultAt} />}
      <div className={styles.options}>
        <SegmentedControl
          size="xs"
          aria-label="What the box holds"
          data={SEARCH_MODES.map((mode) => ({ value: mode, label: MODE_LABELS[mode] }))}
          value={wanted.mode}
          onChange={(mode) => onChange({ mode: modeOf(mode), q: text })}
        />
        <Checkbox
          size="xs"
          label="Match case"
          checked={wanted.matchCase}
          onChange={(event) => onChange({ matchCase: event.currentTarget.checked, q: text })}
        />
        <div className={styles.option}>
          <label htmlFor={scopeId}>Look in</label>
          <NativeSelect
            id={scopeId}
            size="xs"
            data={SEARCH_SCOPES.map((scope) => ({ value: scope, label: SCOPE_LABELS[scope] }))}
            value={wanted.within}
            onChange={(event) => onChange({ within: scopeOf(event.currentTarget.value), q: text })}
          />
        </div>
        <label className={styles.filter}>
          of rollouts that pass
          <input
            className={styles.filterBox}
            type="text"
            value={filter}
            aria-invalid={isWrong}
            aria-describedby={isWrong ? errorId : undefined}
            placeholder="all; or a filter like outcome:near_miss"
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
        </label>
      </div>
      {isWrong ? <FilterDiagnostics id={errorId} text={wanted.filter} errors={filterErrors} onFix={setFilter} /> : null}
    </form>
  );
}
