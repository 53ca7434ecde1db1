import { setTimeout as sleep } from 'node:timers/promises';

import { cancelledSchema, importSchema, type ImportStatusReport } from '@/lib/api/schemas/import';

import { askApi } from './api-client';
import { CommandFailure, EXIT_CODES } from './command-failure';
import type { FoundServer } from './find-server';
import { oneLine } from './terminal-text';
import type { Progress } from './progress-line';

const POLL_MS = 300;
const LONGEST_MESSAGE = 1000;
/** The server may be started again while an import runs; the import goes on by itself. */
const LONGEST_SILENCE_MS = 60_000;
const SILENT_POLL_MS = 2000;

const PHASE_LABELS = {
  waiting: 'Waiting',
  opening: 'Opening',
  reading: 'Reading',
  storing: 'Storing',
  ended: 'Ended',
} as const satisfies Record<ImportStatusReport['phase'], string>;

export interface FollowedImport {
  readonly server: FoundServer;
  readonly id: string;
  /** When it is aborted, the import is cancelled. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Waits for an import to end, and cancels it when the signal says so.
 *
 * @returns the import, succeeded
 * @throws CommandFailure with the message and code of an import that failed, or `stopped` for one that was cancelled
 */
export async function followImport(followed: FollowedImport): Promise<ImportStatusReport> {
  const { signal, onProgress } = followed;
  let cancelled = false;
  for (;;) {
    if (signal.aborted && !cancelled) {
      cancelled = true;
      await cancel(followed);
    }
    const report = await readImport(followed);
    if (report.status === 'succeeded') return report;
    if (report.status === 'failed') throw failureOf(report);
    if (report.status === 'cancelled') {
      throw new CommandFailure(EXIT_CODES.stopped, 'The import was cancelled; nothing of it is stored.');
    }
    onProgress(progressOf(report));
    await sleep(POLL_MS, undefined, { signal: cancelled ? undefined : signal }).catch(() => undefined);
  }
}

/** Bytes count while a file is read; before and after there is nothing to measure. */
export function progressOf({ phase, bytesRead, bytesTotal }: ImportStatusReport): Progress {
  const total = phase === 'reading' ? bytesTotal : 0;
  return { label: PHASE_LABELS[phase], done: Math.min(bytesRead, total), total };
}

async function cancel({ server, id }: FollowedImport): Promise<void> {
  await askApi(server, { method: 'DELETE', path: `/imports/${id}` }, cancelledSchema);
}

async function readImport({ server, id }: FollowedImport): Promise<ImportStatusReport> {
  for (let silentMs = 0; ; silentMs += SILENT_POLL_MS) {
    try {
      return await askApi(server, { method: 'GET', path: `/imports/${id}` }, importSchema);
    } catch (error) {
      const isSilent = error instanceof CommandFailure && error.exitCode === EXIT_CODES.noServer;
      if (!isSilent || silentMs >= LONGEST_SILENCE_MS) throw error;
      await sleep(SILENT_POLL_MS);
    }
  }
}

function failureOf({ error }: ImportStatusReport): CommandFailure {
  const message = oneLine(error?.message ?? 'no reason was given', LONGEST_MESSAGE);
  const code = error === null ? '' : ` (${oneLine(error.code, LONGEST_MESSAGE)})`;
  return new CommandFailure(EXIT_CODES.failed, `The import failed: ${message}${code}`);
}
