'use client';

import { useEffect, useId, useRef, useState } from 'react';
import styles from './app-frame.module.css';
import { isTyping } from './keyboard';

const SHORTCUTS = [
  {
    where: 'Everywhere',
    keys: [
      { keys: ['?'], does: 'Show this list' },
      { keys: ['/'], does: 'Go to the search or filter of the page' },
    ],
  },
  {
    where: 'A rollout',
    keys: [
      { keys: ['j', 'k'], does: 'Next, previous turn' },
      { keys: ['e', 'E'], does: 'Next, previous entity mention' },
      { keys: ['n', 'p'], does: 'Next, previous rollout of the group' },
      { keys: [']', '['], does: 'The same question at the next, previous step' },
      { keys: ['.', ','], does: 'Next, previous rollout of the list it was opened from' },
      { keys: ['g'], does: 'The group' },
      { keys: ['c'], does: 'Beside the best correct rollout of the group' },
      { keys: ['r'], does: 'The canonical record, and back' },
      { keys: ['R'], does: 'Texts as they were written, and back' },
      { keys: ['/'], does: 'Find in all turns; Enter next, Shift Enter previous, Escape ends' },
      { keys: ['l'], does: 'The labels; the note stands below them' },
      { keys: ['Ctrl Enter'], does: 'Save the note that is being written' },
    ],
  },
  {
    where: 'A list of rollouts or groups',
    keys: [
      { keys: ['j', 'k'], does: 'Next, previous row; Enter opens it' },
      { keys: ['↓', '↑'], does: 'In the filter: next, previous completion; Enter or Tab takes it, Esc closes' },
    ],
  },
  {
    where: 'Search',
    keys: [
      { keys: ['j', 'k'], does: 'Next, previous hit' },
      { keys: ['↓'], does: 'From the box to the first hit' },
      { keys: ['Enter'], does: 'Open the hit at its turn' },
      { keys: ['Esc'], does: 'Cancel the search; leave the box' },
    ],
  },
  {
    where: 'A group',
    keys: [
      { keys: ['n', 'p'], does: 'Next, previous group of the run' },
      { keys: [']', '['], does: 'The same question one step on, one step back' },
      { keys: ['m'], does: 'To the matrix; arrows, Home, End, PageUp, PageDown move in it' },
      { keys: ['Enter'], does: 'In the matrix: open the rollout at that turn' },
      { keys: ['Space'], does: 'In the matrix: pick the rollout for a comparison' },
      { keys: ['c'], does: 'Compare the two picked, or the best wrong with the best correct' },
    ],
  },
  {
    where: 'Two rollouts beside each other',
    keys: [
      { keys: ['j', 'k'], does: 'Next, previous row' },
      { keys: ['d', 'D'], does: 'Next, previous divergence' },
      { keys: ['o', 'Enter'], does: 'Open or fold the row' },
      { keys: ['t'], does: 'Difference of the row’s two thoughts' },
      { keys: ['1', '2'], does: 'The left, the right rollout at this turn' },
      { keys: ['x'], does: 'Swap the sides' },
      { keys: ['g'], does: 'The group of the left rollout' },
    ],
  },
] as const;

function ShortcutTables() {
  return (
    <div className={styles.shortcuts}>
      {SHORTCUTS.map((section) => (
        <table key={section.where}>
          <caption>{section.where}</caption>
          <tbody>
            {section.keys.map((row) => (
              <tr key={row.does}>
                <th scope="row">
                  {row.keys.map((key) => (
                    <span key={key}>
                      <kbd>{key}</kbd>{' '}
                    </span>
                  ))}
                </th>
                <td>{row.does}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}

/**
 * The list of keys, opened by `?` or its button; also makes `/` go to the page's search field. A dialog of the browser
 * itself, since this stands on every page.
 */
export function ShortcutsHelp() {
  const [open, setOpen] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    if (open) dialog.current?.showModal();
  }, [open]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event)) return;
      if (event.key === '?') {
        event.preventDefault();
        setOpen(true);
      }
      const search = document.querySelector<HTMLElement>('[data-search]');
      if (event.key === '/' && search !== null) {
        event.preventDefault();
        search.focus();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  return (
    <>
      <button type="button" className={styles.tool} aria-label="Keyboard shortcuts" onClick={() => setOpen(true)}>
        ?
      </button>
      {open ? (
        <dialog
          ref={dialog}
          className={styles.dialog}
          aria-labelledby={titleId}
          closedby="any"
          onClose={() => setOpen(false)}
        >
          <div className={styles.dialogHead}>
            <h2 id={titleId}>Keyboard shortcuts</h2>
            <button type="button" className={styles.tool} aria-label="Close" onClick={() => dialog.current?.close()}>
              ×
            </button>
          </div>
          <ShortcutTables />
        </dialog>
      ) : null}
    </>
  );
}
