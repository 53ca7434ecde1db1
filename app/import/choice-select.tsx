'use client';

import { NativeSelect } from '@mantine/core';
import styles from './column-mapping.module.css';
import type { Choice } from './run-choices';

interface ChoiceSelectProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onChange: (value: string) => void;
  /** Shows the label above; it is there for screen readers in any case. */
  readonly isLabelled?: boolean;
  readonly hint?: string | undefined;
  readonly disabled?: boolean;
}

/** A list to choose one from. */
export function ChoiceSelect(props: ChoiceSelectProps) {
  const { label, value, choices, onChange, isLabelled = false, hint, disabled = false } = props;
  return (
    <NativeSelect
      size="xs"
      classNames={{ description: styles.hint ?? '' }}
      data={choices.map((choice) => ({ ...choice }))}
      value={value}
      disabled={disabled}
      {...(isLabelled ? { label } : { 'aria-label': label })}
      {...(hint === undefined || hint === '' ? {} : { description: hint })}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
