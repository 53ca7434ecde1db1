import { chunksOf, type ByteSource } from '@/lib/import/containers/byte-source';
import { expand } from '@/lib/import/containers/compressed';
import { containerKind } from '@/lib/import/containers/container-kind';
import {
  checkExpansion,
  DEFAULT_ARCHIVE_LIMITS,
  shownMember,
  type ArchiveLimits,
} from '@/lib/import/containers/limits';
import { listTar } from '@/lib/import/containers/tar';
import { listZip, type ZipMember } from '@/lib/import/containers/zip';
import { refuseArchive } from '@/lib/import/detection/refusals';
import { ImportError, type ImportErrorCode } from '@/lib/import/import-error';
import { isEvalArchive, isSample, readEvalHeader, readEvalSample } from '@/lib/import/source/eval-archive';
import type { JsonObject } from '@/lib/core/rollout/rollout';

import type { DiskSlice, OpenFiles } from './disk-source';
import { FINGERPRINT_BYTES, headFingerprint } from './file-fingerprint';
import type { Spool } from './spool';

/** A file as it was dropped. */
export interface GivenFile extends DiskSlice {
  /** Relative path, `/` between folders. */
  readonly path: string;
  /** Size of the whole file; more than the slice holds where only its beginning is at hand. */
  readonly wholeBytes: number;
}

/** A file of a drop with every archive around it opened. */
export interface DropFile extends GivenFile {
  readonly complete: boolean;
  /** What an evaluation archive says beside its records; null for every other file. */
  readonly header: JsonObject | null;
  /** SHA-256 of size and beginning, hex; null where the size is not known. */
  readonly fingerprint: string | null;
}

/** A file or archive that cannot be opened. `later`: only the whole file tells what it is. */
export interface UnopenedFile {
  readonly path: string;
  readonly code: ImportErrorCode | 'later';
  readonly message: string;
}

export interface OpenedDrop {
  readonly files: readonly DropFile[];
  readonly unopened: readonly UnopenedFile[];
}

/** How archives are opened. */
export interface OpenLimits extends ArchiveLimits {
  /** Bytes that come out before the rest of an archive is left for later: a preview's budget. Infinite for an import. */
  readonly budgetBytes: number;
}

export const IMPORT_LIMITS: OpenLimits = { ...DEFAULT_ARCHIVE_LIMITS, budgetBytes: Number.POSITIVE_INFINITY };

interface OpenContext {
  readonly open: OpenFiles;
  readonly spool: Spool;
  readonly limits: OpenLimits;
  /** The file that was dropped, in which everything lies that is being opened, and what came out before it. */
  readonly outermost: { readonly file: GivenFile; readonly spooledBefore: number };
  readonly files: DropFile[];
  readonly unopened: UnopenedFile[];
}

const NEWLINE = Buffer.from('\n');
const LATER = 'Only the whole file tells what it holds.';
/** Names that operating systems leave beside files. */
const LITTER = /(^|\/)(\.[^/]*|__MACOSX\/.*|Thumbs\.db|desktop\.ini)$/;

/**
 * Opens every archive of a drop, archives inside archives too. Members of a tar stay where they are; members of others go
 * to the spool. What cannot be opened is told and does not keep the rest from being read.
 *
 * @throws IngestError disk_full; the spool's abort reason
 */
export async function openDrop(
  given: readonly GivenFile[],
  open: OpenFiles,
  spool: Spool,
  limits: OpenLimits = IMPORT_LIMITS,
): Promise<OpenedDrop> {
  const files: DropFile[] = [];
  const unopened: UnopenedFile[] = [];
  for (const file of given) {
    const outermost = { file, spooledBefore: spool.bytes };
    const context: OpenContext = { open, spool, limits, files: [], unopened: [], outermost };
    try {
      await openFile(context, file, 0);
      files.push(...context.files);
      unopened.push(...context.unopened);
    } catch (error) {
      if (!(error instanceof ImportError) || !isBomb(error)) throw error;
      // Nothing of a bomb is read, not even what came out first.
      unopened.push({ path: file.path, code: error.code, message: error.message });
    }
  }
  await spool.settle();
  return { files: withOwnPaths(files), unopened };
}

/** Files that were chosen one by one may have the same name: all but the first get a number. */
function withOwnPaths(files: readonly DropFile[]): readonly DropFile[] {
  const taken = new Set<string>();
  return files.map((file) => {
    let path = file.path;
    for (let number = 2; taken.has(path); number += 1) path = file.path.replace(/(\.[^./]*)?$/, ` (${number})$1`);
    taken.add(path);
    return path === file.path ? file : { ...file, path };
  });
}

async function openFile(context: OpenContext, file: GivenFile, depth: number): Promise<void> {
  if (LITTER.test(file.path)) return;
  const source = context.open.source(file);
  try {
    const head = await source.read(0, FINGERPRINT_BYTES);
    const kind = containerKind(head);
    if (kind === null || kind === 'parquet') return addFile(context, file, { head, header: null });
    if (depth >= context.limits.maxDepth) throw tooDeep(file.path, context.limits.maxDepth);
    if (kind === 'zip') await openZip(context, file, source, depth);
    else if (kind === 'tar') await openTar(context, file, source, depth);
    else await openCompressed(context, file, { source, kind, depth });
  } catch (error) {
    if (!(error instanceof ImportError) || isBomb(error)) throw error;
    const isCut = file.wholeBytes > source.size && error.code === 'archive_damaged';
    context.unopened.push(isCut ? later(file.path) : { path: file.path, code: error.code, message: error.message });
  }
}

function later(path: string): UnopenedFile {
  return { path, code: 'later', message: LATER };
}

function addFile(
  context: OpenContext,
  file: GivenFile,
  { head, header }: { readonly head: Uint8Array; readonly header: JsonObject | null },
): void {
  const complete = file.wholeBytes <= file.end - file.start;
  context.files.push({ ...file, complete, header, fingerprint: headFingerprint(head, file.wholeBytes) });
}

async function openTar(context: OpenContext, file: GivenFile, source: ByteSource, depth: number): Promise<void> {
  for await (const member of listTar(source, context.limits)) {
    if (member.kind === 'left_out') {
      const message = `${member.path} is ${member.why}; it has no content to read.`;
      context.unopened.push({ path: `${file.path}/${member.path}`, code: 'archive_path_refused', message });
      continue;
    }
    const slice = { file: file.file, start: file.start + member.start, end: file.start + member.end };
    await openFile(context, memberFile(file, member.path, slice), depth + 1);
  }
}

async function openZip(context: OpenContext, file: GivenFile, source: ByteSource, depth: number): Promise<void> {
  const members = await listZip(source, context.limits);
  const refusal = refuseArchive(members.map(({ path }) => path));
  if (refusal !== null) throw new ImportError(refusal.code, refusal.message);
  if (isEvalArchive(members)) return openEvalArchive(context, file, members);
  for (const member of members) {
    if (LITTER.test(member.path)) continue;
    if (isOverBudget(context)) {
      context.unopened.push(later(`${file.path}/${member.path}`));
      continue;
    }
    try {
      const slice = await context.spool.append(guarded(context, member.open()));
      await context.spool.settle();
      await openFile(context, memberFile(file, member.path, slice), depth + 1);
    } catch (error) {
      if (!(error instanceof ImportError) || isBomb(error)) throw error;
      context.unopened.push({ path: `${file.path}/${member.path}`, code: error.code, message: error.message });
    }
  }
}

/** The samples of an Inspect log become the lines of one file, in the order of their ids and epochs. */
async function openEvalArchive(context: OpenContext, file: GivenFile, members: readonly ZipMember[]): Promise<void> {
  const header = await readEvalHeader(members);
  const order = new Intl.Collator('en', { numeric: true });
  const samples = members.filter(isSample).toSorted((a, b) => order.compare(a.path, b.path));
  const start = context.spool.bytes;
  let isCut = false;
  for (const sample of samples) {
    isCut = isOverBudget(context);
    if (isCut) break;
    await context.spool.write(Buffer.concat([await readEvalSample(sample), NEWLINE]));
  }
  await context.spool.settle();
  const slice = context.spool.sliceFrom(start);
  const head = await context.open.source(slice).read(0, FINGERPRINT_BYTES);
  const wholeBytes = isCut ? Number.POSITIVE_INFINITY : slice.end - slice.start;
  addFile(context, { ...slice, path: file.path, wholeBytes }, { head, header });
}

async function openCompressed(
  context: OpenContext,
  file: GivenFile,
  at: { readonly source: ByteSource; readonly kind: 'gzip' | 'zstd'; readonly depth: number },
): Promise<void> {
  const complete = file.wholeBytes <= at.source.size;
  const limits = { ...context.limits, complete };
  const out = guarded(context, expand(at.kind, chunksOf(at.source), limits));
  const { slice, isCut } = await appendWithinBudget(context, out);
  await context.spool.settle();
  const path = file.path.replace(/\.(gz|gzip|zst|zstd)$/i, '').replace(/\.tgz$/i, '.tar');
  // How large the whole is when only the beginning is at hand, nobody knows.
  const wholeBytes = complete && !isCut ? slice.end - slice.start : Number.POSITIVE_INFINITY;
  await openFile(context, { ...slice, path, wholeBytes }, at.depth + 1);
}

function isBomb(error: unknown): boolean {
  return error instanceof ImportError && error.code === 'archive_too_large';
}

/** What came out of the outermost file so far. */
function spooledOf({ spool, outermost }: OpenContext): number {
  return spool.bytes - outermost.spooledBefore;
}

function isOverBudget(context: OpenContext): boolean {
  return spooledOf(context) >= context.limits.budgetBytes;
}

/**
 * The chunks as long as all that came out of the outermost file is no bomb: archives inside archives multiply.
 * @throws ImportError archive_too_large
 */
async function* guarded(context: OpenContext, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { file } = context.outermost;
  for await (const chunk of chunks) {
    checkExpansion(shownMember(file.path), spooledOf(context) + chunk.length, file.end - file.start, context.limits);
    yield chunk;
  }
}

/** Appends until the budget is used up. */
async function appendWithinBudget(
  context: OpenContext,
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ readonly slice: DiskSlice; readonly isCut: boolean }> {
  const start = context.spool.bytes;
  for await (const chunk of chunks) {
    if (isOverBudget(context)) return { slice: context.spool.sliceFrom(start), isCut: true };
    await context.spool.write(chunk);
  }
  return { slice: context.spool.sliceFrom(start), isCut: false };
}

/** Members of the only archive of a drop are called by their own paths below the archive's. */
function memberFile(archive: GivenFile, path: string, slice: DiskSlice): GivenFile {
  const folder = archive.path.replace(/\.(zip|tar|tgz)$/i, '');
  return { ...slice, path: folder === '' ? path : `${folder}/${path}`, wholeBytes: slice.end - slice.start };
}

function tooDeep(path: string, maxDepth: number): ImportError {
  return new ImportError('archive_too_deep', `${path} is an archive in an archive, more than ${maxDepth} deep.`);
}
