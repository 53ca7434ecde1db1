import type { PoolClient } from 'pg';
import { z } from 'zod';

import type { Entity } from '@/lib/core/entities/entity';

const entitiesSchema = z.array(z.object({ name: z.string(), aliases: z.array(z.string()) }));
const runSchema = z.object({ thought_rule: z.enum(['marked', 'assistant_text']), metrics_version: z.number() });
const questionSchema = z.object({
  question_no: z.number(),
  question_id: z.string().nullable(),
  text: z.string().nullable(),
  text_key: z.string().nullable(),
  answers: z.array(z.string()),
  entities: entitiesSchema,
  logged_entities: entitiesSchema.nullable(),
  entity_set_id: z.string().nullable(),
});
const groupSchema = z.object({
  group_no: z.number(),
  question_no: z.number(),
  step: z.number().nullable(),
  group_key: z.string().nullable(),
});
const rolloutSchema = z.object({
  n: z.number(),
  group_no: z.number(),
  question_no: z.number(),
  step: z.number().nullable(),
  rollout_index: z.number(),
  correct: z.boolean().nullable(),
  termination: z.string().nullable(),
  tool_calls: z.number(),
  turns: z.number(),
  tokens: z.number().nullable(),
  reward_logged: z.number().nullable(),
  first_turns: z.array(z.number()),
});

export interface StoredQuestion {
  readonly questionNo: number;
  readonly questionId: string | null;
  readonly text: string | null;
  readonly textKey: string | null;
  readonly answers: readonly string[];
  readonly entities: readonly Entity[];
  readonly loggedEntities: readonly Entity[] | null;
  readonly entitySetId: string | null;
}

export interface StoredRollout {
  readonly n: number;
  readonly groupNo: number;
  readonly questionNo: number;
  readonly step: number | null;
  readonly rolloutIndex: number;
  readonly correct: boolean | null;
  readonly termination: string | null;
  readonly toolCalls: number;
  readonly turns: number;
  readonly tokens: number | null;
  readonly rewardLogged: number | null;
  readonly firstTurns: readonly number[];
}

/** Locks a visible run against a second recompute; null where it is gone or hidden. */
export async function lockRun(
  client: PoolClient,
  runId: number,
): Promise<{ thoughtRule: 'marked' | 'assistant_text'; metricsVersion: number } | null> {
  const result = await client.query(
    'SELECT thought_rule, metrics_version FROM runs WHERE id = $1 AND committed_at IS NOT NULL FOR UPDATE',
    [runId],
  );
  const [row]: unknown[] = result.rows;
  if (row === undefined) return null;
  const parsed = runSchema.parse(row);
  return { thoughtRule: parsed.thought_rule, metricsVersion: parsed.metrics_version };
}

/** Questions of a run in the order of their numbers, which are dense from 0. */
export async function readQuestions(client: PoolClient, runId: number): Promise<readonly StoredQuestion[]> {
  const result = await client.query(
    `SELECT question_no, question_id, text, text_key, answers, entities, logged_entities, entity_set_id
     FROM run_questions WHERE run_id = $1 ORDER BY question_no`,
    [runId],
  );
  return result.rows.map((row: unknown) => {
    const question = questionSchema.parse(row);
    return {
      questionNo: question.question_no,
      questionId: question.question_id,
      text: question.text,
      textKey: question.text_key,
      answers: question.answers,
      entities: question.entities,
      loggedEntities: question.logged_entities,
      entitySetId: question.entity_set_id,
    };
  });
}

/** Groups of a run in the order of their numbers, which are dense from 0. */
export async function readGroups(
  client: PoolClient,
  runId: number,
): Promise<readonly { groupNo: number; questionNo: number; step: number | null; groupKey: string | null }[]> {
  const result = await client.query(
    'SELECT group_no, question_no, step, group_key FROM groups WHERE run_id = $1 ORDER BY group_no',
    [runId],
  );
  return result.rows.map((row: unknown) => {
    const group = groupSchema.parse(row);
    return { groupNo: group.group_no, questionNo: group.question_no, step: group.step, groupKey: group.group_key };
  });
}

const ROWS_AT_ONCE = 10_000;

/** Rollouts of a run in the order of their numbers, some thousands at a time. */
export async function* readRollouts(client: PoolClient, runId: number): AsyncGenerator<StoredRollout> {
  for (let after = 0; ; after += ROWS_AT_ONCE) {
    const result = await client.query(
      `SELECT rollout.n, group_no, question_no, step, rollout_index, correct, termination, tool_calls, turns,
         CASE WHEN prompt_tokens IS NULL AND completion_tokens IS NULL THEN NULL
              ELSE coalesce(prompt_tokens, 0) + coalesce(completion_tokens, 0) END AS tokens,
         reward_logged, first_turns
       FROM rollouts AS rollout JOIN rollout_metrics AS metric ON metric.run_id = rollout.run_id AND metric.n = rollout.n
       WHERE rollout.run_id = $1 AND rollout.n > $2 AND rollout.n <= $3 ORDER BY rollout.n`,
      [runId, after, after + ROWS_AT_ONCE],
    );
    if (result.rows.length === 0) return;
    for (const row of result.rows) yield storedRollout(row);
  }
}

function storedRollout(row: unknown): StoredRollout {
  const rollout = rolloutSchema.parse(row);
  return {
    n: rollout.n,
    groupNo: rollout.group_no,
    questionNo: rollout.question_no,
    step: rollout.step,
    rolloutIndex: rollout.rollout_index,
    correct: rollout.correct,
    termination: rollout.termination,
    toolCalls: rollout.tool_calls,
    turns: rollout.turns,
    tokens: rollout.tokens,
    rewardLogged: rollout.reward_logged,
    firstTurns: rollout.first_turns,
  };
}
