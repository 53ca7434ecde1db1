'use client';

import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useEffect, useReducer, useRef, type ChangeEvent } from 'react';
import { handOver, receiveFiles, type DroppedFile } from '@/components/shell/dropped-files';
import { changeFiles, chosenFile, companionsOf, type ChosenFile } from './chosen-files';
import { FileCard } from './file-card';
import { RefusedRequest, requestPreview, sendCompanion, sendEntities, sendLog } from './import-requests';
import styles from './import-desk.module.css';

function messageOf(error: unknown): string {
  return error instanceof RefusedRequest
    ? error.message
    : 'The server does not answer, or answers in a way this page does not know.';
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** Where files are chosen or dropped, looked at, and sent. */
export function ImportDesk({ endedImports }: { readonly endedImports: number }) {
  const router = useRouter();
  const [files, dispatch] = useReducer(changeFiles, []);
  const aborts = useRef(new Map<string, AbortController>());

  const change = (key: string, part: Partial<ChosenFile>) => dispatch({ do: 'change', key, change: part });

  useEffect(() => {
    const look = async (chosen: ChosenFile) => {
      try {
        const preview = await requestPreview(chosen.path, chosen.file);
        const runName = preview.runName ?? '';
        dispatch({ do: 'change', key: chosen.key, change: { preview, runName, stage: { name: 'ready' } } });
      } catch (error) {
        const stage = { name: 'failed', message: messageOf(error) } as const;
        dispatch({ do: 'change', key: chosen.key, change: { stage } });
      }
    };
    return receiveFiles((dropped: readonly DroppedFile[]) => {
      const chosen = dropped.filter(({ file }) => !file.name.startsWith('.')).map(chosenFile);
      dispatch({ do: 'add', files: chosen });
      for (const one of chosen) void look(one);
    });
  }, []);

  const send = async (chosen: ChosenFile) => {
    const format = chosen.preview?.format ?? '';
    const companions = companionsOf(chosen, files);
    const abort = new AbortController();
    aborts.current.set(chosen.key, abort);
    const options = {
      signal: abort.signal,
      onProgress: (fraction: number) => change(chosen.key, { stage: { name: 'sending', fraction } }),
    };
    change(chosen.key, { stage: { name: 'sending', fraction: 0 } });
    try {
      if (chosen.preview?.kind === 'entities') {
        const result = await sendEntities(chosen.path, chosen.file, options);
        change(chosen.key, { stage: { name: 'entities_stored', result } });
      } else {
        const ids = await Promise.all(companions.map((companion) => sendCompanion(companion.path, companion.file)));
        const { path, runName, scoreThreshold } = chosen;
        await sendLog(chosen.file, { path, run: runName, format, scoreThreshold, companions: ids }, options);
        dispatch({ do: 'remove', keys: [chosen.key, ...companions.map((companion) => companion.key)] });
      }
      router.refresh();
    } catch (error) {
      change(chosen.key, { stage: isAbort(error) ? { name: 'ready' } : { name: 'failed', message: messageOf(error) } });
    } finally {
      aborts.current.delete(chosen.key);
    }
  };

  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const list = [...(event.currentTarget.files ?? [])];
    event.currentTarget.value = '';
    handOver(list.map((file) => ({ path: file.webkitRelativePath || file.name, file })));
  };

  const sendable = files.filter(
    (file) => file.stage.name === 'ready' && (file.preview?.kind === 'rollouts' || file.preview?.kind === 'entities'),
  );
  const sendAll = async () => {
    for (const file of sendable) await send(file);
  };

  return (
    <section className={styles.desk} aria-label="Files to import">
      <div className={styles.zone}>
        <p className={styles.invitation}>Drop logs, gold entities or whole folders anywhere on the page</p>
        <div className={styles.choose}>
          <label className={styles.button}>
            Choose files
            <input type="file" multiple className="visually-hidden" onChange={choose} />
          </label>
          <label className={styles.button}>
            Choose a folder
            <input
              type="file"
              className="visually-hidden"
              ref={(input) => input?.setAttribute('webkitdirectory', '')}
              onChange={choose}
            />
          </label>
        </div>
        <p className={styles.note}>
          Canonical JSON Lines, verifiers results.jsonl with its metadata.json, ReAct text logs; entities as JSON Lines,
          CSV or HotpotQA. Nothing is stored before you start the import, and nothing leaves this machine.
        </p>
      </div>
      {sendable.length > 1 ? (
        <div>
          <Button size="xs" onClick={() => void sendAll()}>
            Import all {sendable.length}
          </Button>
        </div>
      ) : null}
      {files.map((file) => (
        <FileCard
          key={file.key}
          file={file}
          companions={companionsOf(file, files)}
          endedImports={endedImports}
          onChange={(part) => change(file.key, part)}
          onSend={() => void send(file)}
          onCancel={() => aborts.current.get(file.key)?.abort()}
          onRemove={() => dispatch({ do: 'remove', keys: [file.key] })}
        />
      ))}
    </section>
  );
}
