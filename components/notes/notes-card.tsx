'use client';

import { useEffect, useRef, useState } from 'react';
import { PushButton } from '@/components/controls/push-button';
import { definitionQuery } from '@/components/definitions/definition-parsers';
import type { RunPlace } from '@/components/runs/run-place';
import { isTyping } from '@/components/shell/keyboard';
import {
  fetchAnnotations,
  rolloutAddress,
  saveLabel,
  type AnnotatedRollout,
  type LabelChange,
} from './annotation-requests';
import { LabelChips } from './label-chips';
import { NoteEditor } from './note-editor';
import styles from './notes-card.module.css';

interface NotesCardProps {
  readonly place: RunPlace;
  /** Number of the rollout in its run. */
  readonly n: number;
}

function changed(labels: readonly string[], { label, isOn }: LabelChange): readonly string[] {
  const others = labels.filter((other) => other !== label);
  return isOn ? [...others, label].sort() : others;
}

/** Key `l` goes to the labels. */
function focusLabels(event: KeyboardEvent): void {
  if (event.key !== 'l' || isTyping(event)) return;
  const chip = document.querySelector<HTMLElement>('[data-label]');
  if (chip === null) return;
  event.preventDefault();
  chip.focus();
  chip.scrollIntoView({ block: 'nearest' });
}

/**
 * Labels and note of a rollout, with the signals that speak for the offered labels. Read after the page stands, so that
 * a long rollout, whose queries must be compared, opens no later, and going back never shows labels of before.
 */
export function NotesCard({ place, n }: NotesCardProps) {
  const address = rolloutAddress(place.runId, n);
  return <NotesOfRollout key={address} address={address} query={definitionQuery(place.definitions)} />;
}

function NotesOfRollout({ address, query }: { readonly address: string; readonly query: string }) {
  const [state, setState] = useState<AnnotatedRollout | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  /** Labels are written one request after the other, so that the last choice is the one that stays. */
  const writing = useRef(Promise.resolve());
  /** Choices whose answer has not come; only the answer to the last one says what the chips show. */
  const waiting = useRef(0);

  useEffect(() => {
    let isGone = false;
    const read = async () => {
      const answer = await fetchAnnotations(address, query);
      if (isGone) return;
      if (answer.kind === 'value') setState(answer.value);
      setProblem(answer.kind === 'problem' ? `Labels and note cannot be read: ${answer.message}` : null);
    };
    void read();
    return () => {
      isGone = true;
    };
  }, [address, query, attempt]);

  useEffect(() => {
    document.addEventListener('keydown', focusLabels);
    return () => document.removeEventListener('keydown', focusLabels);
  }, []);

  const showLabels = (labelsOf: (labels: readonly string[]) => readonly string[]) =>
    setState((before) => (before === null ? null : { ...before, labels: labelsOf(before.labels) }));
  const writeLabel = (change: LabelChange) => {
    showLabels((labels) => changed(labels, change));
    waiting.current += 1;
    const write = async () => {
      const answer = await saveLabel(address, change);
      waiting.current -= 1;
      if (answer.kind === 'value') {
        if (waiting.current === 0) showLabels(() => answer.value.labels);
        return setProblem(null);
      }
      setProblem(`The labels are not saved: ${answer.kind === 'problem' ? answer.message : 'they changed meanwhile.'}`);
      setAttempt((before) => before + 1);
    };
    writing.current = writing.current.then(write);
  };

  return (
    <section className={styles.card} aria-label="Labels and note">
      <h2>Labels and note</h2>
      {problem === null ? null : (
        <p role="alert" className={styles.problem}>
          {problem}{' '}
          {state === null ? (
            <PushButton onClick={() => setAttempt((before) => before + 1)}>Try again</PushButton>
          ) : null}
        </p>
      )}
      {state === null ? (
        <p role="status" className={styles.quiet}>
          {problem === null ? 'Loading labels and note' : ''}
        </p>
      ) : (
        <>
          <LabelChips labels={state.labels} signals={state.signals} onChange={writeLabel} />
          <NoteEditor
            address={address}
            saved={state.note}
            onSaved={(note) => setState((before) => (before === null ? null : { ...before, note }))}
          />
        </>
      )}
    </section>
  );
}
