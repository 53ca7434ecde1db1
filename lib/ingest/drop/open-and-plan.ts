import type { LeftOutFile } from '@/lib/import/plan/left-out-files';
import { planRuns, type DropPlan } from '@/lib/import/plan/plan-runs';
import type { ImportSettings } from '@/lib/import/settings/import-settings';

import type { OpenFiles } from './disk-source';
import { lookAtFiles } from './look-at-files';
import { openDrop, type DropFile, type GivenFile, type UnopenedFile } from './open-drop';
import type { Spool } from './spool';

export interface PlannedDrop {
  readonly plan: DropPlan;
  readonly unopened: readonly UnopenedFile[];
  readonly files: ReadonlyMap<string, DropFile>;
}

export interface DropTools {
  readonly open: OpenFiles;
  readonly spool: Spool;
  readonly signal: AbortSignal;
}

/** Opens archives, looks at the beginning of every file and groups the files into runs. */
export async function openAndPlan(
  given: readonly GivenFile[],
  settings: ImportSettings,
  tools: DropTools,
): Promise<PlannedDrop> {
  const opened = await openDrop(given, tools.open, tools.spool);
  const { looked, unopened } = await lookAtFiles(opened.files, tools.open, tools.signal);
  return {
    plan: planRuns(looked, settings),
    unopened: [...opened.unopened, ...unopened],
    files: new Map(opened.files.map((file) => [file.path, file])),
  };
}

/** Everything of a drop that makes no run, with its reason; a table whose columns nobody named makes none. */
export function leftOutOf({ plan, unopened }: PlannedDrop): readonly (Omit<LeftOutFile, 'kind'> & {
  readonly kind: LeftOutFile['kind'] | 'later';
})[] {
  const refused = unopened.map(({ path, code, message }) => ({
    path,
    kind: code === 'later' ? ('later' as const) : ('refused' as const),
    code: code === 'later' ? null : code,
    why: message,
  }));
  const unmapped = plan.runs
    .filter(({ importer }) => importer === null)
    .flatMap(({ files, why }) =>
      files.map(({ path }) => ({ path, kind: 'refused' as const, code: 'unknown_format', why })),
    );
  return [...plan.leftOut, ...unmapped, ...refused];
}
