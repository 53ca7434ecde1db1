import type { EntitySetEntry } from '@/lib/core/entities/question-index';
import type { ReaderAnnotation } from '@/lib/core/labels/reader-annotation';
import type { Entity } from '@/lib/core/entities/entity';
import type { Verdict } from '@/lib/core/rewards/run-columns';
import type { ColumnOverrides } from '@/lib/import/mapping/column-overrides';
import type { ColumnMapping } from '@/lib/import/mapping/column-mapping';
import type { IssueCode, SkipCode } from '@/lib/import/importer';

import type { StagedFile } from './drop/stage-run';
import type { KnownAnswers } from './fill-from-questions';

/** What a thread is told of a run before its first task. */
export interface ThreadSetup {
  /** Id of the importer; of a table of no known format the mapping of its columns stands for it. */
  readonly formatId: string;
  readonly mapping: ColumnMapping | null;
  readonly columns: ColumnOverrides;
  /** The files of the run, one record a line. */
  readonly files: readonly StagedFile[];
  readonly companions: ReadonlyMap<string, Uint8Array>;
  readonly scoreThreshold: number;
  /** Questions of uploaded entity sets, newest set first. */
  readonly entitySets: readonly EntitySetEntry[];
  /** Gold answers dropped with the log. */
  readonly questions: readonly KnownAnswers[];
}

/** A block of one file: the lines that start in it are read. */
export interface ReadPiece {
  /** Position in the files of the run. */
  readonly fileNo: number;
  readonly start: number;
  readonly end: number;
}

/** Blocks of one large file or of several small ones. */
export interface ReadTask {
  readonly kind: 'read';
  readonly pieces: readonly ReadPiece[];
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

/** From here on the tasks of another run are read. */
export interface SetupTask {
  readonly kind: 'setup';
  readonly setup: ThreadSetup;
}

/** The thread ends after the task it has in hand; tasks that wait behind it are dropped. */
export interface EndTask {
  readonly kind: 'end';
}

export type ThreadTask = ReadTask | RematchTask;
export type ThreadRequest = SetupTask | EndTask | (ThreadTask & { readonly task: number });

/** One rollout as a thread hands it back; its messages and first turns lie in the buffers of the batch. */
export interface RolloutFacts {
  /** Which piece of the task it stands in, and the line there. */
  readonly piece: number;
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
  /** True where the index comes from a path: another rollout of the same index is no duplicate then. */
  readonly indexIsHint: boolean;
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
  /** Labels and note that the log brings along; null in nearly every log. */
  readonly annotation: ReaderAnnotation | null;
  /** Which frame of the batch holds its messages, and which place in it, both from 0. */
  readonly frame: number;
  readonly frameAt: number;
}

export interface PieceIssue {
  readonly piece: number;
  readonly line: number;
  readonly code: IssueCode;
  readonly message: string;
}

export interface ReadResult {
  readonly kind: 'read';
  /** Lines that start in each piece. */
  readonly pieces: readonly { readonly fileNo: number; readonly lineCount: number }[];
  /** Whether line numbers of this result count from the start of the piece or of the file. */
  readonly lineNumbers: 'in_piece' | 'in_file';
  readonly rollouts: readonly RolloutFacts[];
  /** Frames of compressed messages, one after the other. */
  readonly frames: Uint8Array;
  /** Where each frame ends; it begins where the one before ends. */
  readonly frameEnds: readonly number[];
  /** First turns of the rollouts, one after the other: 16 x entities numbers each. */
  readonly firstTurns: Int16Array;
  readonly issues: readonly PieceIssue[];
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
