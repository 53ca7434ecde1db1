import type { EntitySetEntry } from '@/lib/core/entities/entity-index';
import type { Entity } from '@/lib/core/entities/entity';
import type { Verdict } from '@/lib/core/rewards/run-columns';
import type { IssueCode, SkipCode } from '@/lib/import/importer';

/** What a thread is given when it starts. */
export interface ThreadSetup {
  readonly importerId: string;
  /** Where the uploaded bytes lie. */
  readonly file: string;
  readonly path: string;
  readonly companions: ReadonlyMap<string, Uint8Array>;
  readonly scoreThreshold: number;
  /** Questions of uploaded entity sets, newest set first. */
  readonly entitySets: readonly EntitySetEntry[];
}

/** A block of the file: the thread reads the lines that start in it. */
export interface ReadTask {
  readonly kind: 'read';
  readonly start: number;
  readonly end: number;
  /** True for the last block of the file: a text importer ends there. */
  readonly last: boolean;
}

/** Stored rollouts whose entities changed. */
export interface RematchTask {
  readonly kind: 'rematch';
  readonly thoughtRule: 'marked' | 'assistant_text';
  /** Frames of messages, each with the places in it that are asked for. */
  readonly frames: readonly {
    readonly frame: Uint8Array;
    readonly rollouts: readonly { readonly at: number; readonly entities: readonly Entity[] }[];
  }[];
}

export type ThreadTask = ReadTask | RematchTask;
export type ThreadRequest = ThreadTask & { readonly task: number };

/** One rollout as a thread hands it back; its messages and first turns lie in the buffers of the batch. */
export interface RolloutFacts {
  readonly line: number;
  readonly questionId: string | null;
  readonly question: string | null;
  readonly textKey: string | null;
  readonly answers: readonly string[];
  /** Entities the log carries; null where it has none. */
  readonly loggedEntities: readonly Entity[] | null;
  /** The entity set that covers the question, null where none does. */
  readonly entitySetId: string | null;
  /** The entities matched here, in the order of the first turns. */
  readonly entities: readonly Entity[];
  readonly groupKey: string | null;
  readonly step: number | null;
  readonly rolloutIndex: number | null;
  readonly split: string | null;
  readonly prediction: string | null;
  readonly correct: boolean | null;
  readonly correctnessRule: string | null;
  readonly score: number | null;
  readonly rewardLogged: number | null;
  readonly termination: string | null;
  readonly verdict: Verdict;
  readonly thoughtSource: 'reasoning_content' | 'think_tags' | 'assistant_text' | 'none';
  readonly toolCalls: number;
  readonly turns: number;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly durationSeconds: number | null;
  /** JSON object. */
  readonly metadata: string;
  /** Which frame of the batch holds its messages, and which place in it, both from 0. */
  readonly frame: number;
  readonly frameAt: number;
}

export interface LineIssue {
  readonly line: number;
  readonly code: IssueCode;
  readonly message: string;
}

export interface ReadResult {
  readonly kind: 'read';
  /** Lines that start in the block. */
  readonly lineCount: number;
  /** Whether line numbers of this result count from the start of the block or of the file. */
  readonly lineNumbers: 'in_block' | 'in_file';
  readonly rollouts: readonly RolloutFacts[];
  /** Frames of compressed messages, one after the other. */
  readonly frames: Uint8Array;
  /** Where each frame ends; it begins where the one before ends. */
  readonly frameEnds: readonly number[];
  /** First turns of the rollouts, one after the other: 16 x entities numbers each. */
  readonly firstTurns: Int16Array;
  readonly issues: readonly LineIssue[];
  readonly skipped: Readonly<Partial<Record<SkipCode, number>>>;
}

export interface RematchResult {
  readonly kind: 'rematch';
  /** First turns of the rollouts in the order given, 16 x entities numbers each. */
  readonly firstTurns: Int16Array;
}

export type ThreadResult = ReadResult | RematchResult;
export type ThreadResponse =
  | { readonly task: number; readonly result: ThreadResult }
  | { readonly task: number; readonly failure: { readonly code: string; readonly message: string } };
