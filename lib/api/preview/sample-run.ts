import { memorySource, type ByteSource } from '@/lib/import/containers/byte-source';
import { ImportError } from '@/lib/import/import-error';
import type { ImportEvent, RecordImporter, RolloutImporter, SourceInfo, SourceRecord } from '@/lib/import/importer';
import { parseJsonObject } from '@/lib/import/json/parse-json';
import { linesOf } from '@/lib/import/lines/split-lines';
import { withColumns } from '@/lib/import/mapping/column-overrides';
import type { PlannedFile, PlannedRun } from '@/lib/import/plan/plan-runs';
import { readRecord } from '@/lib/import/read-records';
import { isRecordALine, sourceRecords } from '@/lib/import/source/source-records';
import type { DropTools, PlannedDrop } from '@/lib/ingest/drop/open-and-plan';
import type { DropFile } from '@/lib/ingest/drop/open-drop';
import { fillFromPath } from '@/lib/ingest/fill-from-path';
import { fillFromQuestions, type KnownAnswers } from '@/lib/ingest/fill-from-questions';
import type { QuestionIndex } from '@/lib/core/entities/question-index';
import type { ImportedRollout, JsonObject } from '@/lib/core/rollout/rollout';
import { readTranscript, type ThoughtSource } from '@/lib/core/rollout/transcript';
import { predictionOf } from '@/lib/ingest/rollout-reader';
import type { ImportIssueRow } from '@/lib/api/schemas/import-issue';

/** A rollout of a preview with its place. */
export interface SampledRollout {
  readonly file: string;
  readonly line: number;
  readonly thoughtSource: ThoughtSource;
  readonly rollout: ImportedRollout;
}

export interface RunSample {
  /** Small files of the drop that belong to the run, by base name. */
  readonly companions: ReadonlyMap<string, Uint8Array>;
  readonly rollouts: SampledRollout[];
  readonly issues: ImportIssueRow[];
  /** The first records as they stand in the files, for columns. */
  readonly records: JsonObject[];
  /** False where there is more than was read. */
  complete: boolean;
  /** What stands beside the records of the first file; null where nothing does. */
  header: JsonObject | null;
}

/** A planned drop with the gold answers that came with it. */
export interface SampledDrop extends PlannedDrop {
  readonly answers: QuestionIndex<KnownAnswers>;
}

/** What a preview reads of one run at most. */
const RUN_BYTES = 16 << 20;
const RUN_ROLLOUTS = 5_000;
const RUN_FILES = 100;
const RECORDS_KEPT = 20;
const PARQUET_ROWS = 1_000;
const NEWLINE = 10;

/** Reads the beginning of a run as an import would. */
export async function sampleRun(run: PlannedRun, drop: SampledDrop, tools: DropTools): Promise<RunSample> {
  const companions = await readCompanions(run, drop, tools);
  const sample: RunSample = {
    companions,
    rollouts: [],
    issues: [],
    records: [],
    header: null,
    complete: run.files.length <= RUN_FILES,
  };
  let budget = RUN_BYTES;
  for (const planned of run.files.slice(0, RUN_FILES)) {
    const file = drop.files.get(planned.path);
    if (file === undefined || budget <= 0 || sample.rollouts.length >= RUN_ROLLOUTS) {
      sample.complete = false;
      continue;
    }
    tools.signal.throwIfAborted();
    const read = await beginningOf(planned, file, { source: tools.open.source(file), budget });
    budget -= read.bytes;
    if (!read.complete) sample.complete = false;
    sample.issues.push(...read.issues);
    const kept = read.records.slice(0, RECORDS_KEPT - sample.records.length);
    sample.records.push(...kept.map(({ bytes }) => parseJsonObject(bytes)).filter((record) => record !== null));
    if (planned === run.files[0]) sample.header = read.header ?? file.header;
    const info = { path: planned.path, header: read.header ?? file.header, companions };
    if (run.importer !== null) {
      await readInto(sample, { run, importer: run.importer, answers: drop.answers, planned, info, ...read });
    }
  }
  return sample;
}

interface Beginning {
  readonly records: readonly SourceRecord[];
  readonly issues: ImportIssueRow[];
  readonly header: JsonObject | null;
  readonly bytes: number;
  readonly complete: boolean;
}

/** The records at the beginning of a file; a record that is cut there is left out. */
async function beginningOf(
  planned: PlannedFile,
  file: DropFile,
  at: { readonly source: ByteSource; readonly budget: number },
): Promise<Beginning> {
  const { source } = at;
  if (planned.container === 'parquet') return readRecords(planned, file, { source, complete: file.complete });
  const bytes = await source.read(0, Math.min(source.size, at.budget));
  const complete = file.complete && bytes.length >= source.size;
  if (!isRecordALine(planned.container, planned.layout)) {
    return readRecords(planned, file, { source: memorySource(bytes), complete });
  }
  const whole = complete ? bytes : bytes.subarray(0, bytes.lastIndexOf(NEWLINE) + 1);
  const records = [...linesOf({ firstLine: 1, bytes: Uint8Array.from(whole) })];
  return { records, issues: [], header: null, bytes: bytes.length, complete };
}

async function readRecords(
  planned: PlannedFile,
  file: DropFile,
  at: { readonly source: ByteSource; readonly complete: boolean },
): Promise<Beginning> {
  const records: SourceRecord[] = [];
  const issues: ImportIssueRow[] = [];
  let header: JsonObject | null = null;
  let bytes = 0;
  let complete = at.complete;
  try {
    for await (const event of sourceRecords(at.source, planned.container, planned.layout)) {
      if (event.kind === 'record') {
        records.push({ line: event.line, bytes: Uint8Array.from(event.bytes) });
        bytes += event.bytes.length;
      } else if (event.kind === 'header') header = parseJsonObject(event.bytes);
      else if (complete) issues.push({ file: file.path, line: event.line, code: event.code, message: event.message });
      if (bytes < RUN_BYTES && records.length < PARQUET_ROWS) continue;
      complete = false;
      break;
    }
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    if (complete) issues.push({ file: file.path, line: 1, code: error.code, message: error.message });
    complete = false;
  }
  return { records, issues, header, bytes, complete };
}

interface ReadInput extends Beginning {
  readonly run: PlannedRun;
  readonly importer: RolloutImporter;
  readonly planned: PlannedFile;
  readonly info: SourceInfo;
  readonly answers: QuestionIndex<KnownAnswers>;
}

/** Reads the records of one file and adds what comes of them to the sample. */
async function readInto(sample: RunSample, input: ReadInput): Promise<void> {
  const { importer, info } = input;
  if (importer.kind === 'records') {
    readRecordsInto(sample, input, importer);
    return;
  }
  for await (const event of importer.readText(info, streamOf(input.records))) takeInto(sample, input, event);
}

function readRecordsInto(sample: RunSample, input: ReadInput, importer: RecordImporter): void {
  const { correctColumn = null, entitiesColumn = null } = input.run.settings;
  const reader = withColumns(importer.open(input.info), { correctColumn, entitiesColumn });
  const keyed = input.planned.layout.kind === 'entries';
  for (const record of input.records) {
    for (const event of readRecord(reader, record, keyed)) takeInto(sample, input, event);
    if (sample.rollouts.length < RUN_ROLLOUTS) continue;
    sample.complete = false;
    return;
  }
  const line = input.records.at(-1)?.line ?? 1;
  for (const outcome of reader.end?.() ?? []) takeInto(sample, input, { ...outcome, line });
}

function takeInto(sample: RunSample, { run, planned, info, complete, answers }: ReadInput, event: ImportEvent): void {
  const { path } = info;
  if (event.kind === 'rollout') {
    const rollout = fillFromQuestions(fillFromPath(event.rollout, planned.facts).rollout, answers);
    if (!hasQuestion(rollout)) {
      const message = 'The record has neither a question, nor an id of one, nor a user message.';
      sample.issues.push({ file: path, line: event.line, code: 'field_missing', message });
      return;
    }
    const { thoughts = 'detected' } = run.settings;
    const transcript = readTranscript(rollout.messages, thoughts === 'detected' ? 'auto' : thoughts);
    const prediction = predictionOf(rollout, transcript);
    const { thoughtSource } = transcript;
    sample.rollouts.push({ file: path, line: event.line, thoughtSource, rollout: { ...rollout, prediction } });
  } else if (event.kind === 'issue' && (complete || event.code !== 'block_incomplete')) {
    sample.issues.push({ file: path, line: event.line, code: event.code, message: event.message });
  }
}

function hasQuestion({ questionId, question, messages }: ImportedRollout): boolean {
  return (
    questionId !== null ||
    question !== null ||
    messages.some(({ role, content }) => role === 'user' && content.trim() !== '')
  );
}

async function* streamOf(records: readonly SourceRecord[]): AsyncGenerator<SourceRecord> {
  yield* records;
}

async function readCompanions(
  run: PlannedRun,
  drop: PlannedDrop,
  tools: DropTools,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const companions = new Map<string, Uint8Array>();
  for (const path of run.companions) {
    const file = drop.files.get(path);
    if (file === undefined || !file.complete) continue;
    const source = tools.open.source(file);
    companions.set(path.slice(path.lastIndexOf('/') + 1), await source.read(0, Math.min(source.size, RUN_BYTES)));
  }
  return companions;
}
