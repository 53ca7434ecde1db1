import { ImportError } from '@/lib/import/import-error';
import { asBuffer } from '@/lib/import/json/parse-json';
import { windowedSource } from './byte-source';
import type { ByteSource } from './byte-source';
import { DEFAULT_ARCHIVE_LIMITS, requireSafePath, safeMemberPath, shownMember } from './limits';
import type { ArchiveLimits } from './limits';
import { isZeroBlock, readPaxRecords, readTarHeader, readText, TAR_BLOCK_BYTES } from './tar-header';
import type { TarHeader } from './tar-header';

/** A regular file of the archive: its content is the bytes from `start` to before `end` of the tar, so nothing is copied. */
export interface TarMember {
  readonly kind: 'member';
  readonly path: string;
  readonly start: number;
  readonly end: number;
}
/** A link, device or piece of a file that has no content to read. Folders are left out without a word. */
export interface TarLeftOut {
  readonly kind: 'left_out';
  readonly path: string;
  readonly why: string;
}
export type TarEvent = TarMember | TarLeftOut;

const MAX_EXTENSION_BYTES = 1 << 20;
const LEFT_OUT: ReadonlyMap<string, string> = new Map([
  ['1', 'a hard link'],
  ['2', 'a symbolic link'],
  ['3', 'a device'],
  ['4', 'a device'],
  ['6', 'a pipe'],
  ['M', 'a piece of a file from another volume'],
  ['S', 'a sparse file'],
]);

/** What extension headers say of the member behind them. */
interface PendingExtension {
  path: string | null;
  size: number | null;
  /** GNU sparse files in PAX form carry a map in front of their content. */
  isSparse: boolean;
}

/**
 * Where the files of a tar lie (POSIX ustar and PAX, GNU long names and sizes, the old form). Memory: one window.
 * An archive that is cut off or damaged gives what is whole before that, then throws ImportError `archive_damaged`; a path
 * that leads outside throws `archive_path_refused`, too many members `archive_too_many_files`.
 */
export async function* listTar(
  source: ByteSource,
  limits: ArchiveLimits = DEFAULT_ARCHIVE_LIMITS,
): AsyncGenerator<TarEvent> {
  const windowed = windowedSource(source);
  let pending = noExtension();
  let position = 0;
  let members = 0;
  while (position < source.size) {
    const block = asBuffer(await windowed.read(position, position + TAR_BLOCK_BYTES));
    // Two zero blocks end an archive; writers that were killed, or old, leave one or none.
    if (isZeroBlock(block)) return;
    const header = requireHeader(block, position, source.size);
    const start = position + TAR_BLOCK_BYTES;
    const size = isExtension(header.type) ? header.size : (pending.size ?? header.size);
    const path = pending.path ?? header.path;
    if (start + size > source.size) throw cutOff(path, start + size - source.size);
    position = start + Math.ceil(size / TAR_BLOCK_BYTES) * TAR_BLOCK_BYTES;
    if (isExtension(header.type)) {
      await readExtensionInPlace(pending, header, windowed, start);
      continue;
    }
    members += 1;
    if (members > limits.maxMembers) throw tooMany(limits.maxMembers);
    const event = memberEvent(path, header.type, pending.isSparse, { start, end: start + size });
    pending = noExtension();
    if (event !== null) yield event;
  }
}

function noExtension(): PendingExtension {
  return { path: null, size: null, isSparse: false };
}

/** Headers that describe the next member: PAX (x for one, g for all), GNU long path and long link. */
function isExtension(type: string): boolean {
  return type === 'x' || type === 'g' || type === 'L' || type === 'K';
}

function memberEvent(
  path: string,
  type: string,
  isSparse: boolean,
  place: { readonly start: number; readonly end: number },
): TarEvent | null {
  const isFolder = type === '5' || type === 'D' || path.endsWith('/');
  // `./` is how tar names the folder it was made in.
  if (isFolder) return null;
  const why = isSparse ? 'a sparse file' : LEFT_OUT.get(type);
  if (why !== undefined) return { kind: 'left_out', path: safeMemberPath(path) ?? shownMember(path), why };
  // The standard: a type that is not known is to be read as a regular file.
  return { kind: 'member', path: requireSafePath(path), ...place };
}

async function readExtensionInPlace(
  pending: PendingExtension,
  header: TarHeader,
  source: ByteSource,
  start: number,
): Promise<void> {
  if (header.size > MAX_EXTENSION_BYTES) {
    throw new ImportError('archive_damaged', `The tar holds a header of ${header.size} bytes at byte ${start}.`);
  }
  const bytes = asBuffer(await source.read(start, start + header.size));
  if (header.type === 'L') pending.path = readText(bytes);
  if (header.type !== 'x') return;
  const records = readPaxRecords(bytes);
  pending.path = records.get('GNU.sparse.name') ?? records.get('path') ?? pending.path;
  pending.isSparse = [...records.keys()].some((key) => key.startsWith('GNU.sparse.'));
  const size = Number(records.get('size') ?? Number.NaN);
  if (Number.isSafeInteger(size) && size >= 0) pending.size = size;
}

function requireHeader(block: Buffer, position: number, sourceBytes: number): TarHeader {
  const header = readTarHeader(block);
  if (header !== null) return header;
  const message =
    block.length < TAR_BLOCK_BYTES
      ? `The tar is cut off: it ends inside a header at byte ${sourceBytes}.`
      : `The tar is damaged: what stands at byte ${position} is not a header.`;
  throw new ImportError('archive_damaged', message);
}

function cutOff(path: string, missingBytes: number): ImportError {
  return new ImportError(
    'archive_damaged',
    `The tar is cut off inside ${shownMember(path)}: ${missingBytes} bytes of it are missing.`,
  );
}

function tooMany(maxMembers: number): ImportError {
  return new ImportError(
    'archive_too_many_files',
    `The tar holds more than ${maxMembers} files, the most that is read.`,
  );
}
