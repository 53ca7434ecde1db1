'use client';

import { Button, Menu, Modal, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { formatQuantity } from '@/components/format/format-number';
import { problemText } from '@/components/states/problem-text';
import styles from './run-actions.module.css';

interface RunActionsProps {
  readonly runId: number;
  readonly name: string;
  readonly rollouts: number;
}

type Doing = 'nothing' | 'renaming' | 'deleting';

/** Renames or deletes a run, through the API like everybody else. */
export function RunActions({ runId, name, rollouts }: RunActionsProps) {
  const router = useRouter();
  const [doing, setDoing] = useState<Doing>('nothing');
  const [newName, setNewName] = useState(name);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const send = async (request: RequestInit, then: () => void) => {
    setBusy(true);
    setProblem(null);
    try {
      const response = await fetch(`/api/v1/runs/${runId}`, request);
      if (!response.ok) setProblem(await problemText(response));
      else {
        setDoing('nothing');
        then();
      }
    } catch {
      setProblem('The server does not answer.');
    } finally {
      setBusy(false);
    }
  };
  const rename = (event: FormEvent) => {
    event.preventDefault();
    const headers = { 'content-type': 'application/json' };
    void send({ method: 'PATCH', headers, body: JSON.stringify({ name: newName.trim() }) }, () => router.refresh());
  };
  const remove = () =>
    void send({ method: 'DELETE' }, () => {
      router.push('/');
      router.refresh();
    });
  const close = () => setDoing('nothing');

  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button size="xs" variant="default" aria-label={`More about ${name}`}>
            ⋯
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setDoing('renaming')}>Rename…</Menu.Item>
          <Menu.Item onClick={() => setDoing('deleting')}>Delete…</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={doing === 'renaming'}
        onClose={close}
        title="Rename the run"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <form className={styles.form} onSubmit={rename}>
          <TextInput
            label="Name"
            value={newName}
            maxLength={200}
            required
            data-autofocus
            error={problem}
            onChange={(event) => setNewName(event.currentTarget.value)}
          />
          <Button type="submit" loading={busy} disabled={newName.trim() === ''}>
            Rename
          </Button>
        </form>
      </Modal>
      <Modal
        opened={doing === 'deleting'}
        onClose={close}
        title="Delete the run?"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <div className={styles.form}>
          <p>
            “{name}” and its {formatQuantity(rollouts, 'rollout')} are removed for good. The log you uploaded it from is
            not touched.
          </p>
          {problem === null ? null : (
            <p role="alert" className={styles.problem}>
              {problem}
            </p>
          )}
          <Button color="red.9" variant="filled" loading={busy} onClick={remove}>
            Delete
          </Button>
        </div>
      </Modal>
    </>
  );
}
