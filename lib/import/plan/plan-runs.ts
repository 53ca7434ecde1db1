import { detectFormat, usualLayout, type DetectionResult } from '@/lib/import/detect';
import { detectEntitySet } from '@/lib/import/entities/detect-entity-set';
import { detectQuestionSet } from '@/lib/import/entities/question-set';
import type { Container, FormatProbe, RolloutImporter } from '@/lib/import/importer';
import type { RecordLayout } from '@/lib/import/containers/record-layout';
import { mappedTable } from '@/lib/import/importers/mapped-table';
import { baseNameOf, fileIsRun, folderOf, type PathFacts } from '@/lib/import/paths/path-facts';
import { settingsOfRun, type ImportSettings, type RunSettings } from '@/lib/import/settings/import-settings';

/** A file of a drop that can be opened: its beginning. */
export interface LookedAtFile {
  readonly path: string;
  readonly probe: FormatProbe;
}

interface DetectedFile extends LookedAtFile {
  readonly detection: DetectionResult;
}

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

/** A file that makes no run. */
export interface LeftOutFile {
  readonly path: string;
  readonly kind: 'companion' | 'superseded' | 'excluded' | 'refused' | 'entities' | 'questions';
  readonly code: string | null;
  readonly why: string;
}

export interface DropPlan {
  readonly runs: readonly PlannedRun[];
  readonly leftOut: readonly LeftOutFile[];
  /** Those of the left-out files whose questions and gold answers serve the runs. */
  readonly questionSets: readonly LookedAtFile[];
}

/** Refusals that only say that nothing is known. */
const UNDECIDED: readonly string[] = ['unknown_format', 'ambiguous_format', 'question_missing'];
/** Fewer files of one record are taken for small logs. */
const FEWEST_SINGLES = 3;
const NATURAL = new Intl.Collator('en', { numeric: true });

/** A file that will be part of a run. */
interface Candidate {
  readonly looked: DetectedFile;
  readonly importer: RolloutImporter | null;
  readonly why: string;
  readonly layout: RecordLayout;
  readonly inOrder: boolean;
  readonly facts: PathFacts;
  readonly key: string;
  readonly shape: string;
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

function candidateOf(looked: DetectedFile, settings: ImportSettings): Candidate | null {
  const { probe, detection } = looked;
  if (detection.kind === 'importer') {
    const facts = detection.importer.place?.(looked.path) ?? fileIsRun(looked.path);
    const key = keyOf(detection.importer, facts, looked, settings);
    const shape = shapeOf(detection.importer.id, probe);
    return withFormat({ looked, ...detection, facts, key, shape }, settingsOfRun(settings, key));
  }
  const key = `file:${looked.path}`;
  const asked = settingsOfRun(settings, key);
  const isAsked = asked.format !== undefined || asked.mapping !== undefined;
  if (!isAsked && !canBeMapped(looked)) return null;
  const table = { importer: null, why: detection.message, layout: usualLayout(probe), inOrder: false };
  const shape = shapeOf('table', probe);
  return withFormat({ looked, ...table, facts: fileIsRun(looked.path), key, shape }, asked);
}

/** The candidate read as the settings of its run say, where they name a format or columns. */
function withFormat(candidate: Candidate, { format, mapping }: RunSettings): Candidate {
  if (mapping !== undefined) {
    const layout = usualLayout(candidate.looked.probe);
    return { ...candidate, importer: mappedTable(mapping), layout, inOrder: false, why: 'columns chosen by hand' };
  }
  if (format === undefined || format === candidate.importer?.id) return candidate;
  const asked = detectFormat(candidate.looked.probe, format);
  if (asked.kind === 'refused') return candidate;
  const { importer, why, layout, inOrder } = asked;
  const facts = importer.place?.(candidate.looked.path) ?? fileIsRun(candidate.looked.path);
  return { ...candidate, importer, why, layout, inOrder, facts };
}

/** Records of which nothing is known may still be a log whose columns a user can name; gold entities and questions are none. */
function canBeMapped({ probe, detection }: DetectedFile): boolean {
  if (detection.kind === 'importer' || probe.records.length === 0) return false;
  return (
    UNDECIDED.includes(detection.code) &&
    detectEntitySet(probe).kind === 'refused' &&
    detectQuestionSet(probe.records) === null
  );
}

function keyOf(importer: RolloutImporter, facts: PathFacts, looked: DetectedFile, settings: ImportSettings): string {
  switch (settings.files ?? 'detected') {
    case 'one_run':
      return `${importer.id}:*`;
    case 'run_per_file':
      return `file:${looked.path}`;
    case 'detected':
      return facts.run === looked.path ? `file:${looked.path}` : `${importer.id}:${facts.run}`;
  }
}

/** Of the files that are versions of one another only those of the highest rank. */
function keepLastVersions(candidates: readonly Candidate[]): { kept: Candidate[]; superseded: LeftOutFile[] } {
  const best = new Map<string, number>();
  for (const { key, facts } of candidates) {
    if (facts.version === null) continue;
    const of = `${key}\n${facts.version.of}`;
    best.set(of, Math.max(best.get(of) ?? Number.NEGATIVE_INFINITY, facts.version.rank));
  }
  const kept: Candidate[] = [];
  const superseded: LeftOutFile[] = [];
  for (const candidate of candidates) {
    const { version } = candidate.facts;
    if (version === null || version.rank >= (best.get(`${candidate.key}\n${version.of}`) ?? version.rank))
      kept.push(candidate);
    else {
      const why = 'Another file of the drop holds the same rollouts in a later or fuller version.';
      superseded.push({ path: candidate.looked.path, kind: 'superseded', code: null, why });
    }
  }
  return { kept, superseded };
}

/** Candidates without those tables that a format of the drop wants beside its logs: these go to the rest. */
function withoutCompanions(candidates: readonly Candidate[], rest: DetectedFile[]): readonly Candidate[] {
  const importers = new Set(candidates.flatMap(({ importer }) => (importer === null ? [] : [importer])));
  return candidates.filter(({ importer, looked }) => {
    const isWanted = importer === null && [...importers].some((other) => other.wantsCompanion?.(looked.probe) ?? false);
    if (isWanted) rest.push(looked);
    return !isWanted;
  });
}

/**
 * Files of one record each that lie in one folder are the rollouts of one run: there are writers that log a file a rollout.
 * Where a folder is a step, the folder above counts.
 */
function mergeSingles(candidates: readonly Candidate[]): readonly Candidate[] {
  const singles = candidates.filter(isSingle);
  const byFolder = Map.groupBy(singles, ({ importer, looked }) => `${importer?.id}:${runFolderOf(looked.path)}/*`);
  const keys = new Map<Candidate, string>();
  for (const [key, members] of byFolder) {
    if (members.length >= FEWEST_SINGLES) for (const member of members) keys.set(member, key);
  }
  return candidates.map((candidate) => {
    const key = keys.get(candidate);
    const runName = baseNameOf(runFolderOf(candidate.looked.path)) || null;
    return key === undefined ? candidate : { ...candidate, key, facts: { ...candidate.facts, runName } };
  });
}

function isSingle({ key, importer, layout, looked: { probe } }: Candidate): boolean {
  const isOwnRun = key === `file:${probe.path}` || key.includes('step_*');
  const isPlain = layout.kind === 'whole' || layout.kind === 'lines';
  return isOwnRun && isPlain && importer?.kind === 'records' && probe.complete && probe.records.length === 1;
}

function runFolderOf(path: string): string {
  return folderOf(path).replace(/(?:^|\/)(?:global_|train_)?step[_-]?\d+$/i, '');
}

/** Gives each remaining file to the format that wants it as a companion; the others are left out with their reason. */
function claimCompanions(
  rest: readonly DetectedFile[],
  kept: readonly Candidate[],
  leftOut: LeftOutFile[],
): ReadonlyMap<RolloutImporter, readonly string[]> {
  const importers = new Set(kept.flatMap(({ importer }) => (importer === null ? [] : [importer])));
  const wanted = new Map<RolloutImporter, string[]>();
  for (const looked of rest) {
    const takers = [...importers].filter((importer) => importer.wantsCompanion?.(looked.probe) ?? false);
    for (const importer of takers) wanted.set(importer, [...(wanted.get(importer) ?? []), looked.path]);
    const [taker] = takers;
    leftOut.push(taker === undefined ? refusedFile(looked) : companionFile(looked, taker));
  }
  return wanted;
}

function companionFile({ path }: DetectedFile, importer: RolloutImporter): LeftOutFile {
  return { path, kind: 'companion', code: null, why: `Read together with the ${importer.label} files.` };
}

function refusedFile({ path, probe, detection }: DetectedFile): LeftOutFile {
  if (detection.kind === 'importer') return { path, kind: 'refused', code: null, why: 'Not used.' };
  const { code, message } = detection;
  // What a format or a list of look-alikes knows for something else is no set of entities, whatever keys it has.
  const mayBeEntities = UNDECIDED.includes(code) || code === 'is_entity_set';
  const entities = mayBeEntities ? detectEntitySet(probe) : null;
  if (entities?.kind === 'entity_set') return { path, kind: 'entities', code: 'is_entity_set', why: entities.why };
  const questions = code === 'unknown_format' ? detectQuestionSet(probe.records) : null;
  if (questions !== null) return { path, kind: 'questions', code: 'is_question_set', why: questions.why };
  return { path, kind: code === 'is_question_set' ? 'questions' : 'refused', code, why: message };
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

/** Companions of the folders the run's files lie in, else of folders above, else of others where the format allows it. */
function nearest(
  importer: RolloutImporter,
  paths: readonly string[],
  members: readonly Candidate[],
): readonly string[] {
  const folders = new Set(members.map(({ looked }) => folderOf(looked.path)));
  const beside = paths.filter((path) => folders.has(folderOf(path)));
  if (beside.length > 0) return beside;
  const above = paths.filter((path) => [...folders].some((folder) => isAbove(folderOf(path), folder)));
  return above.length > 0 || importer.companionsAnywhere !== true ? above : paths;
}

function isAbove(folder: string, other: string): boolean {
  return folder === '' || other.startsWith(`${folder}/`);
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

/** Beside logs a set of questions has its use. */
function servingQuestions(file: LeftOutFile): LeftOutFile {
  if (file.kind !== 'questions') return file;
  const why =
    'Questions with gold answers: rollouts here that have none of their own take theirs from it, by question id or text.';
  return { ...file, why };
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

function shapeOf(format: string, probe: FormatProbe): string {
  const keys = [...new Set(probe.records.flatMap((record) => Object.keys(record)))];
  const columns = keys.toSorted((a, b) => NATURAL.compare(a, b)).slice(0, 60);
  return `${format}(${columns.join(',').slice(0, 800)})`;
}
