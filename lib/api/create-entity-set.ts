import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import { writeEntitySet, type NewSetQuestion } from '@/lib/db/entity-set-writer';
import { HEAD_BYTES } from '@/lib/import/detect';
import { detectEntitySet } from '@/lib/import/entities/detect-entity-set';
import { readEntitySet, type EntitySetSource } from '@/lib/import/entities/read-entity-set';
import type { FileHead } from '@/lib/import/importer';
import { enqueueRecompute } from '@/lib/ingest/jobs';

import { joinSet } from './entity-sets';
import { ApiError } from './problem';
import type { EntitySetCreated } from './schemas/entity-set';
import { ENTITIES, receiveFile, uploadsFolder } from './uploads';

const FIRST_ISSUES = 100;
const READ_BYTES = 1024 * 1024;

interface IssueTally {
  total: number;
  byCode: Record<string, number>;
  first: { line: number; code: string; message: string }[];
}

async function readHead(file: string, path: string): Promise<FileHead> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const bytes = new Uint8Array(Math.min(size, HEAD_BYTES));
    await handle.read(bytes, 0, bytes.byteLength, 0);
    return { path, bytes, complete: size <= HEAD_BYTES };
  } finally {
    await handle.close();
  }
}

async function* questionsOf(source: EntitySetSource, issues: IssueTally): AsyncGenerator<NewSetQuestion> {
  for await (const event of readEntitySet(source)) {
    if (event.kind === 'question') yield event.question;
    else {
      issues.total += 1;
      issues.byCode[event.code] = (issues.byCode[event.code] ?? 0) + 1;
      const { line, code, message } = event;
      if (issues.first.length < FIRST_ISSUES) issues.first.push({ line, code, message });
    }
  }
}

async function storeFile(file: string, filename: string): Promise<EntitySetCreated> {
  const head = await readHead(file, filename);
  const detected = detectEntitySet(head);
  if (detected.kind === 'refused') {
    throw new ApiError('entities_unreadable', detected.message, { reason: detected.code });
  }
  const id = randomUUID();
  const { format } = detected;
  const issues: IssueTally = { total: 0, byCode: {}, first: [] };
  const chunks = () => createReadStream(file, { highWaterMark: READ_BYTES });
  const stored = await writeEntitySet({ id, filename, format }, questionsOf({ format, head, chunks }, issues));
  if (stored === null) {
    const [first] = issues.first;
    const detail = first === undefined ? 'the file holds no question' : `line ${first.line}: ${first.message}`;
    throw new ApiError('entities_unreadable', detail, { reason: first?.code ?? 'no_entities' });
  }
  const { joined, ambiguous, runIds } = await joinSet(id);
  await enqueueRecompute(runIds);
  return { id, ...stored, joined: joined.size, unjoined: stored.questions - joined.size, ambiguous, issues };
}

/**
 * Receives a set of gold entities, stores it, joins it with the runs there are, and has those it touches computed again.
 * Runs that come later are joined when they are imported.
 *
 * @throws ApiError entities_unreadable (with the `reason` of the reader), upload_aborted, empty_upload, disk_full
 */
export async function createEntitySet(request: Request, filename: string): Promise<EntitySetCreated> {
  await mkdir(uploadsFolder(), { recursive: true });
  const { file } = await receiveFile(request, `${ENTITIES}${randomUUID()}`, { filename });
  try {
    return await storeFile(file, filename);
  } finally {
    await rm(dirname(file), { recursive: true, force: true });
  }
}
