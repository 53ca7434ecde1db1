'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';
import { formatBytes, formatTime } from '@/components/format/format-number';
import type { UploadItem } from '@/lib/api/schemas/upload';
import { forgetDrop, rememberedSettings } from './drop/drop-memory';
import { discardUpload, RefusedRequest, startImport } from './import-requests';
import styles from './unfinished-uploads.module.css';

interface UnfinishedUploadsProps {
  readonly uploads: readonly UploadItem[];
  /** Called once an upload is gone from the list, with the import it became. */
  readonly onGone: (importId: string | null) => void;
}

function titleOf({ filename, packed }: UploadItem): string {
  return packed ? filename.replace(/\.tar$/, '') : filename;
}

function UnfinishedUpload({
  upload,
  onGone,
}: { readonly upload: UploadItem } & Pick<UnfinishedUploadsProps, 'onGone'>) {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { id, bytes, offset, fingerprint } = upload;
  const title = titleOf(upload);
  const isWhole = offset === bytes;
  const act = async (action: () => Promise<string | null>) => {
    setIsBusy(true);
    setProblem(null);
    try {
      const importId = await action();
      if (fingerprint !== null) forgetDrop(fingerprint);
      onGone(importId);
    } catch (error) {
      setProblem(error instanceof RefusedRequest ? error.message : 'The server does not answer.');
      setIsBusy(false);
    }
  };
  const start = () => {
    const settings = fingerprint === null ? null : rememberedSettings(fingerprint);
    return startImport({ uploadId: id, name: title, settings: settings ?? {} });
  };
  const discard = async () => {
    await discardUpload(id);
    return null;
  };
  return (
    <li className={styles.item}>
      <p>
        {isWhole ? (
          <>
            All {formatBytes(bytes)} of <b>{title}</b> are here, but the import was not started.
          </>
        ) : (
          <>
            {formatBytes(offset)} of {formatBytes(bytes)} of <b>{title}</b> are here: choose or drop the same files
            again to go on.
          </>
        )}{' '}
        <span className={styles.note}>Begun {formatTime(upload.createdAt)} UTC.</span>
      </p>
      <div className={styles.buttons}>
        {isWhole ? (
          <Button size="compact-xs" disabled={isBusy} onClick={() => void act(start)}>
            Start the import
          </Button>
        ) : null}
        <Button
          size="compact-xs"
          variant="default"
          disabled={isBusy}
          aria-label={`Discard the upload of ${title}`}
          onClick={() => void act(discard)}
        >
          Discard
        </Button>
      </div>
      {problem === null ? null : <p role="alert">{problem}</p>}
    </li>
  );
}

/** Uploads that stopped before their end, or before their import was started. */
export function UnfinishedUploads({ uploads, onGone }: UnfinishedUploadsProps) {
  if (uploads.length === 0) return null;
  return (
    <section aria-labelledby="unfinished" className={styles.unfinished}>
      <h2 id="unfinished">Unfinished uploads</h2>
      <ul className={styles.list}>
        {uploads.map((upload) => (
          <UnfinishedUpload key={upload.id} upload={upload} onGone={onGone} />
        ))}
      </ul>
    </section>
  );
}
