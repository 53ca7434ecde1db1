'use client';

import { NativeSelect } from '@mantine/core';
import styles from './split-select.module.css';

interface SplitSelectProps {
  /** Splits there are, as far as is known. */
  readonly splits: readonly string[];
  /** Empty for all. */
  readonly value: string;
  /** @param split null for all */
  readonly onChange: (split: string | null) => void;
}

/** The split that a comparison is narrowed to; nothing where there is none to choose. */
export function SplitSelect({ splits, value, onChange }: SplitSelectProps) {
  // The address may name one that no log has: it is shown, so that it can be left.
  const choices = [...new Set([...splits, ...(value === '' ? [] : [value])])];
  if (choices.length === 0) return null;
  return (
    <div className={styles.control}>
      <span aria-hidden="true">Split</span>
      <NativeSelect
        size="xs"
        className={styles.select}
        aria-label="Split"
        value={value}
        data={[{ value: '', label: 'All splits' }, ...choices.map((split) => ({ value: split, label: split }))]}
        onChange={(event) => onChange(event.currentTarget.value || null)}
      />
    </div>
  );
}
