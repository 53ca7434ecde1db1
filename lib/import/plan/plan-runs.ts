import { detectFormat } from '@/lib/import/detect';
import type { RecordLayout } from '@/lib/import/containers/record-layout';
import type { Container, RolloutImporter } from '@/lib/import/importer';
import { baseNameOf, folderOf, type PathFacts } from '@/lib/import/paths/path-facts';
import { settingsOfRun, type ImportSettings, type RunSettings } from '@/lib/import/settings/import-settings';
import { candidateOf, mergeSingles, NATURAL, type Candidate, type DetectedFile, type LookedAtFile } from './candidates';
import {
  claimCompanions,
  keepLastVersions,
  nearest,
  servingQuestions,
  withoutCompanions,
  type LeftOutFile,
} from './left-out-files';

export interface PlannedFile {
  readonly path: string;
  readonly container: Container;
  readonly layout: RecordLayout;
  readonly inOrder: boolean;
  readonly facts: PathFacts;
}

/** Files that make one run. */
export interface PlannedRun {
  /** Names the run in settings; stable as long as format and paths are. */
  readonly key: string;
  readonly name: string;
  /** Null for records of no known format without a mapping: they cannot be imported before one is given. */
  readonly importer: RolloutImporter | null;
  readonly why: string;
  /** In natural order of their paths. */
  readonly files: readonly PlannedFile[];
  /** Paths of the small files that belong to them. */
  readonly companions: readonly string[];
  readonly settings: RunSettings;
  /** A name for the shape of its records: format and top-level fields. */
  readonly shape: string;
}

export interface DropPlan {
  readonly runs: readonly PlannedRun[];
  readonly leftOut: readonly LeftOutFile[];
  /** Those of the left-out files whose questions and gold answers serve the runs. */
  readonly questionSets: readonly LookedAtFile[];
}

/**
 * Groups the files of a drop into runs: files of one format whose paths name the same run (`place` of the importer), unless
 * the settings say otherwise. Of several versions of a file the last one is read. Records of no known format are offered as
 * tables to be mapped, one a file.
 */
export function planRuns(files: readonly LookedAtFile[], settings: ImportSettings): DropPlan {
  const leftOut: LeftOutFile[] = [];
  const excluded = new Set(settings.exclude);
  const candidates: Candidate[] = [];
  const rest: DetectedFile[] = [];
  for (const file of files.toSorted((a, b) => NATURAL.compare(a.path, b.path))) {
    const looked = { ...file, detection: detectFormat(file.probe, settings.all?.format ?? null) };
    if (excluded.has(looked.path))
      leftOut.push({ path: looked.path, kind: 'excluded', code: null, why: 'Left out by choice.' });
    else {
      const candidate = candidateOf(looked, settings);
      if (candidate === null) rest.push(looked);
      else candidates.push(candidate);
    }
  }
  const logs = withoutCompanions(candidates, rest);
  const isDetected = (settings.files ?? 'detected') === 'detected';
  const { kept, superseded } = keepLastVersions(isDetected ? mergeSingles(logs) : logs);
  leftOut.push(...superseded);
  const groups = Map.groupBy(kept, ({ key }) => key);
  const wanted = claimCompanions(rest, kept, leftOut);
  const runs = [...groups].flatMap(([key, members]) => {
    const run = plannedRun(key, members, { settings, wanted });
    return run === null ? [] : [run];
  });
  leftOut.push(...skippedFiles(groups, settings));
  const served = runs.length > 0 ? leftOut.map(servingQuestions) : leftOut;
  const questionPaths = new Set(leftOut.flatMap(({ path, kind }) => (kind === 'questions' ? [path] : [])));
  return {
    runs,
    leftOut: served.toSorted((a, b) => NATURAL.compare(a.path, b.path)),
    questionSets: rest.filter(({ path }) => questionPaths.has(path)),
  };
}

interface PlanContext {
  readonly settings: ImportSettings;
  readonly wanted: ReadonlyMap<RolloutImporter, readonly string[]>;
}

/** A run out of its files; null where the settings leave it out. */
function plannedRun(key: string, members: readonly Candidate[], context: PlanContext): PlannedRun | null {
  const [first] = members;
  if (first === undefined) return null;
  const settings = settingsOfRun(context.settings, key);
  if (settings.skip === true) return null;
  const { importer } = first;
  return {
    key,
    name: settings.name ?? first.facts.runName ?? nameOf(key, first),
    importer,
    why: first.why,
    files: members.map(({ looked, layout, inOrder, facts }) => ({
      path: looked.path,
      container: looked.probe.container,
      layout,
      inOrder,
      facts,
    })),
    companions: importer === null ? [] : nearest(importer, context.wanted.get(importer) ?? [], members),
    settings,
    shape: first.shape,
  };
}

/** The last part of the run's own path without its extension; of a common name such as results.jsonl, its folder. A number names nothing. */
function nameOf(key: string, { looked, importer }: Candidate): string {
  const path = key.slice(key.indexOf(':') + 1);
  const whole = path === '*' || path === '' ? folderOf(looked.path) || looked.path : path;
  const name = baseNameOf(whole).replace(/\.(jsonl?|json|txt|log|eval|parquet|csv|tsv)$/i, '') || whole;
  const isCommon = /^(results|traces|rollouts|completions|output|intermediate_data|trajectories|samples)$/i.test(name);
  const folder = baseNameOf(folderOf(whole));
  if (isCommon && folder !== '') return folder;
  return /^\d+$/.test(name) && importer !== null ? importer.label : name;
}

function skippedFiles(
  groups: ReadonlyMap<string, readonly Candidate[]>,
  settings: ImportSettings,
): readonly LeftOutFile[] {
  return [...groups].flatMap(([key, members]) =>
    settingsOfRun(settings, key).skip === true
      ? members.map(({ looked }) => ({
          path: looked.path,
          kind: 'excluded' as const,
          code: null,
          why: 'Left out by choice.',
        }))
      : [],
  );
}
