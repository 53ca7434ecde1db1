'use client';

import { useId, useState, type ReactNode } from 'react';
import type { FailureSignal } from '@/lib/core/labels/failure-signals';
import { isLabel, labelWord } from '@/lib/core/labels/label-word';
import { OFFERED_LABELS } from '@/lib/core/labels/offered-labels';
import type { LabelChange } from './annotation-requests';
import styles from './notes-card.module.css';

interface LabelChipsProps {
  readonly labels: readonly string[];
  readonly signals: readonly FailureSignal[];
  readonly onChange: (change: LabelChange) => void;
}

const OFFERED: ReadonlySet<string> = new Set(OFFERED_LABELS.map(({ label }) => label));
const LONGEST_TYPED = 200;

interface ChipProps {
  readonly isOn: boolean;
  readonly means: string;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}

function Chip({ isOn, means, onToggle, children }: ChipProps) {
  const id = useId();
  return (
    <button
      type="button"
      className={styles.chip}
      aria-pressed={isOn}
      aria-describedby={id}
      data-label
      data-tip={means}
      onClick={onToggle}
    >
      {children}
      <span id={id} hidden>
        {means}
      </span>
    </button>
  );
}

/** What was counted that speaks for one label; raised signals first and marked. */
function Hints({ signals }: { readonly signals: readonly FailureSignal[] }) {
  const ordered = [...signals].sort((a, b) => Number(b.isRaised) - Number(a.isRaised));
  return (
    <ul className={styles.hints}>
      {ordered.map(({ id, isRaised, sentence }) => (
        <li key={id} data-raised={isRaised || undefined}>
          <span aria-hidden="true">{isRaised ? '▲' : '·'}</span>
          <span>
            {isRaised ? <b className="visually-hidden">Speaks for it: </b> : null}
            {sentence}
          </span>
        </li>
      ))}
    </ul>
  );
}

function OwnLabel({ onAdd }: { readonly onAdd: (label: string) => void }) {
  const [text, setText] = useState('');
  const word = labelWord(text);
  const isFree = isLabel(word);
  return (
    <form
      className={styles.own}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isFree) return;
        onAdd(word);
        setText('');
      }}
    >
      <input
        className={styles.input}
        aria-label="Label of your own"
        placeholder="Label of your own"
        maxLength={LONGEST_TYPED}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" className={styles.add} disabled={!isFree}>
        {!isFree || word === text ? 'Add' : `Add ${word}`}
      </button>
      {word === '' || isFree ? null : (
        <p role="status" className={styles.quiet}>
          {word} is a word of the filter, not a label.
        </p>
      )}
    </form>
  );
}

/** Labels of a rollout: the offered ones with what speaks for each, and words of the reader. */
export function LabelChips({ labels, signals, onChange }: LabelChipsProps) {
  const own = labels.filter((label) => !OFFERED.has(label));
  const flip = (label: string) => onChange({ label, isOn: !labels.includes(label) });
  return (
    <div role="group" aria-label="Labels" className={styles.labels}>
      {OFFERED_LABELS.map(({ label, name, means }) => (
        <div key={label} className={styles.offered}>
          <Chip isOn={labels.includes(label)} means={means} onToggle={() => flip(label)}>
            {name}
          </Chip>
          {label === 'broken_reasoning_coherence' ? (
            <p className={styles.quiet}>Nothing that can be counted speaks for it: read the thoughts.</p>
          ) : (
            <Hints signals={signals.filter((signal) => signal.label === label)} />
          )}
        </div>
      ))}
      <div className={styles.buttons}>
        {own.map((label) => (
          <Chip key={label} isOn means="Your label; press to take it off." onToggle={() => flip(label)}>
            {label} <span aria-hidden="true">×</span>
          </Chip>
        ))}
      </div>
      <OwnLabel onAdd={(label) => onChange({ label, isOn: true })} />
    </div>
  );
}
