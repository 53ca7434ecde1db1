import { neighbourSteps } from '@/lib/core/compare/neighbour-steps';
import type { Definitions } from '@/lib/core/rewards/definitions';
import type { JsonObject } from '@/lib/core/rollout/rollout';
import { findGroupKeys } from '@/lib/db/queries/groups';
import { findQuestion, type QuestionRow } from '@/lib/db/queries/questions';
import { findRunFile } from '@/lib/db/queries/runs';
import { findFirstTurns, findRollouts, type RolloutRow } from '@/lib/db/queries/rollouts';

import { canonicalRecord } from './canonical-record';
import { firstTurnsByEntity } from './first-turns';
import { loadReadableRollout, mentionObjects, rolloutNotFound, type ReadableRollout } from './readable-rollout';
import { groupMember, scoredFields } from './rollout-items';
import { loadRolloutText } from './rollout-text';
import { positionsOfGroup } from './run-index';
import { findVisibleRun, loadScoredRun, type LoadedRun, type RunVersion } from './scored-run';
import { jsonObjectSchema } from './schemas/common';
import type { RolloutDetail } from './schemas/rollout';

/** A rollout without its turns. */
export type RolloutHead = Omit<RolloutDetail, 'turnList'>;

interface StoredRolloutParts {
  readonly row: RolloutRow;
  /** Path of the file it stands in; null for runs stored before paths were kept. */
  readonly file: string | null;
  readonly question: QuestionRow;
}

async function readParts(run: RunVersion, n: number): Promise<StoredRolloutParts> {
  const [row] = await findRollouts(run.id, [n]);
  if (row === undefined) throw rolloutNotFound(run.id, n);
  const [question, file] = await Promise.all([findQuestion(run.id, row.questionNo), findRunFile(run.id, row.fileNo)]);
  if (question === null) throw rolloutNotFound(run.id, n);
  return { row, file, question };
}

function turnList({ transcript, turnIndex, mentionsOf }: ReadableRollout): RolloutDetail['turnList'] {
  return turnIndex.turns.map((turn, at) => {
    const first = turnIndex.starts[at] ?? 0;
    const spans = transcript.spans.slice(first, turnIndex.starts[at + 1]);
    return {
      turn,
      spans: spans.map(({ turn: _turn, ...span }, offset) => ({
        ...span,
        mentions: mentionObjects(mentionsOf(first + offset)),
      })),
    };
  });
}

/** Number of the rollout of a group with an index in it, or of its first one; null for no group. */
async function rolloutOfGroup(loaded: LoadedRun, groupNo: number | null, index: number): Promise<number | null> {
  if (groupNo === null) return null;
  const positions = await positionsOfGroup(loaded, groupNo);
  const { rolloutIndex } = loaded.scored.columns;
  const position = positions.find((one) => rolloutIndex[one] === index) ?? positions[0];
  return position === undefined ? null : position + 1;
}

async function groupOf(loaded: LoadedRun, n: number) {
  const groupNo = loaded.scored.columns.group[n - 1] ?? 0;
  const positions = await positionsOfGroup(loaded, groupNo);
  const at = positions.indexOf(n - 1);
  const numberAt = (index: number): number | null => {
    const position = index < 0 ? undefined : positions[index];
    return position === undefined ? null : position + 1;
  };
  const steps = neighbourSteps(loaded.scored.groups, groupNo);
  const index = loaded.scored.columns.rolloutIndex[n - 1] ?? 0;
  return {
    previousStep: await rolloutOfGroup(loaded, steps.previous, index),
    nextStep: await rolloutOfGroup(loaded, steps.next, index),
    groupMembers: positions.map((position) => groupMember(loaded.scored, position)),
    previousInGroup: numberAt(at - 1),
    nextInGroup: numberAt(at + 1),
  };
}

function loggedFields({ row, question, file }: StoredRolloutParts) {
  return {
    file,
    line: row.line,
    questionId: question.questionId,
    question: question.text,
    answers: question.answers,
    prediction: row.prediction,
    termination: row.termination,
    correct: row.correct,
    correctnessRule: row.correctnessRule,
    score: row.score,
    split: row.split,
    promptTokens: row.promptTokens,
    completionTokens: row.completionTokens,
    durationSeconds: row.durationSeconds,
    metadata: jsonObjectSchema.parse(row.metadata),
    entitySource: question.entitySource,
    warnings: question.warnings,
  } satisfies Partial<RolloutDetail>;
}

/**
 * What stands around the turns of a rollout: what the log says, what the definitions make of it, and its group.
 *
 * @throws ApiError run_not_found, run_not_computed, rollout_not_found
 */
export async function readRolloutHead(runId: number, n: number, definitions: Definitions): Promise<RolloutHead> {
  const loaded = await loadScoredRun(runId, definitions);
  if (n > loaded.scored.columns.length) throw rolloutNotFound(runId, n);
  const [parts, firstTurns, group] = await Promise.all([
    readParts(loaded.run, n),
    findFirstTurns(runId, [n]),
    groupOf(loaded, n),
  ]);
  const { entities } = parts.question;
  const { id, name, rollouts, thoughtRule } = loaded.run;
  const byEntity = firstTurnsByEntity(firstTurns.get(n) ?? [], entities, definitions.matcher);
  return {
    ...scoredFields(loaded.scored, n - 1),
    ...loggedFields(parts),
    ...group,
    definitions,
    run: { id, name, rollouts, thoughtRule },
    entityList: entities.map((entity, index) => ({ ...entity, firstTurn: byEntity[index] ?? NEVER })),
  };
}

/**
 * One rollout with all of its turns and the mentions of each entity under the matcher in force: as large as its text.
 *
 * @throws ApiError run_not_found, run_not_computed, rollout_not_found
 */
export async function readRollout(runId: number, n: number, definitions: Definitions): Promise<RolloutDetail> {
  const [head, readable] = await Promise.all([
    readRolloutHead(runId, n, definitions),
    loadReadableRollout(runId, n, definitions.matcher),
  ]);
  return { ...head, turnList: turnList(readable) };
}

const NEVER = { thoughts: null, queries: null, observations: null, answer: null };

/** The canonical record of a rollout, for the raw view. @throws ApiError run_not_found, rollout_not_found */
export async function readRolloutRecord(runId: number, n: number): Promise<JsonObject> {
  const run = await findVisibleRun(runId);
  const [{ row, question }, text] = await Promise.all([readParts(run, n), loadRolloutText(run, n)]);
  if (text === null) throw rolloutNotFound(runId, n);
  const groupKeys = await findGroupKeys(runId, [row.groupNo]);
  return canonicalRecord({ row, question, body: text.body, groupKey: groupKeys.get(row.groupNo) ?? null });
}
