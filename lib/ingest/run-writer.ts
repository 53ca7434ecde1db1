import type { Pool, PoolClient } from 'pg';

import type { JsonObject } from '@/lib/core/rollout/rollout';
import { CopyInto } from '@/lib/db/copy/copy-into';
import { SKIP_CODES, type SkipCode } from '@/lib/import/importer';

import { importReport } from './import-report';
import type { IssueLog } from './issue-log';
import { rematchRollouts } from './rematch-rollouts';
import { RunFacts } from './run-facts';
import { RunNumbering, type Placed } from './run-numbering';
import type { ThreadPool } from './thread-pool';
import type { ReadResult, RolloutFacts } from './thread-protocol';
import { writeResults } from './write-results';

/**
 * Writes one run: rollouts and their messages by two COPYs at once, each in a transaction on a connection of its own,
 * then what is computed of them. Everything becomes visible in `commit`; `abandon` leaves nothing but the hidden run row.
 */
export class RunWriter {
  readonly runId: number;
  readonly #issues: IssueLog;
  readonly #numbering = new RunNumbering();
  readonly #facts = new RunFacts();
  readonly #skipped: Partial<Record<SkipCode, number>> = {};
  readonly #rolloutClient: PoolClient;
  readonly #bodyClient: PoolClient;
  readonly #rolloutCopy: CopyInto;
  readonly #bodyCopy: CopyInto;
  #rematched: readonly number[] = [];
  #frames = 0;
  #linesBefore = 0;
  #closed = false;

  private constructor(runId: number, issues: IssueLog, clients: readonly [PoolClient, PoolClient]) {
    this.runId = runId;
    this.#issues = issues;
    [this.#rolloutClient, this.#bodyClient] = clients;
    this.#rolloutCopy = new CopyInto(this.#rolloutClient, 'rollouts');
    this.#bodyCopy = new CopyInto(this.#bodyClient, 'rollout_bodies');
  }

  static async open(pool: Pool, runId: number, issues: IssueLog): Promise<RunWriter> {
    const [rolloutClient, bodyClient] = await Promise.all([pool.connect(), pool.connect()]);
    await Promise.all([rolloutClient.query('BEGIN'), bodyClient.query('BEGIN')]);
    return new RunWriter(runId, issues, [rolloutClient, bodyClient]);
  }

  get rollouts(): number {
    return this.#numbering.rollouts;
  }

  /** Numbers and writes the rollouts of one batch. */
  async write(batch: ReadResult): Promise<void> {
    const linesBefore = batch.lineNumbers === 'in_block' ? this.#linesBefore : 0;
    this.#linesBefore += batch.lineCount;
    for (const issue of batch.issues) this.#issues.add({ ...issue, line: issue.line + linesBefore });
    for (const code of SKIP_CODES) this.#skipped[code] = (this.#skipped[code] ?? 0) + (batch.skipped[code] ?? 0);
    const bodyNumbers = new Map<number, number>();
    let firstTurnStart = 0;
    for (const read of batch.rollouts) {
      const facts = { ...read, line: read.line + linesBefore };
      const firstTurnEnd = firstTurnStart + facts.entities.length * 16;
      const firstTurns = batch.firstTurns.subarray(firstTurnStart, firstTurnEnd);
      firstTurnStart = firstTurnEnd;
      const place = this.#place(facts);
      if (place === null) continue;
      const bodyNo = bodyNumbers.get(facts.frame) ?? this.#writeFrame(batch, facts.frame);
      bodyNumbers.set(facts.frame, bodyNo);
      this.#facts.add(facts, place, firstTurns);
      this.#writeRollout(facts, place, bodyNo);
      await this.#bodyCopy.settle();
    }
    await this.#rolloutCopy.settle();
  }

  /**
   * Ends both COPYs, matches again what was matched with other entities or under another thought rule than now hold,
   * and answers the report of what was understood.
   */
  async finishRows(threads: ThreadPool): Promise<JsonObject> {
    await Promise.all([this.#rolloutCopy.end(), this.#bodyCopy.end()]);
    const thoughtRule = this.#facts.thoughtRule();
    const stale = new Set([...this.#numbering.staleMatches(), ...this.#facts.readUnderAnotherRule(thoughtRule)]);
    this.#rematched = [...stale].toSorted((left, right) => left - right);
    const source = { rollouts: this.#rolloutClient, bodies: this.#bodyClient };
    await rematchRollouts(source, threads, {
      runId: this.runId,
      thoughtRule,
      positions: this.#rematched,
      entitiesOf: (position) => this.#numbering.entitiesOf(position),
      store: (position, firstTurns) => this.#facts.firstTurns.replace(position, firstTurns),
    });
    const { groups, questions, rollouts } = this.#numbering;
    return importReport({
      counts: this.#facts.counts,
      groups,
      questions,
      rollouts,
      skipped: this.#skipped,
      thoughtRule,
    });
  }

  /** Stores what is computed, runs `last` in the same transaction, and commits. */
  async commit<T>(last: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = this.#rolloutClient;
    await writeResults(client, {
      runId: this.runId,
      columns: this.#facts.columns(this.#rematched, (position) => this.#numbering.entitiesOf(position)),
      firstTurns: this.#facts.firstTurns,
      questions: this.#numbering.questions,
      groups: this.#numbering.groups,
    });
    const result = await last(client);
    await client.query('UPDATE runs SET thought_rule = $2, committed_at = clock_timestamp() WHERE id = $1', [
      this.runId,
      this.#facts.thoughtRule(),
    ]);
    // Messages first: a crash between the two commits leaves rows of a run that is not committed, which the next
    // start removes.
    await this.#bodyClient.query('COMMIT');
    await client.query('COMMIT');
    this.#release();
    return result;
  }

  /** Rolls back both transactions. */
  async abandon(): Promise<void> {
    if (this.#closed) return;
    this.#rolloutCopy.abort();
    this.#bodyCopy.abort();
    const clients = [this.#rolloutClient, this.#bodyClient];
    const rollbacks = await Promise.allSettled(clients.map((client) => client.query('ROLLBACK')));
    this.#release(rollbacks.some((rollback) => rollback.status === 'rejected'));
  }

  #release(broken = false): void {
    this.#closed = true;
    this.#rolloutClient.release(broken);
    this.#bodyClient.release(broken);
  }

  /** Numbers a rollout; null where it is a duplicate, which is told. */
  #place(facts: RolloutFacts): Placed | null {
    const place = this.#numbering.place(facts);
    if (place.kind === 'duplicate') {
      this.#issues.add({ line: facts.line, code: 'duplicate_rollout', message: place.message });
      return null;
    }
    if (place.entitiesDiffer) {
      const message =
        'the entities differ from those of an earlier line of the same question; the earlier ones are used';
      this.#issues.add({ line: facts.line, code: 'entities_differ', message });
    }
    return place;
  }

  /** Writes one frame of messages; answers its number in the run. */
  #writeFrame(batch: ReadResult, frame: number): number {
    const bodyNo = this.#frames;
    this.#frames += 1;
    const row = this.#bodyCopy.startRow();
    row.int4(this.runId);
    row.int4(bodyNo);
    row.bytea(batch.frames.subarray(batch.frameEnds[frame - 1] ?? 0, batch.frameEnds[frame]));
    return bodyNo;
  }

  #writeRollout(facts: RolloutFacts, place: Placed, bodyNo: number): void {
    const row = this.#rolloutCopy.startRow();
    row.int4(this.runId);
    row.int4(place.n);
    row.int4(facts.line);
    row.int4(bodyNo);
    row.int2(facts.frameAt);
    row.int4(place.rolloutIndex);
    row.int4(place.groupNo);
    row.int4(place.questionNo);
    row.int4(facts.step);
    row.text(facts.split);
    row.text(facts.prediction);
    row.bool(facts.correct);
    row.text(facts.correctnessRule);
    row.float8(facts.score);
    row.float8(facts.rewardLogged);
    row.text(facts.termination);
    row.int4(facts.toolCalls);
    row.int4(facts.turns);
    row.int4(facts.promptTokens);
    row.int4(facts.completionTokens);
    row.float8(facts.durationSeconds);
    row.jsonb(facts.metadata);
  }
}
