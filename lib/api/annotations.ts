import type { Definitions } from '@/lib/core/rewards/definitions';
import { failureSignals } from '@/lib/core/labels/failure-signals';
import { OFFERED_LABELS } from '@/lib/core/labels/offered-labels';
import { MOST_LABELS } from '@/lib/core/labels/reader-annotation';
import {
  changeLabels,
  countLabels,
  findAnnotations,
  replaceLabels,
  writeNote,
  type Annotations,
  type LabelChange,
} from '@/lib/db/queries/annotations';
import { findQuestion } from '@/lib/db/queries/questions';
import { findFirstTurns, findRollouts } from '@/lib/db/queries/rollouts';

import { firstTurnsByEntity } from './first-turns';
import { ApiError } from './problem';
import { loadRolloutText } from './rollout-text';
import { findVisibleRun, type RunVersion } from './scored-run';
import type { AnnotatedRollout, Annotation, LabelItem, PutNote } from './schemas/annotation';

/** @throws ApiError run_not_found, rollout_not_found */
async function visibleRunWith(runId: number, n: number): Promise<RunVersion> {
  const run = await findVisibleRun(runId);
  if (n > run.rollouts) throw new ApiError('rollout_not_found', `run ${runId} has no rollout ${n}`);
  return run;
}

function annotationOf(stored: Annotations | undefined): Annotation {
  const note = stored?.note ?? null;
  return {
    labels: [...(stored?.labels ?? [])],
    note: note === null ? null : { text: note.text, updatedAt: note.updatedAt.toISOString() },
  };
}

async function readAnnotation(runId: number, n: number): Promise<Annotation> {
  return annotationOf((await findAnnotations(runId, [n])).get(n));
}

async function readSignals(run: RunVersion, n: number, { matcher }: Definitions): Promise<AnnotatedRollout['signals']> {
  const [[row], text, turns] = await Promise.all([
    findRollouts(run.id, [n]),
    loadRolloutText(run, n),
    findFirstTurns(run.id, [n]),
  ]);
  if (row === undefined || text === null) return [];
  const entities = (await findQuestion(run.id, row.questionNo))?.entities ?? [];
  const firstTurns = firstTurnsByEntity(turns.get(n) ?? [], entities, matcher);
  return [
    ...failureSignals({
      transcript: text.transcript,
      termination: row.termination,
      entityFirstTurns: firstTurns.map(({ thoughts }) => thoughts),
    }),
  ];
}

/**
 * Labels and note of a rollout, and what can be counted in it that speaks for one of the offered labels. Of the
 * definitions only the matcher matters.
 *
 * @throws ApiError run_not_found, rollout_not_found
 */
export async function readAnnotatedRollout(
  runId: number,
  n: number,
  definitions: Definitions,
): Promise<AnnotatedRollout> {
  const run = await visibleRunWith(runId, n);
  const [annotation, signals] = await Promise.all([readAnnotation(runId, n), readSignals(run, n, definitions)]);
  return { ...annotation, signals };
}

/** Makes these the labels of a rollout; of two writers the later wins. @throws ApiError run_not_found, rollout_not_found */
export async function putLabels(runId: number, n: number, labels: readonly string[]): Promise<Annotation> {
  await visibleRunWith(runId, n);
  await replaceLabels(runId, n, [...new Set(labels)]);
  return readAnnotation(runId, n);
}

/**
 * Adds labels to a rollout and takes others off, and answers with those it has then: a reader with the rollout in two
 * tabs keeps what either of them did.
 *
 * @throws ApiError run_not_found, rollout_not_found, invalid_body where it would carry too many
 */
export async function patchLabels(runId: number, n: number, change: LabelChange): Promise<Annotation> {
  await visibleRunWith(runId, n);
  if (await changeLabels(runId, n, change, MOST_LABELS)) return readAnnotation(runId, n);
  throw new ApiError('invalid_body', `a rollout has at most ${MOST_LABELS} labels`, { parameter: 'add' });
}

/**
 * Writes the note of a rollout. A writer who says which note it has read does not overwrite another one: a note is long
 * and somebody's work, unlike a label. Writing what already stands there is no conflict, so a repeated request is none.
 *
 * @throws ApiError run_not_found, rollout_not_found, note_changed
 */
export async function putNote(runId: number, n: number, { text, basedOn }: PutNote): Promise<Annotation> {
  await visibleRunWith(runId, n);
  const basis = typeof basedOn === 'string' ? new Date(basedOn) : basedOn;
  const isWritten = await writeNote(runId, n, text, basis);
  const annotation = await readAnnotation(runId, n);
  if (isWritten || (annotation.note?.text ?? '') === text) return annotation;
  throw new ApiError('note_changed', `the note of rollout ${n} was changed since it was read`, {
    parameter: 'basedOn',
  });
}

/** Labels of a run with the number of rollouts that carry each, the commonest first. @throws ApiError run_not_found */
export async function listLabels(runId: number): Promise<{ items: LabelItem[] }> {
  await findVisibleRun(runId);
  const counts = await countLabels(runId);
  const items = counts.map(({ label, rollouts }) => ({
    label,
    name: OFFERED_LABELS.find((offered) => offered.label === label)?.name ?? null,
    rollouts,
    filter: `label:${label}`,
  }));
  return { items };
}
