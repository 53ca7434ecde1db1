'use client';

import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { LONGEST_VIEW_NAME, type ViewChange } from './view-entry';
import styles from './views-menu.module.css';

interface SaveViewProps {
  readonly words: { readonly saveAs: string; readonly taken: string };
  readonly onSave: (name: string, replace: boolean) => Promise<ViewChange>;
}

/** Saves what the list shows under a name; a name that is taken is written over only after asking. */
export function SaveView({ words, onSave }: SaveViewProps) {
  const [name, setName] = useState('');
  const [change, setChange] = useState<ViewChange | null>(null);
  const isTaken = change?.kind === 'taken';
  const save = (replace: boolean) =>
    void onSave(name.trim(), replace).then((answer) => {
      setChange(answer);
      if (answer.kind === 'done') setName('');
    });
  return (
    <>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') save(isTaken);
        }}
      >
        <TextInput
          size="xs"
          className={styles.field}
          label={words.saveAs}
          value={name}
          maxLength={LONGEST_VIEW_NAME}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setChange(null);
          }}
        />
        <Button type="submit" size="xs" disabled={name.trim() === ''}>
          {isTaken ? 'Replace' : 'Save'}
        </Button>
      </form>
      <p className={change === null || change.kind === 'done' ? styles.note : styles.problem} role="status">
        {change?.kind === 'done' ? 'Saved.' : null}
        {isTaken ? words.taken : null}
        {change?.kind === 'failed' ? change.message : null}
      </p>
    </>
  );
}
