import type { Entity } from '@/lib/core/entities/entity';
import type { ImportErrorCode } from './import-error';
import type { ImportedRollout, JsonObject } from '@/lib/core/rollout/rollout';

/** The first bytes of a file and the path it was dropped under. */
export interface FileHead {
  /** Relative path as dropped; folders kept, `/` between them. */
  readonly path: string;
  /** The first MiB of the content (`HEAD_BYTES` in detect), or all of it if shorter. */
  readonly bytes: Uint8Array;
  /** True where `bytes` is the whole file. */
  readonly complete: boolean;
}

/** `null`: not mine. `certain`: the keys of the format stand there. `likely`: fits, but other formats might. */
export type Detection =
  | null
  | { readonly confidence: 'certain' | 'likely'; readonly why: string }
  | { readonly confidence: 'refused'; readonly code: ImportErrorCode; readonly why: string };

/** One unit of a container: a line of JSON Lines, or a piece of running text. `line` counts from 1. */
export interface SourceRecord {
  readonly line: number;
  readonly bytes: Uint8Array;
}

/** What an importer reads: records in order, and the small files dropped beside this one (by base name). */
export interface RecordSource {
  readonly path: string;
  readonly companions: ReadonlyMap<string, Uint8Array>;
  records(): AsyncIterable<SourceRecord>;
}

export type ImportEvent =
  | { readonly kind: 'rollout'; readonly line: number; readonly rollout: ImportedRollout }
  | { readonly kind: 'issue'; readonly line: number; readonly code: IssueCode; readonly message: string }
  /** A line that is understood and rightly adds no rollout, such as a reprint; counted, not an error. */
  | { readonly kind: 'skipped'; readonly line: number; readonly code: SkipCode };

/** Why a line was not used. Stable: shown by the API, counted in the report, each with a page in the docs. */
export const ISSUE_CODES = [
  'line_not_json',
  'line_not_object',
  'line_not_csv',
  'line_too_long',
  'line_truncated',
  'line_invalid_utf8',
  'nesting_too_deep',
  'field_missing',
  'field_wrong_type',
  'duplicate_rollout',
  'entities_differ',
  'block_incomplete',
] as const;
export type IssueCode = (typeof ISSUE_CODES)[number];

export const SKIP_CODES = ['reprint', 'blank_line'] as const;
export type SkipCode = (typeof SKIP_CODES)[number];

/** What an importer knows of the run before its first rollout. */
export interface RunDescription {
  /** A name for the run, from metadata or the path. */
  readonly name: string | null;
  readonly metadata: JsonObject;
}

export interface RolloutImporter {
  readonly id: string;
  readonly label: string;
  /**
   * `lines`: each record is one line and is understood by itself, so lines may be read in several threads at once.
   * `text`: the file is read as a whole, in order, by one thread.
   */
  readonly container: 'lines' | 'text';
  /** Reads only the head; never throws. */
  detect(head: FileHead): Detection;
  describe(source: Pick<RecordSource, 'path' | 'companions'>): RunDescription;
  /** Memory bounded by one record (`lines`) or one block (`text`). Throws ImportError where the file as a whole is unusable. */
  read(source: RecordSource): AsyncGenerator<ImportEvent>;
}

/** Gold entities of one question, as an entity-set upload gives them. */
export interface GoldQuestion {
  readonly questionId: string | null;
  readonly question: string | null;
  readonly entities: readonly Entity[];
}
