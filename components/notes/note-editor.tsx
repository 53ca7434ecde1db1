'use client';

import { useId, useState, type KeyboardEvent } from 'react';
import { PushButton } from '@/components/controls/push-button';
import { formatCount, formatTime } from '@/components/format/format-number';
import { NOTE_LENGTH } from '@/lib/core/labels/reader-annotation';
import { fetchAnnotations, saveNote, type SavedNote } from './annotation-requests';
import { dropDraft, keepDraft, loadDraft, type NoteDraft } from './note-draft';
import styles from './notes-card.module.css';

interface NoteEditorProps {
  readonly address: string;
  readonly saved: SavedNote | null;
  readonly onSaved: (note: SavedNote | null) => void;
}

/** How the text stands to what is stored. */
type Saving =
  | { readonly kind: 'idle' | 'saving' }
  | { readonly kind: 'problem'; readonly message: string }
  /** Somebody else's note is there by now. */
  | { readonly kind: 'changed'; readonly theirs: SavedNote | null };

function statusText(saving: Saving, isUnsaved: boolean, saved: SavedNote | null): string {
  if (saving.kind === 'saving') return 'Saving';
  if (isUnsaved) return 'Not saved yet; kept in this browser';
  return saved === null ? 'No note' : `Saved ${formatTime(saved.updatedAt)} UTC`;
}

interface ConflictProps {
  readonly theirs: SavedNote | null;
  readonly onTheirs: () => void;
  readonly onMine: () => void;
}

function Conflict({ theirs, onTheirs, onMine }: ConflictProps) {
  return (
    <div className={styles.conflict} role="alert">
      <p>{theirs === null ? 'The note was removed meanwhile.' : 'The note was changed meanwhile. It now says:'}</p>
      {theirs === null ? null : <blockquote>{theirs.text}</blockquote>}
      <div className={styles.buttons}>
        <PushButton onClick={onMine}>Save mine over it</PushButton>
        <PushButton onClick={onTheirs}>Take that one</PushButton>
      </div>
    </div>
  );
}

/** What is typed, what it was typed over, and how saving it goes. */
function useNote({ address, saved, onSaved }: NoteEditorProps) {
  // The editor is made in the browser only, after the note was read: the draft is there from the first drawing on.
  const [draft, setDraft] = useState<NoteDraft>(
    () => loadDraft(address) ?? { text: saved?.text ?? '', basedOn: saved?.updatedAt ?? null },
  );
  const [saving, setSaving] = useState<Saving>({ kind: 'idle' });

  const type = (text: string) => {
    const next = { ...draft, text };
    setDraft(next);
    setSaving({ kind: 'idle' });
    keepDraft(address, next);
  };
  const settle = (note: SavedNote | null) => {
    dropDraft(address);
    setDraft({ text: note?.text ?? '', basedOn: note?.updatedAt ?? null });
    setSaving({ kind: 'idle' });
    onSaved(note);
  };
  const save = async (over: string | null) => {
    setSaving({ kind: 'saving' });
    const answer = await saveNote(address, draft.text, over);
    if (answer.kind === 'value') return settle(answer.value.note);
    if (answer.kind === 'problem') return setSaving(answer);
    const current = await fetchAnnotations(address, '');
    if (current.kind === 'value') setSaving({ kind: 'changed', theirs: current.value.note });
    else setSaving({ kind: 'problem', message: 'the note was changed meanwhile.' });
  };
  return { draft, saving, type, settle, save, isUnsaved: draft.text !== (saved?.text ?? '') };
}

/** The note of a rollout. Saved with its button or Ctrl+Enter; until then the text is kept in the browser. */
export function NoteEditor(props: NoteEditorProps) {
  const statusId = useId();
  const { draft, saving, type, settle, save, isUnsaved } = useNote(props);
  const canSave = isUnsaved && saving.kind !== 'saving';
  const left = NOTE_LENGTH - draft.text.length;
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (canSave) void save(draft.basedOn);
  };

  return (
    <div className={styles.note}>
      <textarea
        aria-label="Note on this rollout"
        aria-describedby={statusId}
        className={styles.text}
        rows={3}
        maxLength={NOTE_LENGTH}
        readOnly={saving.kind === 'saving'}
        value={draft.text}
        placeholder="What happened here?"
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={onKey}
      />
      <div className={styles.buttons}>
        <PushButton look={isUnsaved ? 'primary' : 'plain'} disabled={!canSave} onClick={() => void save(draft.basedOn)}>
          Save note
        </PushButton>
        <span id={statusId} role="status" className={styles.status} data-unsaved={isUnsaved || undefined}>
          {statusText(saving, isUnsaved, props.saved)}
          {left < NOTE_LENGTH / 10 ? `, ${formatCount(left)} characters left` : ''}
        </span>
      </div>
      {saving.kind === 'problem' ? (
        <p role="alert" className={styles.problem}>
          Not saved: {saving.message}
        </p>
      ) : null}
      {saving.kind === 'changed' ? (
        <Conflict
          theirs={saving.theirs}
          onMine={() => void save(saving.theirs?.updatedAt ?? null)}
          onTheirs={() => settle(saving.theirs)}
        />
      ) : null}
    </div>
  );
}
