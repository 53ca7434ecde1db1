import type { DropPreview, PreviewRun } from '@/lib/api/schemas/drop-preview';
import type { ImportSettings, RunSettings } from '@/lib/import/settings/import-settings';
import { unreadableWords } from '@/lib/import/words/preview-words';

/** What the user set of a run in this drop; null where nothing. */
function ownSettings(settings: ImportSettings, key: string): RunSettings | null {
  const { runs } = settings;
  return runs !== undefined && Object.hasOwn(runs, key) ? (runs[key] ?? null) : null;
}

/** The settings a run would be imported with: the user's, else those of the preview (detected or remembered). */
export function runSettings(settings: ImportSettings, run: PreviewRun): RunSettings {
  return ownSettings(settings, run.key) ?? run.settings;
}

/** A change of one setting; undefined goes back to what is detected. */
export type RunChange = { readonly [Name in keyof RunSettings]?: RunSettings[Name] | undefined };

function withoutUndefined(change: RunChange): RunSettings {
  const entries = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}

export function changeRun(settings: ImportSettings, run: PreviewRun, change: RunChange): ImportSettings {
  const own = withoutUndefined({ ...runSettings(settings, run), ...change });
  return { ...settings, runs: { ...settings.runs, [run.key]: own } };
}

/** The run as it is detected, without what is remembered of an earlier import. */
export function resetRun(settings: ImportSettings, run: PreviewRun): ImportSettings {
  const { skip, name } = ownSettings(settings, run.key) ?? {};
  return { ...settings, runs: { ...settings.runs, [run.key]: withoutUndefined({ skip, name }) } };
}

/** Whether a run is left out: where nothing of it can be read, else as the user says, else where it is imported already. */
export function isLeftOut(settings: ImportSettings, run: PreviewRun): boolean {
  if (unreadableWords(run) !== null) return true;
  return ownSettings(settings, run.key)?.skip ?? run.existing !== null;
}

/** What a preview depends on: names and the choice of runs change nothing of what is understood. */
export function previewSettings(settings: ImportSettings): ImportSettings {
  const runs = Object.entries(settings.runs ?? {}).map(([key, { name: _name, skip: _skip, ...rest }]) => [key, rest]);
  return runs.length === 0 ? settings : { ...settings, runs: Object.fromEntries(runs) };
}

/** What an import is started with: every run exactly as the page showed it. */
export function importSettings(settings: ImportSettings, preview: DropPreview): ImportSettings {
  const runs = preview.runs.map((run) => {
    const skip = isLeftOut(settings, run) ? true : undefined;
    const own = runSettings(settings, run);
    const name = own.name === undefined || own.name.trim() === '' ? undefined : own.name.trim();
    return [run.key, withoutUndefined({ ...own, name, skip })];
  });
  return { ...settings, runs: { ...settings.runs, ...Object.fromEntries(runs) } };
}

/** Whether only the whole files tell what they are: the import looks at them when it begins. */
export function isKnownLater({ runs, entitySets, leftOut }: DropPreview): boolean {
  if (leftOut.first.some(({ kind }) => kind === 'later')) return true;
  return runs.length === 0 && entitySets.length === 0 && leftOut.total === 0;
}
