import { ImportError } from '@/lib/import/import-error';

/** What an archive may cost before it is refused. Counts and bytes are of one archive with everything inside it. */
export interface ArchiveLimits {
  readonly maxMembers: number;
  readonly maxExpandedBytes: number;
  /** Expanded bytes per packed byte, asked for only once `ratioFreeBytes` came out. */
  readonly maxRatio: number;
  readonly ratioFreeBytes: number;
  /** Archives inside archives; 1 is an archive of plain files. */
  readonly maxDepth: number;
}

/** A real log packs 3 to 30 fold and a log of one repeated prompt a few hundred fold; a bomb packs 1,000 fold a layer. */
export const DEFAULT_ARCHIVE_LIMITS: ArchiveLimits = {
  maxMembers: 200_000,
  maxExpandedBytes: 2 ** 40,
  maxRatio: 2_000,
  ratioFreeBytes: 64 * 2 ** 20,
  maxDepth: 3,
};

export const MAX_PATH_CHARACTERS = 1_000;

const DELETE = 0x7f;
const DRIVE_LETTER = /^[A-Za-z]:/;

/**
 * The path of an archive member as a relative path with `/` between its parts: `./a//b\c` is `a/b/c`.
 * Null where it would leave the folder it is unpacked to (absolute, drive letter, `..`), is empty, longer than
 * `MAX_PATH_CHARACTERS` or holds control characters.
 *
 * @example safeMemberPath('./runs\\a.jsonl') // 'runs/a.jsonl'
 * @example safeMemberPath('../a.jsonl') // null
 */
export function safeMemberPath(path: string): string | null {
  if (path.length > MAX_PATH_CHARACTERS || hasControlCharacter(path)) return null;
  const slashed = path.replaceAll('\\', '/');
  if (slashed.startsWith('/') || DRIVE_LETTER.test(slashed)) return null;
  const parts = slashed.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length === 0 || parts.includes('..') ? null : parts.join('/');
}

function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || code === DELETE) return true;
  }
  return false;
}

/** A member's name as messages show it: quoted, escaped, at most 200 characters. */
export function shownMember(path: string): string {
  return JSON.stringify(path.length > 200 ? `${path.slice(0, 200)}…` : path);
}

/** `safeMemberPath`, or an ImportError `archive_path_refused` that names the member. */
export function requireSafePath(path: string): string {
  const safe = safeMemberPath(path);
  if (safe !== null) return safe;
  const reason =
    path.length > MAX_PATH_CHARACTERS
      ? `its path has ${path.length} characters; at most ${MAX_PATH_CHARACTERS} are read`
      : 'its path is empty, absolute, holds control characters or leads out of the archive';
  throw new ImportError('archive_path_refused', `The archive member ${shownMember(path)} is refused: ${reason}.`);
}

/**
 * Throws ImportError `archive_too_large` where more came out than the limits allow.
 *
 * @param what names the file or member in the message
 * @param expandedBytes what came out so far (or what an archive says will)
 * @param packedBytes what went in for it
 */
export function checkExpansion(what: string, expandedBytes: number, packedBytes: number, limits: ArchiveLimits): void {
  if (expandedBytes > limits.maxExpandedBytes) {
    throw new ImportError(
      'archive_too_large',
      `${what} expands to more than ${limits.maxExpandedBytes} bytes, the most that is read.`,
    );
  }
  if (expandedBytes > limits.ratioFreeBytes && expandedBytes > packedBytes * limits.maxRatio) {
    throw new ImportError(
      'archive_too_large',
      `${what} expands more than ${limits.maxRatio} fold (${packedBytes} bytes to over ${expandedBytes}), as zip bombs do.`,
    );
  }
}
