import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import { writeEntitySet, type NewSetQuestion } from '@/lib/db/entity-set-writer';
import type { EntityEvent } from '@/lib/import/entities/entity-event';
import { openEntitySet } from '@/lib/import/entities/open-entity-set';
import { ImportError } from '@/lib/import/import-error';
import { OpenFiles, wholeFile } from '@/lib/ingest/drop/disk-source';
import { fileFingerprint } from '@/lib/ingest/drop/file-fingerprint';
import { enqueueRecompute } from '@/lib/ingest/jobs';
import { joinSet } from '@/lib/ingest/join-entity-set';
import { database } from '@/lib/db/client';

import { ApiError } from './problem';
import type { EntitySetCreated } from './schemas/entity-set';
import { ENTITIES, receiveFile, uploadsFolder } from './uploads';

const FIRST_ISSUES = 100;

interface IssueTally {
  total: number;
  byCode: Record<string, number>;
  first: { file: string | null; line: number; code: string; message: string }[];
}

async function* questionsOf(events: AsyncIterable<EntityEvent>, issues: IssueTally): AsyncGenerator<NewSetQuestion> {
  for await (const event of events) {
    if (event.kind === 'question') yield event.question;
    else {
      issues.total += 1;
      issues.byCode[event.code] = (issues.byCode[event.code] ?? 0) + 1;
      const { line, code, message } = event;
      if (issues.first.length < FIRST_ISSUES) issues.first.push({ file: null, line, code, message });
    }
  }
}

async function storeFile(file: string, filename: string, files: OpenFiles): Promise<EntitySetCreated> {
  const source = files.source(await wholeFile(file));
  const opened = await openEntitySet({ path: filename, source, complete: true });
  if (opened.kind === 'refused') {
    throw new ApiError('entities_unreadable', opened.message, { reason: opened.code });
  }
  const id = randomUUID();
  const { format } = opened;
  const issues: IssueTally = { total: 0, byCode: {}, first: [] };
  const fingerprint = await fileFingerprint(source, source.size);
  const set = { id, filename, format, fingerprint };
  const stored = await writeEntitySet(database().pool, set, questionsOf(opened.read(), issues));
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
  const files = new OpenFiles();
  try {
    return await storeFile(file, filename, files);
  } catch (error) {
    if (error instanceof ImportError) throw new ApiError('entities_unreadable', error.message, { reason: error.code });
    throw error;
  } finally {
    await files.close();
    await rm(dirname(file), { recursive: true, force: true });
  }
}
