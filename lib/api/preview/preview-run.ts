import { questionKey } from '@/lib/core/entities/question-key';
import type { QuestionIndex } from '@/lib/core/entities/question-index';
import { decideCorrectness } from '@/lib/core/rewards/correctness';
import type { ImportedRollout, JsonObject } from '@/lib/core/rollout/rollout';
import { groupSizes } from '@/lib/core/shape/group-sizes';
import { readTranscript } from '@/lib/core/rollout/transcript';
import { columnsOf, suggestMapping, valueAt } from '@/lib/import/mapping/column-values';
import { exactMatchNotice } from '@/lib/import/plan/exact-match-notice';
import type { PlannedRun } from '@/lib/import/plan/plan-runs';
import { DEFAULT_SCORE_THRESHOLD, type Grouping, type RunSettings } from '@/lib/import/settings/import-settings';
import {
  PREVIEW_FILES,
  PREVIEW_ISSUES,
  PREVIEW_ROLLOUTS,
  PREVIEW_ROWS,
  type PreviewRun,
} from '@/lib/api/schemas/drop-preview';
import type { PreviewRollout } from '@/lib/api/schemas/preview-rollout';

import type { RunSample, SampledRollout } from './sample-run';

const LONGEST_SPAN = 4_000;
const LONGEST_CELL = 200;

export interface PreviewContext {
  readonly sample: RunSample;
  /** Sizes of the files by path. */
  readonly bytes: ReadonlyMap<string, number>;
  readonly storedSets: QuestionIndex;
  readonly droppedSets: QuestionIndex;
  readonly remembered: boolean;
  readonly existing: PreviewRun['existing'];
  /** Name that the format gives the run; null where the path's serves. */
  readonly describedName: string | null;
}

/** A planned run as the preview shows it. */
export function previewRun(run: PlannedRun, context: PreviewContext): PreviewRun {
  const { sample } = context;
  const threshold = run.settings.scoreThreshold ?? DEFAULT_SCORE_THRESHOLD;
  const decided = correctnessOf(sample.rollouts, threshold);
  return {
    key: run.key,
    name: run.settings.name ?? context.describedName ?? run.name,
    ...formatOf(run),
    why: run.why,
    files: filesOf(run, context.bytes),
    companions: [...run.companions],
    complete: sample.complete,
    rolloutsRead: sample.rollouts.length,
    rollouts: sample.rollouts.slice(0, PREVIEW_ROLLOUTS).map((one) => previewRollout(one, run.settings)),
    rows: sample.records.slice(0, PREVIEW_ROWS).map(rowOf),
    issues: sample.issues.slice(0, PREVIEW_ISSUES),
    grouping: guessGrouping(sample.rollouts, run.settings.grouping ?? 'detected', run.importer?.groupField ?? null),
    correctness: decided.correctness,
    outcomes: decided.outcomes,
    notices: [...noticesOf(run, decided), ...missingColumns(run, sample.records)],
    thoughts: countBy(sample.rollouts, ({ thoughtSource }) => thoughtSource),
    entities: entitiesOf(sample.rollouts, context),
    columns: columnsOf(sample.records).map(({ path, kind, example }) => ({ path, kind, example })),
    suggestedMapping: suggestMapping(sample.records),
    settings: run.settings,
    shape: run.shape,
    remembered: context.remembered,
    existing: context.existing,
  };
}

function formatOf({ importer }: PlannedRun): Pick<PreviewRun, 'format' | 'label'> {
  return importer === null
    ? { format: null, label: 'Table of no known format' }
    : { format: importer.id, label: importer.label };
}

/** What the format leaves out, and what the rollouts themselves give reason to say. */
function noticesOf({ importer }: PlannedRun, { compared, equal }: Decided): PreviewRun['notices'] {
  const exact = exactMatchNotice(compared, equal);
  const notices = [...(importer?.notices ?? []), ...(exact === null ? [] : [exact])];
  return notices.map(({ code, message }) => ({ code, message }));
}

/** Columns that the settings name and no record has: what they should say, nothing says. */
function missingColumns({ settings }: PlannedRun, records: readonly JsonObject[]): PreviewRun['notices'] {
  const { correctColumn, entitiesColumn, mapping = {} } = settings;
  const named = [correctColumn, entitiesColumn, ...Object.values(mapping)].filter((column) => column !== undefined);
  if (records.length === 0) return [];
  const missing = named.filter((column) => records.every((record) => valueAt(record, column) === undefined));
  return missing.map((column) => ({
    code: 'column_missing',
    message: `No record seen here has a column "${column}".`,
  }));
}

function filesOf(run: PlannedRun, bytes: ReadonlyMap<string, number>): PreviewRun['files'] {
  const sized = run.files.map(({ path, facts }) => ({
    path,
    bytes: bytes.get(path) ?? 0,
    step: facts.step,
    rollout: facts.rolloutIndex,
  }));
  return {
    total: sized.length,
    bytes: sized.reduce((sum, file) => sum + file.bytes, 0),
    first: sized.slice(0, PREVIEW_FILES),
  };
}

function previewRollout({ file, line, rollout }: SampledRollout, settings: RunSettings): PreviewRollout {
  const { thoughts = 'detected', scoreThreshold = DEFAULT_SCORE_THRESHOLD } = settings;
  const rule = thoughts === 'detected' ? 'auto' : thoughts;
  const turns = new Map<number, PreviewRollout['turnList'][number]>();
  for (const { turn, ...span } of readTranscript(rollout.messages, rule).spans) {
    const known = turns.get(turn) ?? { turn, spans: [] };
    known.spans.push({ ...span, text: span.text.slice(0, LONGEST_SPAN) });
    turns.set(turn, known);
  }
  return {
    file,
    line,
    questionId: rollout.questionId,
    question: rollout.question,
    answers: [...rollout.answers],
    entities: rollout.entities?.map((entity) => entity.name) ?? null,
    step: rollout.step,
    prediction: rollout.prediction,
    correct: decideCorrectness(rollout, scoreThreshold).correct,
    termination: rollout.termination,
    turnList: [...turns.values()],
  };
}

function rowOf(record: JsonObject): Record<string, string> {
  const cells = columnsOf([record]).map(({ path, example }) => [path, example.slice(0, LONGEST_CELL)] as const);
  return Object.fromEntries(cells);
}

/** What a question is known by across rollouts: its id, else its text. */
function questionOf({ questionId, question, messages }: ImportedRollout): string {
  if (questionId !== null) return `id ${questionId}`;
  return `text ${questionKey(question ?? messages.find(({ role }) => role === 'user')?.content ?? '')}`;
}

/** Groups as an import would make them, of the rollouts at hand. */
function guessGrouping(
  sampled: readonly SampledRollout[],
  grouping: Grouping,
  field: string | null,
): PreviewRun['grouping'] {
  const sizes = new Map<string, number>();
  for (const one of sampled) {
    const key = groupOf(one, grouping);
    sizes.set(key, (sizes.get(key) ?? 0) + 1);
  }
  if (sizes.size === 0) return null;
  const { groups, size, odd } = groupSizes(sizes.values());
  return {
    by: groupedBy(sampled, grouping),
    field,
    withinStep: sampled.some(({ rollout }) => rollout.step !== null),
    groups,
    size,
    odd,
  };
}

function groupOf({ file, line, rollout }: SampledRollout, grouping: Grouping): string {
  const { groupKey, step, split, question } = rollout;
  switch (grouping) {
    case 'detected':
      return JSON.stringify([questionOf(rollout), groupKey, step, split]);
    case 'question_id':
      return JSON.stringify([questionOf(rollout), step, split]);
    case 'question_text':
      return JSON.stringify([
        questionOf({ ...rollout, questionId: question === null ? rollout.questionId : null }),
        step,
        split,
      ]);
    case 'file':
      return JSON.stringify([questionOf(rollout), file, step, split]);
    case 'none':
      return JSON.stringify([file, line]);
  }
}

function groupedBy(sampled: readonly SampledRollout[], grouping: Grouping): NonNullable<PreviewRun['grouping']>['by'] {
  if (grouping === 'file' || grouping === 'none') return grouping;
  const withKey = grouping === 'detected' ? sampled.filter(({ rollout }) => rollout.groupKey !== null).length : 0;
  if (withKey === 0) return 'question';
  return withKey === sampled.length ? 'group_id' : 'group_id_or_question';
}

interface Decided extends Pick<PreviewRun, 'correctness' | 'outcomes'> {
  /** Rollouts decided by comparing the prediction with the gold answers, and how many of them agree. */
  readonly compared: number;
  readonly equal: number;
}

function correctnessOf(sampled: readonly SampledRollout[], threshold: number): Decided {
  const decided = sampled.map(({ rollout }) => decideCorrectness(rollout, threshold));
  const outcomes = { correct: 0, wrong: 0, undecided: 0 };
  for (const { correct } of decided) outcomes[correct === null ? 'undecided' : correct ? 'correct' : 'wrong'] += 1;
  const compared = decided.filter(({ rule }) => rule === 'exact_match');
  return {
    correctness: countBy(decided, ({ rule }) => rule ?? 'undecided'),
    outcomes,
    compared: compared.length,
    equal: compared.filter(({ correct }) => correct === true).length,
  };
}

function entitiesOf(sampled: readonly SampledRollout[], context: PreviewContext): PreviewRun['entities'] {
  const questions = new Map(sampled.map(({ rollout }) => [questionOf(rollout), rollout]));
  const counts = { questions: questions.size, fromLog: 0, fromStoredSets: 0, fromDroppedSets: 0, without: 0 };
  for (const { questionId, question, messages, entities } of questions.values()) {
    const text = question ?? messages.find(({ role }) => role === 'user')?.content ?? null;
    // The newest set wins: what is dropped now is newer than what is stored, and a set comes before the log.
    if (context.droppedSets.join({ questionId, question: text }).kind === 'joined') counts.fromDroppedSets += 1;
    else if (context.storedSets.join({ questionId, question: text }).kind === 'joined') counts.fromStoredSets += 1;
    else if (entities !== null && entities.length > 0) counts.fromLog += 1;
    else counts.without += 1;
  }
  return counts;
}

function countBy<Item>(items: readonly Item[], nameOf: (item: Item) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[nameOf(item)] = (counts[nameOf(item)] ?? 0) + 1;
  return counts;
}
