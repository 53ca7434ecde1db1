import type { DropPreview, PreviewRun } from '@/lib/api/schemas/drop-preview';
import type { ImportSettings } from '@/lib/import/settings/import-settings';
import { unreadableWords } from '@/lib/import/words/preview-words';

const LONGEST_NAME = 200;

/** What an import can begin with, after a preview. */
export interface StartPlan {
  /** The preview with the names the runs will have. */
  readonly preview: DropPreview;
  /** Runs that will be imported. */
  readonly wanted: readonly PreviewRun[];
  /** Runs that are there already, left out. */
  readonly existing: readonly PreviewRun[];
  readonly settings: ImportSettings;
}

export interface StartChoices {
  readonly settings: ImportSettings;
  readonly runName: string | null;
  readonly again: boolean;
  /** Paths of files that are stored as gold entities, not as logs. */
  readonly entityPaths: readonly string[];
}

/**
 * Every run exactly as the preview showed it, what an earlier import of that shape was given included. Runs that are there
 * already are left out unless they are wanted again, and so are those of which nothing can be read.
 */
export function planStart(preview: DropPreview, { settings, runName, again, entityPaths }: StartChoices): StartPlan {
  const isNamedAsEntities = ({ files }: PreviewRun) => files.first.every(({ path }) => entityPaths.includes(path));
  const logs = preview.runs.filter((run) => !isNamedAsEntities(run));
  const usable = logs.filter(
    (run) => run.format !== null && run.settings.skip !== true && unreadableWords(run) === null,
  );
  const existing = again ? [] : usable.filter((run) => run.existing !== null);
  const wanted = usable.filter((run) => !existing.includes(run));
  const named = (run: PreviewRun): PreviewRun => {
    if (runName === null || !wanted.includes(run)) return run;
    const name = wanted.length === 1 ? runName : `${runName}: ${run.name}`.slice(0, LONGEST_NAME);
    return { ...run, name };
  };
  const runs = logs.map((run) => {
    const name = runName === null || !wanted.includes(run) ? {} : { name: named(run).name };
    return [run.key, { ...run.settings, ...name, ...(wanted.includes(run) ? {} : { skip: true }) }] as const;
  });
  const exclude = [...(settings.exclude ?? []), ...entityPaths];
  return {
    preview: { ...preview, runs: logs.map(named) },
    wanted: wanted.map(named),
    existing,
    settings: {
      ...settings,
      ...(exclude.length === 0 ? {} : { exclude }),
      runs: { ...settings.runs, ...Object.fromEntries(runs) },
    },
  };
}
