import type {
  ImportEvent,
  RecordOutcome,
  RecordReader,
  RolloutImporter,
  SourceInfo,
  SourceRecord,
} from '@/lib/import/importer';
import { mappedTable } from '@/lib/import/importers/mapped-table';
import { linesOf, MAX_LINE_BYTES } from '@/lib/import/lines/split-lines';
import { withColumns } from '@/lib/import/mapping/column-overrides';
import { readRecord } from '@/lib/import/read-records';
import { importerById } from '@/lib/import/registry';

import { BatchCollector } from './batch-collector';
import { BlockFile } from './block-file';
import { BodyFrameWriter } from './body-frame';
import type { StagedFile } from './drop/stage-run';
import { fillFromPath } from './fill-from-path';
import { RolloutReader } from './rollout-reader';
import { TextFeed } from './text-feed';
import type { ReadPiece, ReadResult, ReadTask, ThreadSetup } from './thread-protocol';

/** The importer a run is read with. */
export function importerOf({ formatId, mapping }: Pick<ThreadSetup, 'formatId' | 'mapping'>): RolloutImporter {
  return mapping === null ? importerById(formatId) : mappedTable(mapping);
}

interface OpenFile {
  readonly fileNo: number;
  readonly staged: StagedFile;
  readonly reader: RecordReader | null;
  readonly feed: TextFeed | null;
  lines: number;
}

/**
 * Reads blocks of the files of one run with one importer. Of a text importer, and of one that holds records back, one
 * reader must get all blocks of a file in order.
 */
export class BatchReader {
  readonly #setup: ThreadSetup;
  readonly #importer: RolloutImporter;
  readonly #rollouts: RolloutReader;
  readonly #frames = new BodyFrameWriter();
  #disk: { readonly path: string; readonly file: BlockFile } | null = null;
  #open: OpenFile | null = null;
  #result = new BatchCollector(this.#frames);

  constructor(setup: ThreadSetup) {
    this.#setup = setup;
    this.#importer = importerOf(setup);
    this.#rollouts = new RolloutReader(setup);
  }

  /** Reads the blocks of one task. Call again only after the last call has answered. */
  async read(task: ReadTask): Promise<ReadResult> {
    this.#result = new BatchCollector(this.#frames);
    for (const piece of task.pieces) await this.#readPiece(piece);
    const lineNumbers = this.#importer.kind === 'text' ? 'in_file' : 'in_piece';
    return { ...this.#result.take(), lineNumbers };
  }

  async #readPiece(piece: ReadPiece): Promise<void> {
    const open = this.#openFile(piece.fileNo);
    const { staged } = open;
    this.#result.startPiece(piece);
    const before = open.feed === null ? 0 : open.lines;
    const block = this.#block(staged).read(piece.start, piece.end, staged);
    open.lines += block.lineCount;
    this.#result.countLines(block.lineCount);
    const lines = linesOf({ firstLine: before + 1, bytes: block.bytes });
    const isLast = piece.end >= staged.end;
    if (open.feed === null) this.#readLines(open, lines, { isLast, lineCount: block.lineCount });
    else await this.#feed(open.feed, lines, isLast);
    if (block.tooLongBytes !== null) this.#tooLong(before + block.lineCount, block.tooLongBytes);
  }

  #readLines(
    { reader, staged }: OpenFile,
    lines: Iterable<SourceRecord>,
    { isLast, lineCount }: { readonly isLast: boolean; readonly lineCount: number },
  ): void {
    if (reader === null) return;
    for (const line of lines) {
      for (const event of readRecord(reader, line, staged.keyed)) this.#take(event, event.line);
    }
    if (!isLast) return;
    for (const outcome of reader.end?.() ?? []) this.#take(outcome, Math.max(1, lineCount));
  }

  async #feed(feed: TextFeed, lines: Iterable<SourceRecord>, isLast: boolean): Promise<void> {
    const take = (event: ImportEvent): void => this.#take(event, event.line);
    await feed.push(lines, take);
    if (isLast) await feed.end(take);
  }

  #openFile(fileNo: number): OpenFile {
    if (this.#open?.fileNo === fileNo) return this.#open;
    const staged = this.#setup.files[fileNo];
    if (staged === undefined) throw new RangeError(`the run has no file ${fileNo}`);
    const info: SourceInfo = { path: staged.path, header: staged.header, companions: this.#setup.companions };
    const importer = this.#importer;
    this.#open = {
      fileNo,
      staged,
      reader: importer.kind === 'records' ? withColumns(importer.open(info), this.#setup.columns) : null,
      feed: importer.kind === 'text' ? new TextFeed((lines) => importer.readText(info, lines)) : null,
      lines: 0,
    };
    return this.#open;
  }

  /** A text importer keeps lines between blocks, so it gets buffers of its own. */
  #block({ file: path }: StagedFile): BlockFile {
    if (this.#disk?.path === path) return this.#disk.file;
    this.#disk?.file.close();
    const file = new BlockFile(path, { shareBuffer: this.#importer.kind === 'records' });
    this.#disk = { path, file };
    return file;
  }

  #take(outcome: RecordOutcome, line: number): void {
    switch (outcome.kind) {
      case 'rollout':
        this.#rollout(outcome.rollout, line);
        break;
      case 'issue':
        this.#issue(line, outcome.code, outcome.message);
        break;
      case 'skipped':
        this.#result.skip(outcome.code);
        break;
      default:
        throw new RangeError(`unknown import event ${JSON.stringify(outcome satisfies never)}`);
    }
  }

  #rollout(logged: Parameters<typeof fillFromPath>[0], line: number): void {
    const facts = this.#open?.staged.facts;
    const { rollout, indexIsHint } =
      facts === undefined ? { rollout: logged, indexIsHint: false } : fillFromPath(logged, facts);
    const read = this.#rollouts.read(rollout);
    if (read === null) {
      this.#issue(line, 'field_missing', 'The record has neither a question, nor an id of one, nor a user message.');
      return;
    }
    this.#result.add(read.firstTurns, rollout, { ...read.facts, line, indexIsHint });
  }

  #issue(line: number, code: Extract<RecordOutcome, { kind: 'issue' }>['code'], message: string): void {
    this.#result.issues.push({ piece: this.#result.piece, line, code, message });
  }

  #tooLong(line: number, bytes: number): void {
    this.#issue(line, 'line_too_long', `The line has ${bytes} bytes; the longest that is read has ${MAX_LINE_BYTES}.`);
  }

  close(): void {
    this.#disk?.file.close();
    this.#disk = null;
  }
}
