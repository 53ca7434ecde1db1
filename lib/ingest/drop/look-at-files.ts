import { probeSource } from '@/lib/import/source/probe-source';
import { ImportError } from '@/lib/import/import-error';
import type { LookedAtFile } from '@/lib/import/plan/candidates';

import type { OpenFiles } from './disk-source';
import type { DropFile, UnopenedFile } from './open-drop';

export interface LookedAtDrop {
  readonly looked: readonly LookedAtFile[];
  readonly unopened: readonly UnopenedFile[];
}

/** Reads the beginning of every file of a drop; what can be no log at all is told. */
export async function lookAtFiles(
  files: readonly DropFile[],
  open: OpenFiles,
  signal: AbortSignal,
): Promise<LookedAtDrop> {
  const looked: LookedAtFile[] = [];
  const unopened: UnopenedFile[] = [];
  for (const file of files) {
    signal.throwIfAborted();
    const { path, complete, header } = file;
    try {
      const result = await probeSource({ path, complete, header, source: open.source(file) });
      if (result.kind === 'probe') looked.push({ path, probe: result.probe });
      else unopened.push({ path, ...result.refusal });
    } catch (error) {
      if (!(error instanceof ImportError)) throw error;
      if (complete) unopened.push({ path, code: error.code, message: error.message });
      else unopened.push({ path, code: 'later', message: 'Only the whole file tells what it holds.' });
    }
  }
  return { looked, unopened };
}
