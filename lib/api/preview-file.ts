import { decideCorrectness } from '@/lib/core/rewards/correctness';
import type { ImportedRollout } from '@/lib/core/rollout/rollout';
import { readTranscript } from '@/lib/core/rollout/transcript';
import { detectFormat, HEAD_BYTES, isCompanion } from '@/lib/import/detect';
import { detectEntitySet, type EntitySetFormat } from '@/lib/import/entities/detect-entity-set';
import { readEntitySet } from '@/lib/import/entities/read-entity-set';
import type { FileHead, RolloutImporter, SourceRecord } from '@/lib/import/importer';
import { linesOf } from '@/lib/import/lines/split-lines';

import { PREVIEW_ISSUES, PREVIEW_ROLLOUTS, type FilePreview } from './schemas/import';

/** Most bytes of a file that a preview reads; the rest of a longer head is left out. */
export const LARGEST_PREVIEW_BYTES = 8 * 1024 * 1024;
const LARGEST_PREVIEW_ROLLOUTS = 5000;
const DEFAULT_SCORE_THRESHOLD = 0.5;
const LONGEST_SPAN = 4000;
const NEWLINE = 10;

interface FileStart {
  readonly bytes: Uint8Array;
  readonly path: string;
  readonly complete: boolean;
}

/** A preview that says nothing yet. */
function emptyPreview({ path, complete }: FileStart): FilePreview {
  return {
    path,
    complete,
    kind: 'refused',
    format: null,
    label: null,
    why: '',
    refusal: null,
    runName: null,
    rolloutsRead: 0,
    rollouts: [],
    questions: [],
    issues: [],
    grouping: null,
    correctness: {},
    withEntities: 0,
  };
}

/** The bytes up to the last line end, unless the file ends here: a line that was cut off is no fault of the file. */
function wholeLines({ bytes, complete }: FileStart): Uint8Array {
  return complete ? bytes : bytes.subarray(0, bytes.lastIndexOf(NEWLINE) + 1);
}

function previewRollout(line: number, rollout: ImportedRollout): FilePreview['rollouts'][number] {
  const turns = new Map<number, FilePreview['rollouts'][number]['turnList'][number]>();
  for (const { turn, ...span } of readTranscript(rollout.messages, 'auto').spans) {
    const known = turns.get(turn) ?? { turn, spans: [] };
    known.spans.push({ ...span, text: span.text.slice(0, LONGEST_SPAN) });
    turns.set(turn, known);
  }
  return {
    line,
    questionId: rollout.questionId,
    question: rollout.question,
    answers: [...rollout.answers],
    entities: rollout.entities?.map((entity) => entity.name) ?? null,
    step: rollout.step,
    prediction: rollout.prediction,
    correct: decideCorrectness(rollout, DEFAULT_SCORE_THRESHOLD).correct,
    termination: rollout.termination,
    turnList: [...turns.values()],
  };
}

/** Groups as an import would make them, of the rollouts at hand. */
function guessGrouping(rollouts: readonly ImportedRollout[]): FilePreview['grouping'] {
  const sizes = new Map<string, number>();
  for (const { groupKey, questionId, question, split, step } of rollouts) {
    const own = groupKey === null ? ['question', questionId ?? question] : ['group', groupKey];
    const key = JSON.stringify([split, step, ...own]);
    sizes.set(key, (sizes.get(key) ?? 0) + 1);
  }
  const groupsBySize = new Map<number, number>();
  for (const size of sizes.values()) groupsBySize.set(size, (groupsBySize.get(size) ?? 0) + 1);
  const [commonest] = [...groupsBySize].toSorted(
    ([size, groups], [otherSize, others]) => others - groups || otherSize - size,
  );
  if (commonest === undefined) return null;
  const withKey = rollouts.filter((rollout) => rollout.groupKey !== null).length;
  return {
    by: withKey === 0 ? 'question' : withKey === rollouts.length ? 'group_id' : 'group_id_or_question',
    withinStep: rollouts.some((rollout) => rollout.step !== null),
    groups: sizes.size,
    size: commonest[0],
    odd: sizes.size - commonest[1],
  };
}

function countRules(rollouts: readonly ImportedRollout[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const rollout of rollouts) {
    const rule = decideCorrectness(rollout, DEFAULT_SCORE_THRESHOLD).rule ?? 'undecided';
    counts[rule] = (counts[rule] ?? 0) + 1;
  }
  return counts;
}

async function* recordsOf(bytes: Uint8Array): AsyncGenerator<SourceRecord> {
  yield* linesOf({ firstLine: 1, bytes: Uint8Array.from(bytes) });
}

async function readRollouts(importer: RolloutImporter, start: FileStart) {
  const lines: number[] = [];
  const rollouts: ImportedRollout[] = [];
  const issues: FilePreview['issues'] = [];
  const source = {
    path: start.path,
    companions: new Map<string, Uint8Array>(),
    records: () => recordsOf(wholeLines(start)),
  };
  for await (const event of importer.read(source)) {
    if (event.kind === 'rollout') {
      lines.push(event.line);
      rollouts.push(event.rollout);
    } else if (event.kind === 'issue' && (start.complete || event.code !== 'block_incomplete')) {
      issues.push({ line: event.line, code: event.code, message: event.message });
    }
    if (rollouts.length >= LARGEST_PREVIEW_ROLLOUTS) break;
  }
  return { lines, rollouts, issues };
}

async function previewRollouts(importer: RolloutImporter, why: string, start: FileStart): Promise<FilePreview> {
  const { lines, rollouts, issues } = await readRollouts(importer, start);
  return {
    ...emptyPreview(start),
    kind: 'rollouts',
    format: importer.id,
    label: importer.label,
    why,
    runName: importer.describe({ path: start.path, companions: new Map() }).name,
    rolloutsRead: rollouts.length,
    rollouts: rollouts.slice(0, PREVIEW_ROLLOUTS).map((rollout, index) => previewRollout(lines[index] ?? 0, rollout)),
    issues: issues.slice(0, PREVIEW_ISSUES),
    grouping: guessGrouping(rollouts),
    correctness: countRules(rollouts),
    withEntities: rollouts.filter((rollout) => rollout.entities !== null).length,
  };
}

async function previewEntities(
  format: EntitySetFormat,
  why: string,
  head: FileHead,
  start: FileStart,
): Promise<FilePreview> {
  const preview: FilePreview = { ...emptyPreview(start), kind: 'entities', format, label: 'Gold entities', why };
  const bytes = wholeLines(start);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  for await (const event of readEntitySet({ format, head, chunks })) {
    if (event.kind === 'issue') {
      if (start.complete) preview.issues.push({ line: event.line, code: event.code, message: event.message });
    } else {
      const { questionId, question, entities } = event.question;
      preview.questions.push({ questionId, question, entities: entities.map((entity) => entity.name) });
    }
    if (preview.questions.length >= PREVIEW_ROLLOUTS || preview.issues.length >= PREVIEW_ISSUES) break;
  }
  return preview;
}

/**
 * What an import would understand of a file, from its first bytes: format and why, the first rollouts, lines that cannot
 * be used, how rollouts would be grouped. Stores nothing. A file that cannot be used is an answer, not an error.
 *
 * @param bytes The first bytes, or all where `complete`; best some megabytes.
 */
export async function previewFile(bytes: Uint8Array, path: string, complete: boolean): Promise<FilePreview> {
  const start: FileStart = {
    path,
    complete: complete && bytes.length <= LARGEST_PREVIEW_BYTES,
    bytes: bytes.subarray(0, LARGEST_PREVIEW_BYTES),
  };
  const head = { path, bytes: bytes.subarray(0, HEAD_BYTES), complete: complete && bytes.length <= HEAD_BYTES };
  if (isCompanion(path)) {
    return { ...emptyPreview(start), kind: 'companion', label: 'Metadata', why: 'belongs to the log beside it' };
  }
  const detected = detectFormat(head, null);
  if (detected.kind === 'importer') return previewRollouts(detected.importer, detected.why, start);
  const entitySet = detectEntitySet(head);
  if (entitySet.kind === 'entity_set') return previewEntities(entitySet.format, entitySet.why, head, start);
  return { ...emptyPreview(start), why: detected.message, refusal: detected.code };
}
