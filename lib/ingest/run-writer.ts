import type { Pool, PoolClient } from 'pg';

import type { JsonObject } from '@/lib/core/rollout/rollout';
import { addAnnotations, type NumberedAnnotation } from '@/lib/db/annotation-rows';
import { CopyInto } from '@/lib/db/copy/copy-into';
import { wellFormedJson } from '@/lib/db/copy/well-formed';
import { SKIP_CODES, type Notice, type SkipCode } from '@/lib/import/importer';
import { exactMatchNotice } from '@/lib/import/plan/exact-match-notice';
import type { Grouping } from '@/lib/import/settings/import-settings';

import { importReport } from './import-report';
import type { IssueLog, LineIssue } from './issue-log';
import { rematchRollouts } from './rematch-rollouts';
import { regroup } from './regroup';
import { RunFacts } from './run-facts';
import { RunNumbering, type Placed } from './run-numbering';
import type { ThreadPool } from './thread-pool';
import type { ReadResult, RolloutFacts } from './thread-protocol';
import { writeResults } from './write-results';

export interface RunWriterOptions {
  readonly runId: number;
  readonly issues: IssueLog;
  /** Paths of the run's files; null where issues need no path, as the import has one file only. */
  readonly paths: readonly (string | null)[];
  readonly grouping: Grouping;
  readonly groupField: string | null;
  /** What counts as a thought by the user's choice; null decides by the log. */
  readonly thoughtRule: 'marked' | 'assistant_text' | null;
}

/**
 * Writes one run: rollouts and their messages by two COPYs at once, each in a transaction on a connection of its own,
 * then what is computed of them. `store` commits rows that no page shows until the run is published; `abandon` leaves
 * nothing but the hidden run row.
 */
export class RunWriter {
  readonly #options: RunWriterOptions;
  readonly #numbering = new RunNumbering();
  readonly #facts: RunFacts;
  readonly #skipped: Partial<Record<SkipCode, number>> = {};
  readonly #rolloutClient: PoolClient;
  readonly #bodyClient: PoolClient;
  readonly #rolloutCopy: CopyInto;
  readonly #bodyCopy: CopyInto;
  #rematched: readonly number[] = [];
  readonly #annotations: NumberedAnnotation[] = [];
  #frames = 0;
  /** Lines of each file that were read so far. */
  readonly #linesRead: number[] = [];
  #closed = false;

  private constructor(options: RunWriterOptions, clients: readonly [PoolClient, PoolClient]) {
    this.#options = options;
    this.#facts = new RunFacts(options.thoughtRule);
    [this.#rolloutClient, this.#bodyClient] = clients;
    this.#rolloutCopy = new CopyInto(this.#rolloutClient, 'rollouts');
    this.#bodyCopy = new CopyInto(this.#bodyClient, 'rollout_bodies');
  }

  static async open(pool: Pool, options: RunWriterOptions): Promise<RunWriter> {
    const [rolloutClient, bodyClient] = await Promise.all([pool.connect(), pool.connect()]);
    await Promise.all([rolloutClient.query('BEGIN'), bodyClient.query('BEGIN')]);
    return new RunWriter(options, [rolloutClient, bodyClient]);
  }

  get rollouts(): number {
    return this.#numbering.rollouts;
  }

  /** Numbers and writes the rollouts of one batch. */
  async write(batch: ReadResult): Promise<void> {
    const places = this.#placesOf(batch);
    for (const issue of batch.issues) {
      const { fileNo, linesBefore } = placeOf(places, issue.piece);
      this.#tell(fileNo, { ...issue, line: issue.line + linesBefore });
    }
    for (const code of SKIP_CODES) this.#skipped[code] = (this.#skipped[code] ?? 0) + (batch.skipped[code] ?? 0);
    const bodyNumbers = new Map<number, number>();
    let firstTurnStart = 0;
    for (const read of batch.rollouts) {
      const { fileNo, linesBefore } = placeOf(places, read.piece);
      const facts = regroup({ ...read, line: read.line + linesBefore }, this.#options.grouping, {
        fileNo,
        line: read.line + linesBefore,
      });
      const firstTurnEnd = firstTurnStart + facts.entities.length * 16;
      const firstTurns = batch.firstTurns.subarray(firstTurnStart, firstTurnEnd);
      firstTurnStart = firstTurnEnd;
      const place = this.#place(facts, fileNo);
      if (place === null) continue;
      const bodyNo = bodyNumbers.get(facts.frame) ?? this.#writeFrame(batch, facts.frame);
      bodyNumbers.set(facts.frame, bodyNo);
      this.#facts.add(facts, place, firstTurns);
      if (facts.annotation !== null) this.#annotations.push({ n: place.n, annotation: facts.annotation });
      this.#writeRollout(facts, { place, bodyNo, fileNo });
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
      runId: this.#options.runId,
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
      grouping: this.#options.grouping,
      groupField: this.#options.groupField,
    });
  }

  /** What the rollouts themselves give reason to say. */
  get notices(): readonly Notice[] {
    const { correctnessRules, exactMatches } = this.#facts.counts;
    const notice = exactMatchNotice(correctnessRules.exact_match ?? 0, exactMatches);
    return notice === null ? [] : [notice];
  }

  /** Stores what is computed and commits; the run stays hidden. */
  async store(notices: readonly Notice[]): Promise<void> {
    const client = this.#rolloutClient;
    await writeResults(client, {
      runId: this.#options.runId,
      columns: this.#facts.columns(this.#rematched, (position) => this.#numbering.entitiesOf(position)),
      firstTurns: this.#facts.firstTurns,
      questions: this.#numbering.questions,
      groups: this.#numbering.groups,
    });
    await addAnnotations(client, this.#options.runId, this.#annotations);
    await client.query('UPDATE runs SET thought_rule = $2, notices = $3 WHERE id = $1', [
      this.#options.runId,
      this.#facts.thoughtRule(),
      wellFormedJson(JSON.stringify(notices)),
    ]);
    // A crash between the two commits leaves rows of a hidden run, which the next start removes.
    await this.#bodyClient.query('COMMIT');
    await client.query('COMMIT');
    this.#release();
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

  #tell(fileNo: number, { line, code, message }: Omit<LineIssue, 'file'>): void {
    this.#options.issues.add({ file: this.#options.paths[fileNo] ?? null, line, code, message });
  }

  /** Where the pieces of a batch stand: their file, and the lines of it that were read before. */
  #placesOf(batch: ReadResult): readonly PiecePlace[] {
    return batch.pieces.map(({ fileNo, lineCount }) => {
      const before = this.#linesRead[fileNo] ?? 0;
      this.#linesRead[fileNo] = before + lineCount;
      return { fileNo, linesBefore: batch.lineNumbers === 'in_piece' ? before : 0 };
    });
  }

  /** Numbers a rollout; null where it is a duplicate, which is told. */
  #place(facts: RolloutFacts, fileNo: number): Placed | null {
    const place = this.#numbering.place(facts);
    if (place.kind === 'duplicate') {
      this.#tell(fileNo, { line: facts.line, code: 'duplicate_rollout', message: place.message });
      return null;
    }
    if (place.entitiesDiffer) {
      const message =
        'the entities differ from those of an earlier line of the same question; the earlier ones are used';
      this.#tell(fileNo, { line: facts.line, code: 'entities_differ', message });
    }
    return place;
  }

  /** Writes one frame of messages; answers its number in the run. */
  #writeFrame(batch: ReadResult, frame: number): number {
    const bodyNo = this.#frames;
    this.#frames += 1;
    const row = this.#bodyCopy.startRow();
    row.int4(this.#options.runId);
    row.int4(bodyNo);
    row.bytea(batch.frames.subarray(batch.frameEnds[frame - 1] ?? 0, batch.frameEnds[frame]));
    return bodyNo;
  }

  #writeRollout(
    facts: RolloutFacts,
    { place, bodyNo, fileNo }: { readonly place: Placed; readonly bodyNo: number; readonly fileNo: number },
  ): void {
    const row = this.#rolloutCopy.startRow();
    row.int4(this.#options.runId);
    row.int4(place.n);
    row.int4(fileNo);
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

interface PiecePlace {
  readonly fileNo: number;
  readonly linesBefore: number;
}

function placeOf(places: readonly PiecePlace[], piece: number): PiecePlace {
  const place = places[piece];
  if (place === undefined) throw new RangeError(`the batch has no piece ${piece}`);
  return place;
}
