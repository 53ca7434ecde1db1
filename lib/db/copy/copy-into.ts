import { once } from 'node:events';
import { finished } from 'node:stream/promises';

import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

import { BinaryRowEncoder } from './binary-row-encoder';

const FLUSH_BYTES = 1 << 18;

/** Tables that take bulk rows, each with the columns in the order its rows are encoded. */
const COPY_COLUMNS = {
  import_issues: 'import_id, n, file, line, code, message',
  run_questions:
    'run_id, question_no, question_id, text, text_key, answers, entities, logged_entities, entity_source, entity_set_id, warnings',
  groups:
    'run_id, group_no, question_no, step, group_key, size, correct, near_miss, wrong, errors, unknown, match_rate_max, match_rate_mean, zero_advantage_grpo, zero_advantage_e_grpo',
  rollouts:
    'run_id, n, file_no, line, body_no, body_at, rollout_index, group_no, question_no, step, split, prediction, correct, correctness_rule, score, reward_logged, termination, tool_calls, turns, prompt_tokens, completion_tokens, duration_seconds, metadata',
  rollout_metrics:
    'run_id, n, outcome, matched, entities, match_rate, match_rate_normalised, reward_grpo, reward_e_grpo, advantage_grpo, advantage_e_grpo, first_turns',
  rollout_bodies: 'run_id, body_no, body',
  entity_set_questions: 'set_id, n, question_id, question, text_key, entities',
} as const satisfies Record<string, string>;

export type CopyTable = keyof typeof COPY_COLUMNS;

/** How many columns a row of each table has. */
export function copyColumnCount(table: CopyTable): number {
  return COPY_COLUMNS[table].split(',').length;
}

/**
 * One COPY into a table on a connection of its own: encode rows, then `await settle()` now and then (it writes out what
 * is full and waits for the server), and `await end()`. Nothing is visible until the connection's transaction commits;
 * an error of the server is thrown by `settle` or `end`.
 */
export class CopyInto {
  readonly row = new BinaryRowEncoder(FLUSH_BYTES * 2);
  readonly #stream;
  readonly #fields: number;
  readonly #done: Promise<void>;
  #failure: Error | null = null;

  constructor(client: PoolClient, table: CopyTable) {
    this.#fields = copyColumnCount(table);
    this.#stream = client.query(copyFrom(`COPY ${table} (${COPY_COLUMNS[table]}) FROM STDIN (FORMAT binary)`));
    this.#done = finished(this.#stream);
    this.#done.catch((error: unknown) => {
      this.#failure = error instanceof Error ? error : new Error(String(error));
    });
  }

  startRow(): BinaryRowEncoder {
    this.row.startRow(this.#fields);
    return this.row;
  }

  async settle(): Promise<void> {
    if (this.#failure !== null) throw this.#failure;
    if (this.row.byteLength < FLUSH_BYTES) return;
    if (!this.#stream.write(this.row.take())) await Promise.race([once(this.#stream, 'drain'), this.#done]);
  }

  async end(): Promise<void> {
    if (this.#failure !== null) throw this.#failure;
    this.#stream.end(this.row.finish());
    await this.#done;
  }

  /** Ends the COPY with an error, so that the transaction can only roll back. */
  abort(): void {
    this.#stream.destroy(new Error('import aborted'));
  }
}
