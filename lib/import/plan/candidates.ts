import { detectEntitySet } from '@/lib/import/entities/detect-entity-set';
import { detectQuestionSet } from '@/lib/import/entities/question-set';
import { detectFormat, usualLayout, type DetectionResult } from '@/lib/import/detect';
import type { RecordLayout } from '@/lib/import/containers/record-layout';
import type { FormatProbe, RolloutImporter } from '@/lib/import/importer';
import { mappedTable } from '@/lib/import/importers/mapped-table';
import { baseNameOf, fileIsRun, folderOf, type PathFacts } from '@/lib/import/paths/path-facts';
import { settingsOfRun, type ImportSettings, type RunSettings } from '@/lib/import/settings/import-settings';

/** A file of a drop that can be opened: its beginning. */
export interface LookedAtFile {
  readonly path: string;
  readonly probe: FormatProbe;
}

export interface DetectedFile extends LookedAtFile {
  readonly detection: DetectionResult;
}

/** A file that will be part of a run. */
export interface Candidate {
  readonly looked: DetectedFile;
  readonly importer: RolloutImporter | null;
  readonly why: string;
  readonly layout: RecordLayout;
  readonly inOrder: boolean;
  readonly facts: PathFacts;
  readonly key: string;
  readonly shape: string;
}

/** Refusals that only say that nothing is known. */
export const UNDECIDED: readonly string[] = ['unknown_format', 'ambiguous_format', 'question_missing'];
/** Fewer files of one record are taken for small logs. */
const FEWEST_SINGLES = 3;
/** The order of paths as people number files. */
export const NATURAL = new Intl.Collator('en', { numeric: true });

/** A file as part of a run; null where it is no log and no table that could be one. */
export function candidateOf(looked: DetectedFile, settings: ImportSettings): Candidate | null {
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

/**
 * Files of one record each that lie in one folder are the rollouts of one run: there are writers that log a file a rollout.
 * Where a folder is a step, the folder above counts.
 */
export function mergeSingles(candidates: readonly Candidate[]): readonly Candidate[] {
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

function shapeOf(format: string, probe: FormatProbe): string {
  const keys = [...new Set(probe.records.flatMap((record) => Object.keys(record)))];
  const columns = keys.toSorted((a, b) => NATURAL.compare(a, b)).slice(0, 60);
  return `${format}(${columns.join(',').slice(0, 800)})`;
}
