import { findMentions } from '@/lib/core/entities/find-mentions';
import type { Matcher } from '@/lib/core/entities/entity';
import type { Definitions } from '@/lib/core/rewards/definitions';
import type { TranscriptSpan } from '@/lib/core/rollout/transcript';
import type { JsonObject } from '@/lib/core/rollout/rollout';
import { findGroupKeys } from '@/lib/db/queries/groups';
import { findQuestion, type QuestionRow } from '@/lib/db/queries/questions';
import { findRunFile } from '@/lib/db/queries/runs';
import { findFirstTurns, findRollouts, type RolloutRow } from '@/lib/db/queries/rollouts';

import { canonicalRecord } from './canonical-record';
import { firstTurnsByEntity } from './first-turns';
import { ApiError } from './problem';
import { groupMember, scoredFields } from './rollout-items';
import { loadRolloutText, type RolloutText } from './rollout-text';
import { positionsOfGroup } from './run-index';
import { findVisibleRun, loadScoredRun, type LoadedRun, type RunVersion } from './scored-run';
import { jsonObjectSchema } from './schemas/common';
import type { RolloutDetail } from './schemas/rollout';

interface StoredRolloutParts {
  readonly row: RolloutRow;
  /** Path of the file it stands in; null for runs stored before paths were kept. */
  readonly file: string | null;
  readonly question: QuestionRow;
  readonly text: RolloutText;
}

function rolloutNotFound(runId: number, n: number): ApiError {
  return new ApiError('rollout_not_found', `run ${runId} has no rollout ${n}`);
}

async function readParts(run: RunVersion, n: number): Promise<StoredRolloutParts> {
  const [[row], text] = await Promise.all([findRollouts(run.id, [n]), loadRolloutText(run, n)]);
  if (row === undefined || text === null) throw rolloutNotFound(run.id, n);
  const [question, file] = await Promise.all([findQuestion(run.id, row.questionNo), findRunFile(run.id, row.fileNo)]);
  if (question === null) throw rolloutNotFound(run.id, n);
  return { row, file, question, text };
}

function turnList(
  spans: readonly TranscriptSpan[],
  entities: QuestionRow['entities'],
  matcher: Matcher,
): RolloutDetail['turnList'] {
  const turns = new Map<number, RolloutDetail['turnList'][number]>();
  for (const { turn, ...span } of spans) {
    const known = turns.get(turn) ?? { turn, spans: [] };
    known.spans.push({ ...span, mentions: [...findMentions(span.text, entities, matcher)] });
    turns.set(turn, known);
  }
  return [...turns.values()].toSorted((left, right) => left.turn - right.turn);
}

async function groupOf(loaded: LoadedRun, n: number) {
  const groupNo = loaded.scored.columns.group[n - 1] ?? 0;
  const positions = await positionsOfGroup(loaded, groupNo);
  const at = positions.indexOf(n - 1);
  const numberAt = (index: number): number | null => {
    const position = index < 0 ? undefined : positions[index];
    return position === undefined ? null : position + 1;
  };
  return {
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
 * One rollout with everything its page shows: what the log says, what the definitions make of it, its turns with the
 * mentions of each entity under the matcher in force, and its group.
 *
 * @throws ApiError run_not_found, run_not_computed, rollout_not_found
 */
export async function readRollout(runId: number, n: number, definitions: Definitions): Promise<RolloutDetail> {
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
  const { spans } = parts.text.transcript;
  return {
    ...scoredFields(loaded.scored, n - 1),
    ...loggedFields(parts),
    ...group,
    definitions,
    run: { id, name, rollouts, thoughtRule },
    entityList: entities.map((entity, index) => ({ ...entity, firstTurn: byEntity[index] ?? NEVER })),
    turnList: turnList(spans, entities, definitions.matcher),
  };
}

const NEVER = { thoughts: null, queries: null, observations: null, answer: null };

/** The canonical record of a rollout, for the raw view. @throws ApiError run_not_found, rollout_not_found */
export async function readRolloutRecord(runId: number, n: number): Promise<JsonObject> {
  const { row, question, text } = await readParts(await findVisibleRun(runId), n);
  const groupKeys = await findGroupKeys(runId, [row.groupNo]);
  return canonicalRecord({ row, question, body: text.body, groupKey: groupKeys.get(row.groupNo) ?? null });
}
