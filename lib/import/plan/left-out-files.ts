import { detectEntitySet } from '@/lib/import/entities/detect-entity-set';
import { detectQuestionSet } from '@/lib/import/entities/question-set';
import type { RolloutImporter } from '@/lib/import/importer';
import { folderOf } from '@/lib/import/paths/path-facts';
import { UNDECIDED, type Candidate, type DetectedFile } from './candidates';

/** A file that makes no run. */
export interface LeftOutFile {
  readonly path: string;
  readonly kind: 'companion' | 'superseded' | 'excluded' | 'refused' | 'entities' | 'questions';
  readonly code: string | null;
  readonly why: string;
}

/** Of the files that are versions of one another only those of the highest rank. */
export function keepLastVersions(candidates: readonly Candidate[]): { kept: Candidate[]; superseded: LeftOutFile[] } {
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
export function withoutCompanions(candidates: readonly Candidate[], rest: DetectedFile[]): readonly Candidate[] {
  const importers = new Set(candidates.flatMap(({ importer }) => (importer === null ? [] : [importer])));
  return candidates.filter(({ importer, looked }) => {
    const isWanted = importer === null && [...importers].some((other) => other.wantsCompanion?.(looked.probe) ?? false);
    if (isWanted) rest.push(looked);
    return !isWanted;
  });
}

/** Gives each remaining file to the format that wants it as a companion; the others are left out with their reason. */
export function claimCompanions(
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
  const mayBeEntities = UNDECIDED.includes(code) || code === 'is_entity_set' || code === 'is_question_set';
  const entities = mayBeEntities ? detectEntitySet(probe) : null;
  if (entities?.kind === 'entity_set') return { path, kind: 'entities', code: 'is_entity_set', why: entities.why };
  const questions = code === 'unknown_format' ? detectQuestionSet(probe.records) : null;
  if (questions !== null) return { path, kind: 'questions', code: 'is_question_set', why: questions.why };
  return { path, kind: code === 'is_question_set' ? 'questions' : 'refused', code, why: message };
}

/** Companions of the folders the run's files lie in, else of folders above, else of others where the format allows it. */
export function nearest(
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

/** Beside logs a set of questions has its use. */
export function servingQuestions(file: LeftOutFile): LeftOutFile {
  if (file.kind !== 'questions') return file;
  const why =
    'Questions with gold answers: rollouts here that have none of their own take theirs from it, by question id or text.';
  return { ...file, why };
}
