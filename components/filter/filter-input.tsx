'use client';

import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { FilterOption } from '@/lib/core/filter/complete-filter';
import styles from './filter-box.module.css';
import type { LoadWords } from './filter-words';
import { useCompletion } from './use-completion';

interface FilterInputProps {
  readonly text: string;
  readonly label: string;
  readonly isWrong: boolean;
  readonly describedBy: string | undefined;
  readonly onText: (text: string) => void;
  readonly loadWords: LoadWords;
  /** The place the reader types at, while something is offered there; null when the list closes. */
  readonly onOffer: (caret: number | null) => void;
}

/** An operator or a field stands at its end when more has to follow. */
function wantsMore(insert: string): boolean {
  return /[: "]$/.test(insert) && !/^".*"$/.test(insert);
}

/** The text of a filter as a combobox: what can follow is offered while it is typed. */
export function FilterInput(props: FilterInputProps) {
  const { text, onText, onOffer } = props;
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(-1);
  const moveTo = useRef<number | null>(null);
  const completion = useCompletion(text, caret, props.loadWords);
  const options = completion?.options ?? [];
  const isOpen = caret !== null && options.length > 0;
  const activeId = isOpen && active >= 0 && active < options.length ? `${listId}-${active}` : undefined;

  useLayoutEffect(() => {
    const place = moveTo.current;
    moveTo.current = null;
    if (place !== null) input.current?.setSelectionRange(place, place);
  });
  useLayoutEffect(() => {
    if (activeId !== undefined)
      document.querySelector(`#${CSS.escape(activeId)}`)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);

  const offerAt = (place: number | null) => {
    setCaret(place);
    setActive(-1);
    onOffer(place);
  };
  const accept = ({ insert }: FilterOption) => {
    if (completion === null) return;
    const place = completion.from + insert.length;
    moveTo.current = place;
    onText(`${text.slice(0, completion.from)}${insert}${text.slice(completion.to)}`);
    input.current?.focus();
    offerAt(wantsMore(insert) ? place : null);
  };
  const step = (by: number) => {
    const count = options.length;
    setActive((before) => (before < 0 ? (by > 0 ? 0 : count - 1) : (before + by + count) % count));
  };
  const take = (event: KeyboardEvent<HTMLInputElement>) => {
    const chosen = activeId === undefined || event.shiftKey ? undefined : options[active];
    if (chosen !== undefined) {
      event.preventDefault();
      accept(chosen);
    } else if (event.key === 'Enter') offerAt(null);
  };
  const move = (event: KeyboardEvent<HTMLInputElement>, by: number) => {
    event.preventDefault();
    if (isOpen) step(by);
    else offerAt(event.currentTarget.selectionStart ?? text.length);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    switch (event.key) {
      case 'ArrowDown':
        return move(event, 1);
      case 'ArrowUp':
        return move(event, -1);
      case 'Enter':
      case 'Tab':
        return take(event);
      case 'Escape':
        if (caret === null) return undefined;
        event.preventDefault();
        return offerAt(null);
      default:
        return undefined;
    }
  };

  return (
    <div className={styles.field}>
      <input
        ref={input}
        data-search
        className={styles.input}
        type="text"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-activedescendant={activeId}
        aria-label={props.label}
        aria-invalid={props.isWrong}
        aria-describedby={props.describedBy}
        value={text}
        placeholder="Filter, for example outcome:near_miss tools:<=4"
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          onText(event.currentTarget.value);
          offerAt(event.currentTarget.selectionStart ?? event.currentTarget.value.length);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => offerAt(null)}
      />
      <div id={listId} role="listbox" aria-label="What can follow" className={styles.options} hidden={!isOpen}>
        {isOpen
          ? options.map((option, at) => (
              <div
                key={`${option.label} ${option.insert}`}
                id={`${listId}-${at}`}
                role="option"
                tabIndex={-1}
                aria-selected={at === active}
                className={styles.option}
                onMouseDown={(event) => {
                  // The box keeps the focus.
                  event.preventDefault();
                  accept(option);
                }}
              >
                <code>{option.label}</code>
                <span>{option.means}</span>
              </div>
            ))
          : null}
      </div>
    </div>
  );
}
