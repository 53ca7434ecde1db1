'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useState, useSyncExternalStore, type ChangeEvent } from 'react';
import { formatQuantity } from '@/components/format/format-number';
import { filesOfInput, handOver, receiveDrops } from '@/components/shell/dropped-files';
import type { UploadItem } from '@/lib/api/schemas/upload';
import { desk, NO_DROPS } from './drop/desk';
import { DropCard } from './drop-card';
import styles from './import-desk.module.css';
import { requestUploads } from './import-requests';
import { UnfinishedUploads } from './unfinished-uploads';

interface ImportDeskProps {
  readonly endedImports: number;
  /** Uploads that no import has taken, as of the load of the page. */
  readonly uploads: readonly UploadItem[];
}

/** Every browser knows this attribute; the types of React do not. */
const WHOLE_FOLDER = { webkitdirectory: '' };

/** Takes the files of an input; also called as it appears, since one may have chosen before the page was ready. */
function takeFiles(input: HTMLInputElement | null): void {
  if (input === null || input.files === null || input.files.length === 0) return;
  const group = filesOfInput(input.files);
  input.value = '';
  handOver(group);
}

function choose(event: ChangeEvent<HTMLInputElement>): void {
  takeFiles(event.currentTarget);
}

/** Small once there is something to look at. */
function DropZone({ isSmall }: { readonly isSmall: boolean }) {
  return (
    <div className={styles.zone} data-small={isSmall || undefined}>
      <p className={styles.invitation}>Drop logs, gold entities or whole folders anywhere on the page</p>
      <div className={styles.choose}>
        <label className={styles.button}>
          Choose files
          <input ref={takeFiles} type="file" multiple className="visually-hidden" onChange={choose} />
        </label>
        <label className={styles.button}>
          Choose a folder
          <input ref={takeFiles} type="file" className="visually-hidden" {...WHOLE_FOLDER} onChange={choose} />
        </label>
      </div>
      {isSmall ? null : (
        <p className={styles.note}>
          What trainers and evaluators write: JSON Lines, JSON, Parquet, CSV, Inspect logs, text, in zip, tar, gzip or
          Zstandard too; tables of your own by their columns. Files dropped together are planned together. Nothing is
          stored before you start the import, and nothing leaves this machine.
        </p>
      )}
    </div>
  );
}

/** Where files are chosen or dropped, looked at, and sent. */
export function ImportDesk({ endedImports, uploads: uploadsAtLoad }: ImportDeskProps) {
  const router = useRouter();
  const snapshot = useSyncExternalStore(desk.subscribe, desk.snapshot, () => NO_DROPS);
  const { drops, hiddenOnly } = snapshot;
  const [uploads, setUploads] = useState(uploadsAtLoad);

  useEffect(() => receiveDrops((group) => void desk.add(group)), []);

  const lookForUploads = useCallback(() => void requestUploads().then(setUploads, () => undefined), []);
  const open = useCallback(
    (importId: string) => {
      lookForUploads();
      router.replace(`/import?id=${importId}`, { scroll: false });
      router.refresh();
    },
    [lookForUploads, router],
  );

  useEffect(() => {
    for (const drop of snapshot.drops) {
      const { stage } = drop.state;
      if (stage.name !== 'started') continue;
      desk.remove(drop);
      open(stage.importId);
    }
  }, [snapshot, open]);

  const inWork = new Set(drops.map(({ fingerprint }) => fingerprint));
  const unfinished = uploads.filter(({ fingerprint }) => fingerprint === null || !inWork.has(fingerprint));
  return (
    <section className={styles.desk} aria-label="Files to import">
      <DropZone isSmall={drops.length > 0} />
      {hiddenOnly === 0 ? null : (
        <p role="status">
          Nothing to import: {formatQuantity(hiddenOnly, 'hidden file or folder', 'hidden files or folders')} left out.
        </p>
      )}
      {drops.map((drop) => (
        <DropCard
          key={drop.fingerprint}
          drop={drop}
          endedImports={endedImports}
          onRemove={() => {
            desk.remove(drop);
            lookForUploads();
            router.refresh();
          }}
        />
      ))}
      <UnfinishedUploads
        uploads={unfinished}
        onGone={(importId) => {
          if (importId === null) lookForUploads();
          else open(importId);
        }}
      />
    </section>
  );
}
