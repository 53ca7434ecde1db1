import { ImportError } from '@/lib/import/import-error';
import { parseJsonObject } from '@/lib/import/json/parse-json';
import type { ZipMember } from '@/lib/import/containers/zip';
import type { JsonObject } from '@/lib/core/rollout/rollout';

const MAX_HEADER_BYTES = 16 * 1024 * 1024;
const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;

/** Whether the members of a zip are those of an Inspect log (inspect_ai 499e6152, log/_recorders/eval.py). */
export function isEvalArchive(members: readonly Pick<ZipMember, 'path'>[]): boolean {
  const names = new Set(members.map(({ path }) => path));
  return names.has('_journal/start.json') || (names.has('header.json') && members.some(isSample));
}

export function isSample({ path }: Pick<ZipMember, 'path'>): boolean {
  return path.startsWith('samples/') && path.endsWith('.json');
}

/** The header of an Inspect log: `header.json`, or `_journal/start.json` where the evaluation did not end. */
export async function readEvalHeader(members: readonly ZipMember[]): Promise<JsonObject> {
  const find = (name: string): ZipMember | undefined => members.find(({ path }) => path === name);
  const member = find('header.json') ?? find('_journal/start.json');
  if (member === undefined || member.bytes > MAX_HEADER_BYTES) return {};
  return parseJsonObject(await readMember(member)) ?? {};
}

/** A sample of an Inspect log as one line of JSON. @throws ImportError archive_damaged */
export async function readEvalSample(member: ZipMember): Promise<Uint8Array> {
  const bytes = await readMember(member);
  for (const byte of [NEWLINE, CARRIAGE_RETURN]) {
    for (let at = bytes.indexOf(byte); at !== -1; at = bytes.indexOf(byte, at + 1)) bytes[at] = SPACE;
  }
  return bytes;
}

async function readMember(member: ZipMember): Promise<Uint8Array> {
  const bytes = new Uint8Array(member.bytes);
  let length = 0;
  for await (const chunk of member.open()) {
    if (length + chunk.length > bytes.length) throw damaged(member);
    bytes.set(chunk, length);
    length += chunk.length;
  }
  if (length !== bytes.length) throw damaged(member);
  return bytes;
}

function damaged({ path }: ZipMember): ImportError {
  return new ImportError('archive_damaged', `The archive's file ${path} does not have the size that the archive says.`);
}
