import type { ReactNode } from 'react';
import type { FilterError } from '@/lib/core/filter/filter-term';
import styles from './filter-box.module.css';

interface FilterDiagnosticsProps {
  readonly id: string;
  readonly text: string;
  readonly errors: readonly FilterError[];
  readonly onFix: (text: string) => void;
}

/** The text with each wrong part marked; a part of no length is shown as a space. */
function markedText(text: string, errors: readonly FilterError[]): readonly ReactNode[] {
  const parts: ReactNode[] = [];
  let shown = 0;
  for (const { position, length } of errors) {
    if (position < shown) continue;
    parts.push(text.slice(shown, position));
    parts.push(<mark key={position}>{text.slice(position, position + length) || '␣'}</mark>);
    shown = position + length;
  }
  return [...parts, text.slice(shown)];
}

/** What cannot be read in a filter, each with its place, and what was probably meant. */
export function FilterDiagnostics({ id, text, errors, onFix }: FilterDiagnosticsProps) {
  return (
    <div id={id} className={styles.error} role="alert">
      <code>{markedText(text, errors)}</code>
      <ul className={styles.errors}>
        {errors.map(({ position, length, word, message, suggestion }) => (
          <li key={`${position} ${message}`}>
            {word === '' ? null : <b>{word.length > 40 ? `${word.slice(0, 40)}…` : word}</b>} {message}
            {suggestion === null ? null : (
              <>
                {'. '}
                <button
                  type="button"
                  className={styles.fix}
                  onClick={() => onFix(`${text.slice(0, position)}${suggestion}${text.slice(position + length)}`)}
                >
                  Did you mean {suggestion}?
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
