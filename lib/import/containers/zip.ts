import { createInflateRaw, crc32, inflateRawSync, zstdDecompressSync } from 'node:zlib';
import { fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { ImportError } from '@/lib/import/import-error';
import { chunksOf, sliceOf, windowedSource } from './byte-source';
import type { ByteSource } from './byte-source';
import { damageError, expandZstdFrames, through } from './compressed';
import { checkExpansion, DEFAULT_ARCHIVE_LIMITS, requireSafePath, shownMember } from './limits';
import type { ArchiveLimits } from './limits';

export interface ZipMember {
  /** Relative, `/` between its parts. */
  readonly path: string;
  /** Expanded size, as the archive says; `open` holds it to it. */
  readonly bytes: number;
  /** The expanded bytes, checked against size and CRC-32. Throws ImportError `archive_damaged` where they differ. */
  open(): AsyncIterable<Uint8Array>;
}

const STORED = 0;
const DEFLATE = 8;
const ZSTD = 93;
/** Zstd's number before the specification gave it 93. */
const ZSTD_OLD = 20;
const METHOD_NAMES: ReadonlyMap<number, string> = new Map([
  [9, 'Deflate64'],
  [12, 'bzip2'],
  [14, 'LZMA'],
  [95, 'XZ'],
  [98, 'PPMd'],
]);
const ENCRYPTED_FLAG = 1;
const ENCRYPTED_METHOD = 99;
const UNIX_FILE_TYPE = 0o170000;
const UNIX_LINK = 0o120000;

/**
 * The files of a zip, in the order of its directory; folders and symbolic links are left out. Stored, deflate and zstd
 * (method 93), zip64. Reads the directory only; a member is read when it is opened.
 *
 * Throws ImportError: `archive_damaged`, `archive_encrypted`, `archive_path_refused`, `archive_too_many_files`,
 * `archive_too_large` (what the directory announces), `codec_not_supported`. The whole archive is refused for one such
 * member.
 */
export async function listZip(
  source: ByteSource,
  limits: ArchiveLimits = DEFAULT_ARCHIVE_LIMITS,
): Promise<readonly ZipMember[]> {
  const zip = await openZip(source);
  if (zip.entryCount > limits.maxMembers) throw tooMany(limits);
  const members: ZipMember[] = [];
  let expandedBytes = 0;
  for await (const entry of entriesOf(zip)) {
    const member = readEntry(zip, entry, source);
    if (member === null) continue;
    members.push(member);
    expandedBytes += member.bytes;
    checkExpansion('The archive', expandedBytes, source.size, limits);
    if (members.length > limits.maxMembers) throw tooMany(limits);
  }
  return members;
}

/** yauzl asks for a few bytes at a time; the window makes one read of many. */
class SourceReader extends RandomAccessReader {
  readonly #source: ByteSource;

  constructor(source: ByteSource) {
    super();
    this.#source = windowedSource(source);
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    answer: (error: Error | null) => void,
  ): void {
    this.#source.read(position, position + length).then(
      (bytes) => {
        buffer.set(bytes, offset);
        answer(bytes.length === length ? null : new Error('it ends too early'));
      },
      (error: unknown) => answer(new SourceError(error)),
    );
  }

  override close(answer: (error: Error | null) => void): void {
    answer(null);
  }
}

/** An error of the source itself on its way through yauzl. */
class SourceError extends Error {
  readonly original: unknown;

  constructor(original: unknown) {
    super('reading failed');
    this.original = original;
  }
}

async function openZip(source: ByteSource): Promise<ZipFile> {
  try {
    return await fromRandomAccessReaderPromise(new SourceReader(source), source.size, {
      autoClose: false,
      // Names are decoded and checked here, so that one refused path is named as such.
      decodeStrings: false,
      validateEntrySizes: false,
    });
  } catch (error) {
    throw zipError(error);
  }
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  try {
    yield* zip.eachEntry();
  } catch (error) {
    throw zipError(error);
  }
}

function zipError(error: unknown): unknown {
  if (error instanceof SourceError) return error.original;
  const reason = error instanceof Error ? error.message : String(error);
  if (reason.includes('encryption')) return encrypted(null);
  if (reason.startsWith('multi-disk')) {
    return new ImportError('archive_damaged', 'The archive is one part of several; put the parts together first.');
  }
  const plain = reason.startsWith('End of central directory')
    ? 'its directory, which stands at the end, is missing: the file is not a zip or was cut off'
    : reason.slice(0, 200);
  return new ImportError('archive_damaged', `The zip archive is damaged: ${plain}.`);
}

/** Null for a folder or link. */
function readEntry(zip: ZipFile, entry: Entry, source: ByteSource): ZipMember | null {
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
  const isLink = ((entry.externalFileAttributes >>> 16) & UNIX_FILE_TYPE) === UNIX_LINK;
  if (name.endsWith('/') || isLink) return null;
  const path = requireSafePath(name);
  if ((entry.generalPurposeBitFlag & ENCRYPTED_FLAG) !== 0 || entry.compressionMethod === ENCRYPTED_METHOD) {
    throw encrypted(path);
  }
  requireKnownMethod(entry.compressionMethod, path);
  return { path, bytes: entry.uncompressedSize, open: () => readMember(zip, entry, path, source) };
}

function requireKnownMethod(method: number, path: string): void {
  if ([STORED, DEFLATE, ZSTD, ZSTD_OLD].includes(method)) return;
  const name = METHOD_NAMES.get(method) ?? `method ${method}`;
  throw new ImportError(
    'codec_not_supported',
    `The archive member ${shownMember(path)} is packed with ${name}; stored, deflate and zstd are read.`,
  );
}

async function* readMember(zip: ZipFile, entry: Entry, path: string, source: ByteSource): AsyncGenerator<Uint8Array> {
  const what = `The archive member ${shownMember(path)}`;
  const packed = await packedBytes(zip, entry, source);
  let expandedBytes = 0;
  let checksum = 0;
  try {
    for await (const chunk of unpack(what, entry, packed)) {
      expandedBytes += chunk.length;
      if (expandedBytes > entry.uncompressedSize) throw wrongSize(what, entry);
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (error) {
    throw damageError(what, error);
  }
  if (expandedBytes !== entry.uncompressedSize) throw wrongSize(what, entry);
  if (checksum !== entry.crc32) {
    throw new ImportError('archive_damaged', `${what} is damaged: its checksum does not fit its content.`);
  }
}

async function packedBytes(zip: ZipFile, entry: Entry, source: ByteSource): Promise<ByteSource> {
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    return sliceOf(source, fileDataStart, fileDataStart + entry.compressedSize);
  } catch (error) {
    throw zipError(error);
  }
}

/** A stream costs half a millisecond: small members are unpacked at once. */
const AT_ONCE_BYTES = 1 << 20;

async function* unpack(what: string, entry: Entry, packed: ByteSource): AsyncGenerator<Uint8Array> {
  const { compressionMethod: method, uncompressedSize } = entry;
  const isSmall = packed.size <= AT_ONCE_BYTES && uncompressedSize <= AT_ONCE_BYTES;
  if (method === STORED) yield* chunksOf(packed);
  else if (isSmall) {
    const whole = unpackAtOnce(what, entry, await packed.read(0, packed.size));
    // Of several zstd frames only the first is unpacked at once.
    if (method === DEFLATE || whole.length === uncompressedSize) yield whole;
    else yield* expandZstdFrames(chunksOf(packed), true);
  } else if (method === DEFLATE) yield* through(chunksOf(packed), createInflateRaw());
  else yield* expandZstdFrames(chunksOf(packed), true);
}

function unpackAtOnce(what: string, entry: Entry, bytes: Uint8Array): Uint8Array {
  const options = { maxOutputLength: Math.max(1, entry.uncompressedSize) };
  try {
    return entry.compressionMethod === DEFLATE ? inflateRawSync(bytes, options) : zstdDecompressSync(bytes, options);
  } catch (error) {
    const isTooMuch = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooMuch ? wrongSize(what, entry) : error;
  }
}

function wrongSize(what: string, entry: Entry): ImportError {
  return new ImportError(
    'archive_damaged',
    `${what} is damaged: it does not expand to the ${entry.uncompressedSize} bytes that the archive announces.`,
  );
}

function encrypted(path: string | null): ImportError {
  const what = path === null ? 'The archive' : `The archive member ${shownMember(path)}`;
  return new ImportError('archive_encrypted', `${what} is encrypted; unpack it with its password and drop the files.`);
}

function tooMany({ maxMembers }: ArchiveLimits): ImportError {
  return new ImportError(
    'archive_too_many_files',
    `The archive holds more than ${maxMembers} files, the most that is read.`,
  );
}
