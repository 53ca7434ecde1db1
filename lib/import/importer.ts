import type { Entity } from '@/lib/core/entities/entity';
import type { ImportedRollout, JsonObject } from '@/lib/core/rollout/rollout';
import type { RecordLayout } from './containers/record-layout';
import type { ImportErrorCode } from './import-error';
import type { PathFacts } from './paths/path-facts';

/** What holds the records of a file, told from its first bytes; archives are opened before this is asked. */
export const CONTAINERS = ['lines', 'list', 'object', 'parquet', 'csv', 'text', 'empty'] as const;
export type Container = (typeof CONTAINERS)[number];

/** The beginning of a file as detection sees it. */
export interface FormatProbe {
  /** Relative path as dropped; folders kept, `/` between them. */
  readonly path: string;
  readonly container: Container;
  /**
   * The first records, at most 20: lines, elements of a list, rows of a table; of `object` the object itself. The last one
   * may be cut where the head of the file ends: then its later keys, and later elements of its lists, are missing.
   */
  readonly records: readonly JsonObject[];
  /** True where the last record is cut. */
  readonly cut: boolean;
  /** What stands beside the records: the header of an evaluation archive; null where there is none. */
  readonly header: JsonObject | null;
  /** The text of `text`; empty otherwise. */
  readonly text: string;
  /** True where the head is the whole file. */
  readonly complete: boolean;
}

/** `null`: not mine. `certain`: the keys of the format stand there. `likely`: fits, but other formats might. */
export type Detection =
  | null
  | {
      readonly confidence: 'certain' | 'likely';
      readonly why: string;
      /** How the records lie in the container; default: lines, elements of a list, rows, the whole object. */
      readonly layout?: RecordLayout;
      /** True where a record is understood only after the ones before it: one thread then reads the file in order. */
      readonly inOrder?: boolean;
    }
  | { readonly confidence: 'refused'; readonly code: ImportErrorCode; readonly why: string };

/** What an importer knows of a file before its first record. */
export interface SourceInfo {
  /** Relative path as dropped. */
  readonly path: string;
  /** The rest of an object whose member holds the records, or the header of an evaluation archive; null otherwise. */
  readonly header: JsonObject | null;
  /** Small files dropped beside this one that the importer asked for, by base name. */
  readonly companions: ReadonlyMap<string, Uint8Array>;
}

/** Why a record was not used. Stable: shown by the API, counted in the report. */
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

/** Why a record that is understood rightly adds no rollout; counted, not an error. */
export const SKIP_CODES = ['reprint', 'blank_line', 'earlier_output', 'earlier_retry', 'no_rollout'] as const;
export type SkipCode = (typeof SKIP_CODES)[number];

/** What becomes of one record. */
export type RecordOutcome =
  | { readonly kind: 'rollout'; readonly rollout: ImportedRollout }
  | { readonly kind: 'issue'; readonly code: IssueCode; readonly message: string }
  | { readonly kind: 'skipped'; readonly code: SkipCode };

/** The same with its place: the line in a text or JSON Lines file, else the number of the record; both from 1. */
export type ImportEvent = RecordOutcome & { readonly line: number };

/** Reads the records of one file. */
export interface RecordReader {
  /**
   * @param record one JSON object
   * @param key the key it stood under in an object keyed by id (layout `entries`); null otherwise
   * @returns one outcome a rollout; usually exactly one, several where a record holds a whole group
   */
  read(record: JsonObject, key: string | null): readonly RecordOutcome[];
  /** What was held back for a later record; only where detection said `inOrder`. */
  end?(): readonly RecordOutcome[];
}

/** One unit of a container: a line of JSON Lines, or a piece of running text. `line` counts from 1. */
export interface SourceRecord {
  readonly line: number;
  readonly bytes: Uint8Array;
}

/** What an importer knows of a run before its first rollout. */
export interface RunDescription {
  /** A name for the run, from metadata or the path; null where the path's own name serves. */
  readonly name: string | null;
  readonly metadata: JsonObject;
}

/** Something every reader of a run must know of what its log left out. */
export interface Notice {
  readonly code: string;
  readonly message: string;
}

interface ImporterBase {
  readonly id: string;
  readonly label: string;
  /** Looks at the first records only; never throws. */
  detect(probe: FormatProbe): Detection;
  /** What the path says: run, step, rollout. Absent: each file is a run of its own. */
  place?(path: string): PathFacts;
  describe(source: SourceInfo): RunDescription;
  /** Whether a file of the same drop that is no log belongs to this format's logs, such as a metadata.json. */
  wantsCompanion?(probe: FormatProbe): boolean;
  /** True where such a file serves logs in any folder of the drop, not only beside and below it. */
  readonly companionsAnywhere?: boolean;
  /** What the format calls its group id, for words such as "grouped by uid". */
  readonly groupField?: string;
  /** What logs of this format leave out by design (formats.md 5, "Selection bias"). */
  readonly notices?: readonly Notice[];
}

/** A format whose records are understood one by one; files are read in blocks, several threads at once. */
export interface RecordImporter extends ImporterBase {
  readonly kind: 'records';
  /** Called once for each file and thread. Never throws. */
  open(source: SourceInfo): RecordReader;
}

/** A format of running text: read as a whole, in order, by one thread. */
export interface TextImporter extends ImporterBase {
  readonly kind: 'text';
  /** Memory bounded by one block. */
  readText(source: SourceInfo, lines: AsyncIterable<SourceRecord>): AsyncGenerator<ImportEvent>;
}

export type RolloutImporter = RecordImporter | TextImporter;

/** Gold entities of one question, as an entity-set upload gives them. */
export interface GoldQuestion {
  readonly questionId: string | null;
  readonly question: string | null;
  readonly entities: readonly Entity[];
}
