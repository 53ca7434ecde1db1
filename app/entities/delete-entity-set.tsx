'use client';

import { Button, Modal } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { problemText } from '@/components/states/problem-text';
import styles from './page.module.css';

/** Deletes an entity set after asking; runs fall back to older sets or to the entities of their own log. */
export function DeleteEntitySet({ id, filename }: { readonly id: string; readonly filename: string }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const remove = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const response = await fetch(`/api/v1/entity-sets/${id}`, { method: 'DELETE' });
      if (response.ok) {
        setOpen(false);
        router.refresh();
      } else setProblem(await problemText(response));
    } catch {
      setProblem('The server does not answer.');
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <Button size="compact-xs" variant="default" aria-label={`Delete ${filename}`} onClick={() => setOpen(true)}>
        Delete
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title="Delete the entity set?"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <div className={styles.section}>
          <p>
            Runs that use “{filename}” fall back to an older set or to the entities of their own log, and are computed
            anew.
          </p>
          {problem === null ? null : <p role="alert">{problem}</p>}
          <Button color="red.9" loading={busy} onClick={() => void remove()}>
            Delete
          </Button>
        </div>
      </Modal>
    </>
  );
}
