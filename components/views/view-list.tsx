'use client';

import { ActionIcon, Button, TextInput } from '@mantine/core';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { LONGEST_VIEW_NAME, type ViewChange, type ViewEntry } from './view-entry';
import styles from './views-menu.module.css';

function wordsOf(change: ViewChange): string | null {
  if (change.kind === 'done') return null;
  return change.kind === 'taken' ? 'Another one has this name.' : change.message;
}

interface ViewRowProps {
  readonly view: ViewEntry;
  readonly onRename: (id: string, name: string) => Promise<ViewChange>;
  readonly onDelete: (id: string) => Promise<ViewChange>;
  readonly onOpen?: () => void;
  readonly onProblem: (problem: string | null) => void;
}

interface RenameFormProps extends Pick<ViewRowProps, 'view' | 'onRename' | 'onProblem'> {
  readonly onEnd: () => void;
}

function RenameForm({ view, onRename, onProblem, onEnd }: RenameFormProps) {
  const [name, setName] = useState(view.name);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void onRename(view.id, name).then((change) => {
          onProblem(wordsOf(change));
          if (change.kind === 'done') onEnd();
        });
      }}
    >
      <TextInput
        ref={input}
        size="xs"
        className={styles.field}
        aria-label={`New name of ${view.name}`}
        value={name}
        maxLength={LONGEST_VIEW_NAME}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" disabled={name.trim() === ''}>
        Rename
      </Button>
      <Button size="xs" variant="default" onClick={onEnd}>
        Cancel
      </Button>
    </form>
  );
}

function ViewRow({ view, onOpen, onRename, onDelete, onProblem }: ViewRowProps) {
  const [isRenaming, setRenaming] = useState(false);
  if (isRenaming) {
    return <RenameForm view={view} onRename={onRename} onProblem={onProblem} onEnd={() => setRenaming(false)} />;
  }
  return (
    <>
      <Link href={view.href} prefetch={false} className={styles.open} onClick={onOpen}>
        <span className={styles.name}>{view.name}</span>
        <span className={styles.filter}>{view.filter === '' ? 'everything' : view.filter}</span>
      </Link>
      <Button size="compact-xs" variant="subtle" aria-label={`Rename ${view.name}`} onClick={() => setRenaming(true)}>
        Rename
      </Button>
      <ActionIcon
        size="sm"
        variant="subtle"
        aria-label={`Delete ${view.name}`}
        onClick={() => void onDelete(view.id).then((change) => onProblem(wordsOf(change)))}
      >
        ✕
      </ActionIcon>
    </>
  );
}

interface ViewListProps extends Omit<ViewRowProps, 'view' | 'onProblem'> {
  readonly views: readonly ViewEntry[];
}

/** Saved things, each of which can be opened, renamed and deleted; and what went wrong with the last change. */
export function ViewList({ views, ...handlers }: ViewListProps) {
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <>
      <ul className={styles.list}>
        {views.map((view) => (
          <li key={view.id} className={styles.row}>
            <ViewRow view={view} {...handlers} onProblem={setProblem} />
          </li>
        ))}
      </ul>
      {problem === null ? null : (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
