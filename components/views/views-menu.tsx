'use client';

import { ActionIcon, Button, Popover, TextInput } from '@mantine/core';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { SaveView } from './save-view';
import { LONGEST_VIEW_NAME, type ViewChange, type ViewEntry } from './view-entry';
import styles from './views-menu.module.css';

/** What the menu calls the things it keeps. */
export interface ViewsWords {
  readonly button: string;
  readonly menu: string;
  readonly saveAs: string;
  readonly heading: string;
  readonly none: string;
  readonly taken: string;
}

const VIEW_WORDS: ViewsWords = {
  button: 'Views',
  menu: 'Saved views',
  saveAs: 'Save this view as',
  heading: 'Saved views of this run',
  none: 'None yet. A view keeps the filter, the order and the columns.',
  taken: 'A view of this name is there already. Replace it, or choose another name.',
};

interface ViewsMenuProps {
  readonly views: readonly ViewEntry[];
  readonly words?: ViewsWords;
  /** Called as the menu opens. */
  readonly onOpen?: () => void;
  readonly onSave: (name: string, replace: boolean) => Promise<ViewChange>;
  readonly onRename: (id: string, name: string) => Promise<ViewChange>;
  readonly onDelete: (id: string) => Promise<ViewChange>;
}

function wordsOf(change: ViewChange): string | null {
  if (change.kind === 'done') return null;
  return change.kind === 'taken' ? 'Another one has this name.' : change.message;
}

interface ViewRowProps extends Pick<ViewsMenuProps, 'onRename' | 'onDelete'> {
  readonly view: ViewEntry;
  readonly onOpen: () => void;
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

/** Saved views of a list: open one, save what is shown under a name, rename, delete. */
export function ViewsMenu({ views, words = VIEW_WORDS, onOpen, onSave, onRename, onDelete }: ViewsMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const toggle = () => {
    if (!isOpen) onOpen?.();
    setOpen(!isOpen);
  };
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      withinPortal
      trapFocus
      returnFocus
      shadow="md"
      width="min(400px, 94vw)"
    >
      <Popover.Target>
        <Button size="xs" variant="default" onClick={toggle}>
          {words.button}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.menu} className={styles.panel}>
        <SaveView words={words} onSave={onSave} />
        <p className={styles.title}>{words.heading}</p>
        {views.length === 0 ? (
          <p className={styles.none}>{words.none}</p>
        ) : (
          <ul className={styles.list}>
            {views.map((view) => (
              <li key={view.id} className={styles.row}>
                <ViewRow
                  view={view}
                  onOpen={() => setOpen(false)}
                  onRename={onRename}
                  onDelete={onDelete}
                  onProblem={setProblem}
                />
              </li>
            ))}
          </ul>
        )}
        {problem === null ? null : (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
