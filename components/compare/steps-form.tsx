'use client';

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { formatSteps, parseSteps, type StepChoice } from '@/lib/core/compare-runs/side-name';
import styles from './side-strip.module.css';

interface StepsFormProps {
  readonly steps: StepChoice;
  readonly submitLabel: string;
  /** Why the side cannot be so; null where nothing was refused. */
  readonly refusal: string | null;
  readonly onSubmit: (steps: StepChoice) => void;
  /** Fields that stand before the steps. */
  readonly children?: ReactNode;
}

const CHOICES = [
  { value: 'all', label: 'All steps' },
  { value: 'last', label: 'Last step' },
  { value: 'range', label: 'A step or a range' },
];
const EXAMPLES = '10, 10..20, ..20 or 10..';

/** Which steps of a run are compared. */
export function StepsForm({ steps, submitLabel, refusal, onSubmit, children }: StepsFormProps) {
  const [kind, setKind] = useState<string>(steps.kind);
  const [text, setText] = useState(steps.kind === 'range' ? formatSteps(steps) : '');
  const [unread, setUnread] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (kind === 'all' || kind === 'last') {
      onSubmit({ kind });
      return;
    }
    const read = parseSteps(text.trim());
    if (read === null) setUnread(`“${text.trim()}” names no steps: write ${EXAMPLES}.`);
    else onSubmit(read);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      {children}
      <NativeSelect
        size="xs"
        label="Compare"
        value={kind}
        data={CHOICES}
        onChange={(event) => {
          setKind(event.currentTarget.value);
          setUnread(null);
        }}
      />
      {kind === 'range' ? (
        <TextInput
          size="xs"
          label="Steps"
          description={`Such as ${EXAMPLES}`}
          value={text}
          maxLength={30}
          error={unread}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setUnread(null);
          }}
        />
      ) : null}
      {refusal === null ? null : (
        <p role="alert" className={styles.problem}>
          {refusal}
        </p>
      )}
      <Button type="submit" size="xs">
        {submitLabel}
      </Button>
    </form>
  );
}
