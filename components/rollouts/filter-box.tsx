'use client';

import { Button, Popover } from '@mantine/core';
import { useId } from 'react';
import { useDraft } from '@/components/browser/use-draft';
import { parseFilter } from '@/lib/core/filter/parse-filter';
import styles from './filter-box.module.css';

interface FilterBoxProps {
  /** The filter in force. */
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
}

const EXAMPLES = [
  { filter: 'outcome:near_miss', means: 'near-misses' },
  { filter: 'outcome:partial,failure', means: 'either of two outcomes' },
  { filter: 'hat:>=0.8 tools:<=4', means: 'both: γ̂ at least 0.8, at most 4 tool calls' },
  { filter: 'rate:0.4..0.6', means: 'match rate γ from 0.4 to 0.6' },
  { filter: 'signal:revived', means: 'groups that only E-GRPO pays' },
  { filter: 'signal:zero_egrpo', means: 'groups without any advantage under E-GRPO (or zero_grpo)' },
  { filter: 'advantageegrpo:>0 -outcome:correct', means: 'wrong, yet reinforced by E-GRPO' },
  { filter: 'step:none', means: 'without a training step' },
  { filter: '"treaty of"', means: 'words of the question' },
] as const;

/** Shows the text of a filter with the word that cannot be read marked. */
function FilterErrorLine({ id, text }: { readonly id: string; readonly text: string }) {
  const parsed = parseFilter(text);
  if (parsed.kind === 'terms') return null;
  const { position, word, message } = parsed.error;
  return (
    <p id={id} className={styles.error} role="alert">
      <code>
        {text.slice(0, position)}
        <mark>{text.slice(position, position + Math.max(1, word.length)) || '␣'}</mark>
        {text.slice(position + Math.max(1, word.length))}
      </code>
      {message}
    </p>
  );
}

/** The filter of a list: read while it is typed, applied with Enter. */
export function FilterBox({ filter, onFilter }: FilterBoxProps) {
  const errorId = useId();
  const [text, setText] = useDraft(filter);
  const wrong = parseFilter(text).kind === 'error';

  return (
    <form
      className={styles.box}
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) onFilter(text.trim());
      }}
    >
      <div className={styles.line}>
        <input
          data-search
          className={styles.input}
          type="text"
          value={text}
          placeholder="Filter, for example outcome:near_miss tools:<=4"
          aria-label="Filter rollouts"
          aria-invalid={wrong}
          aria-describedby={wrong ? errorId : undefined}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" disabled={wrong}>
          Apply
        </Button>
        {filter === '' ? null : (
          <Button size="xs" variant="default" onClick={() => onFilter('')}>
            Clear
          </Button>
        )}
        <Popover position="bottom-end" withinPortal trapFocus shadow="md" width={420}>
          <Popover.Target>
            <Button size="xs" variant="subtle">
              How to filter
            </Button>
          </Popover.Target>
          <Popover.Dropdown aria-label="How to filter">
            <p className={styles.help}>
              Conditions parted by spaces must all hold, values parted by commas are alternatives, a minus before a
              condition turns it round.
            </p>
            <ul className={styles.examples}>
              {EXAMPLES.map((example) => (
                <li key={example.filter}>
                  <button type="button" className={styles.example} onClick={() => onFilter(example.filter)}>
                    <code>{example.filter}</code>
                  </button>
                  {example.means}
                </li>
              ))}
            </ul>
          </Popover.Dropdown>
        </Popover>
      </div>
      {wrong ? <FilterErrorLine id={errorId} text={text} /> : null}
    </form>
  );
}
