import type { Pool, PoolClient } from 'pg';

import { MATCHERS, SCOPES } from '@/lib/core/entities/entity';
import { QuestionIndex } from '@/lib/core/entities/question-index';
import { countMatched } from '@/lib/core/entities/match-entities';
import { METRICS_VERSION } from '@/lib/core/rewards/definitions';
import type { RunColumns } from '@/lib/core/rewards/run-columns';
import { RunColumnsBuilder } from '@/lib/core/rewards/run-columns-builder';
import { decideVerdict } from '@/lib/core/rewards/verdict';
import { loadEntitySets } from '@/lib/db/entity-set-rows';
import { inTransaction } from '@/lib/db/pool';
import { lockRun, readGroups, readQuestions, readRollouts, type StoredRollout } from '@/lib/db/stored-run';

import { FirstTurnStore } from './first-turn-store';
import { rematchRollouts } from './rematch-rollouts';
import type { NumberedQuestion } from './run-numbering';
import { ThreadPool } from './thread-pool';
import { deleteResults, writeResults } from './write-results';

const BLOCKS = MATCHERS.length * SCOPES.length;

/**
 * Computes a run anew from what is stored: entities as the entity sets now give them, matches of the rollouts whose
 * entities changed (all of them where the metrics version did), then every number. The pages see the old numbers until
 * all new ones are in place. False where the run is gone.
 */
export async function recomputeRun(pool: Pool, runId: number): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const run = await lockRun(client, runId);
    if (run === null) return false;
    const index = new QuestionIndex(await loadEntitySets(client));
    const stored = await readQuestions(client, runId);
    const questions = stored.map((question) => withEntitiesInForce(question, index));
    const changed = new Set<number>();
    for (const [at, question] of questions.entries()) {
      const before = JSON.stringify(stored[at]?.entities);
      if (run.metricsVersion !== METRICS_VERSION || JSON.stringify(question.entities) !== before) {
        changed.add(question.questionNo);
      }
    }
    const { rollouts, firstTurns } = await readStoredRollouts(client, runId);
    await rematchChanged(client, { runId, thoughtRule: run.thoughtRule, questions, rollouts, firstTurns, changed });
    const columns = buildColumns(rollouts, questions, firstTurns);
    const groups = await readGroups(client, runId);
    await deleteResults(client, runId);
    await writeResults(client, { runId, columns, firstTurns, questions, groups });
    return true;
  });
}

function withEntitiesInForce(question: NumberedQuestion, index: QuestionIndex): NumberedQuestion {
  const join = index.join({ questionId: question.questionId, question: question.text });
  if (join.kind === 'joined') return { ...question, entities: join.entry.entities, entitySetId: join.entry.setId };
  return { ...question, entities: question.loggedEntities ?? [], entitySetId: null };
}

async function readStoredRollouts(
  client: PoolClient,
  runId: number,
): Promise<{ readonly rollouts: readonly StoredRollout[]; readonly firstTurns: FirstTurnStore }> {
  const rollouts: StoredRollout[] = [];
  const firstTurns = new FirstTurnStore();
  for await (const rollout of readRollouts(client, runId)) {
    firstTurns.push(Int16Array.from(rollout.firstTurns));
    rollouts.push({ ...rollout, firstTurns: [] });
  }
  return { rollouts, firstTurns };
}

interface ChangedMatches {
  readonly runId: number;
  readonly thoughtRule: 'marked' | 'assistant_text';
  readonly questions: readonly NumberedQuestion[];
  readonly rollouts: readonly StoredRollout[];
  readonly firstTurns: FirstTurnStore;
  /** Numbers of the questions whose rollouts are matched again. */
  readonly changed: ReadonlySet<number>;
}

async function rematchChanged(client: PoolClient, input: ChangedMatches): Promise<void> {
  const { questions, rollouts, changed } = input;
  const positions = [...rollouts.keys()].filter((position) => changed.has(rollouts[position]?.questionNo ?? -1));
  if (positions.length === 0) return;
  const threads = await ThreadPool.start();
  try {
    await rematchRollouts({ rollouts: client, bodies: client }, threads, {
      runId: input.runId,
      thoughtRule: input.thoughtRule,
      positions,
      entitiesOf: (position) => questions[rollouts[position]?.questionNo ?? -1]?.entities ?? [],
      store: (position, turns) => input.firstTurns.replace(position, turns),
    });
  } finally {
    await threads.close();
  }
}

function buildColumns(
  rollouts: readonly StoredRollout[],
  questions: readonly NumberedQuestion[],
  firstTurns: FirstTurnStore,
): RunColumns {
  const builder = new RunColumnsBuilder();
  for (const [position, rollout] of rollouts.entries()) {
    const entityCount = questions[rollout.questionNo]?.entities.length ?? 0;
    const turns = firstTurns.at(position);
    if (turns.length !== entityCount * BLOCKS) throw new RangeError(`rollout ${rollout.n} has stale first turns`);
    builder.add({
      group: rollout.groupNo,
      question: rollout.questionNo,
      step: rollout.step,
      rolloutIndex: rollout.rolloutIndex,
      verdict: decideVerdict(rollout.termination, rollout.correct),
      toolCalls: rollout.toolCalls,
      turns: rollout.turns,
      tokens: rollout.tokens,
      rewardLogged: rollout.rewardLogged,
      entityCount,
      matched: countMatched(turns, entityCount),
    });
  }
  return builder.finish();
}
