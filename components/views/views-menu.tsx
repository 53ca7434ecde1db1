'use client';

import { Button, Popover } from '@mantine/core';
import { useState } from 'react';
import { SaveView } from './save-view';
import type { ViewChange, ViewEntry } from './view-entry';
import { ViewList } from './view-list';
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

/** Saved views of a list: open one, save what is shown under a name, rename, delete. */
export function ViewsMenu({ views, words = VIEW_WORDS, onOpen, onSave, onRename, onDelete }: ViewsMenuProps) {
  const [isOpen, setOpen] = useState(false);
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
          <ViewList views={views} onOpen={() => setOpen(false)} onRename={onRename} onDelete={onDelete} />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
