import { constants, zstdCompressSync } from 'node:zlib';

import type { PoolClient } from 'pg';

import { entityWarnings } from '@/lib/core/entities/entity-warnings';
import { DEFAULT_DEFINITIONS, METRICS_VERSION } from '@/lib/core/rewards/definitions';
import { OUTCOMES, type RunColumns } from '@/lib/core/rewards/run-columns';
import { encodeRunColumns } from '@/lib/core/rewards/run-columns-codec';
import { scoreRun, type ScoredRun } from '@/lib/core/rewards/score-run';
import { correlateRun, summariseRun } from '@/lib/core/rewards/summarise-run';
import { shapeRunMeans } from '@/lib/core/shape/run-means';
import { CopyInto } from '@/lib/db/copy/copy-into';

import type { FirstTurnStore } from './first-turn-store';
import type { NumberedGroup, NumberedQuestion } from './run-numbering';

/** Everything computed of a run, ready to be stored. */
export interface RunResults {
  readonly runId: number;
  readonly columns: RunColumns;
  readonly firstTurns: FirstTurnStore;
  readonly questions: readonly NumberedQuestion[];
  readonly groups: readonly NumberedGroup[];
}

const COLUMN_COMPRESSION = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };

/**
 * Stores what is computed of a run: its questions with the entities in force, group statistics, metrics of each rollout,
 * columns and summary under the default definitions. The client's transaction must be open, and what stood there before
 * must be gone (`deleteResults`).
 */
export async function writeResults(client: PoolClient, results: RunResults): Promise<void> {
  const scored = scoreRun(results.columns, DEFAULT_DEFINITIONS);
  await copyQuestions(client, results);
  await copyGroups(client, results, scored);
  await copyMetrics(client, results, scored);
  const columns = zstdCompressSync(encodeRunColumns(results.columns), COLUMN_COMPRESSION);
  const { matchRate, toolCalls } = shapeRunMeans(scored);
  const summary = { ...summariseRun(scored, correlateRun(scored)), means: { matchRate, toolCalls } };
  const { runId } = results;
  await client.query('INSERT INTO run_columns (run_id, columns) VALUES ($1, $2)', [runId, columns]);
  await client.query('INSERT INTO run_summaries (run_id, summary) VALUES ($1, $2)', [runId, JSON.stringify(summary)]);
  await client.query(
    `UPDATE runs SET rollouts = $2, groups = $3, questions = $4, metrics_version = $5, revision = revision + 1
     WHERE id = $1`,
    [runId, results.columns.length, results.columns.groupCount, results.columns.questionCount, METRICS_VERSION],
  );
}

/** Removes what `writeResults` stores, so that it can be stored anew in the same transaction. */
export async function deleteResults(client: PoolClient, runId: number): Promise<void> {
  await client.query('DELETE FROM run_questions WHERE run_id = $1', [runId]);
  await client.query('DELETE FROM groups WHERE run_id = $1', [runId]);
  await client.query('DELETE FROM rollout_metrics WHERE run_id = $1', [runId]);
  await client.query('DELETE FROM run_columns WHERE run_id = $1', [runId]);
  await client.query('DELETE FROM run_summaries WHERE run_id = $1', [runId]);
}

async function copyQuestions(client: PoolClient, { runId, questions }: RunResults): Promise<void> {
  const copy = new CopyInto(client, 'run_questions');
  for (const question of questions) {
    const row = copy.startRow();
    row.int4(runId);
    row.int4(question.questionNo);
    row.text(question.questionId);
    row.text(question.text);
    row.text(question.textKey);
    row.textArray(question.answers);
    row.jsonb(JSON.stringify(question.entities));
    row.jsonb(question.loggedEntities === null ? null : JSON.stringify(question.loggedEntities));
    row.text(entitySource(question));
    row.uuid(question.entitySetId);
    const warned = { question: question.text, answers: question.answers, entities: question.entities };
    row.jsonb(JSON.stringify(entityWarnings(warned)));
    await copy.settle();
  }
  await copy.end();
}

function entitySource(question: NumberedQuestion): 'entity_set' | 'log' | null {
  if (question.entitySetId !== null) return 'entity_set';
  return question.loggedEntities === null ? null : 'log';
}

async function copyGroups(client: PoolClient, { runId, groups }: RunResults, scored: ScoredRun): Promise<void> {
  const nearMisses = nearMissesByGroup(scored);
  const means = meanMatchRateByGroup(scored);
  const { size, known, correct, wrong, error, matchRateMax, zeroAdvantageGrpo, zeroAdvantageEGrpo } = scored.groups;
  const copy = new CopyInto(client, 'groups');
  for (const { groupNo, questionNo, step, groupKey } of groups) {
    const hasAdvantages = countAt(known, groupNo) > 1;
    const row = copy.startRow();
    row.int4(runId);
    row.int4(groupNo);
    row.int4(questionNo);
    row.int4(step);
    row.text(groupKey);
    row.int4(countAt(size, groupNo));
    row.int4(countAt(correct, groupNo));
    row.int4(countAt(nearMisses, groupNo));
    row.int4(countAt(wrong, groupNo));
    row.int4(countAt(error, groupNo));
    row.int4(countAt(size, groupNo) - countAt(known, groupNo));
    row.float8(matchRateMax[groupNo] ?? null);
    row.float8(means[groupNo] ?? null);
    row.bool(hasAdvantages ? countAt(zeroAdvantageGrpo, groupNo) === 1 : null);
    row.bool(hasAdvantages ? countAt(zeroAdvantageEGrpo, groupNo) === 1 : null);
    await copy.settle();
  }
  await copy.end();
}

function countAt(counts: Int32Array | Uint8Array | Uint16Array, at: number): number {
  return counts[at] ?? 0;
}

async function copyMetrics(client: PoolClient, { runId, firstTurns }: RunResults, scored: ScoredRun): Promise<void> {
  const { length, entityCount } = scored.columns;
  const copy = new CopyInto(client, 'rollout_metrics');
  for (let position = 0; position < length; position += 1) {
    const row = copy.startRow();
    row.int4(runId);
    row.int4(position + 1);
    row.text(OUTCOMES[countAt(scored.outcome, position)] ?? 'unknown');
    row.int4(countAt(scored.matched, position));
    row.int4(countAt(entityCount, position));
    row.float8(scored.matchRate[position] ?? null);
    row.float8(scored.matchRateNormalised[position] ?? null);
    row.float8(scored.rewardGrpo[position] ?? null);
    row.float8(scored.rewardEGrpo[position] ?? null);
    row.float8(scored.advantageGrpo[position] ?? null);
    row.float8(scored.advantageEGrpo[position] ?? null);
    row.int2Array(firstTurns.at(position));
    await copy.settle();
  }
  await copy.end();
}

function nearMissesByGroup(scored: ScoredRun): Int32Array {
  const counts = new Int32Array(scored.columns.groupCount);
  const nearMiss = OUTCOMES.indexOf('near_miss');
  for (let position = 0; position < scored.columns.length; position += 1) {
    const group = scored.columns.group[position] ?? 0;
    if (scored.outcome[position] === nearMiss) counts[group] = (counts[group] ?? 0) + 1;
  }
  return counts;
}

/** Mean match rate (gamma) of the rollouts that have one, NaN where none has. */
function meanMatchRateByGroup(scored: ScoredRun): Float64Array {
  const { groupCount, group, length } = scored.columns;
  const sums = new Float64Array(groupCount);
  const counts = new Float64Array(groupCount);
  for (let position = 0; position < length; position += 1) {
    const rate = scored.matchRate[position] ?? Number.NaN;
    if (Number.isNaN(rate)) continue;
    const groupNo = group[position] ?? 0;
    sums[groupNo] = (sums[groupNo] ?? 0) + rate;
    counts[groupNo] = (counts[groupNo] ?? 0) + 1;
  }
  return sums.map((sum, groupNo) => sum / (counts[groupNo] ?? 0));
}
