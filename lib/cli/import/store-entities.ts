import { entitySetCreatedSchema, type EntitySetCreated } from '@/lib/api/schemas/entity-set';
import { quantityWords } from '@/lib/import/words/number-words';

import { askApi } from './api-client';
import { readParts } from './content-parts';
import type { FoundServer } from './find-server';
import type { LocalFile } from './list-files';
import { oneLine } from './terminal-text';

/** Sends a file of gold entities. @throws ApiFailure entities_unreadable and others, with the name of the file */
export async function storeEntities(
  server: FoundServer,
  { file, path, bytes }: LocalFile,
  signal: AbortSignal,
): Promise<EntitySetCreated> {
  const chunks = readParts([{ kind: 'file', file, length: bytes }], 0, bytes);
  const call = {
    method: 'POST',
    path: `/entity-sets?filename=${encodeURIComponent(path)}`,
    bytes: { type: 'application/octet-stream', length: bytes, chunks },
    signal,
  } as const;
  return askApi(server, call, entitySetCreatedSchema);
}

/** `gold.jsonl: stored 120 entities of 40 questions; 2 lines not used`. */
export function storedWords(path: string, { entities, questions, issues }: EntitySetCreated): string {
  const unused = issues.total === 0 ? '' : `; ${quantityWords(issues.total, 'record')} not used`;
  const stored = `stored ${quantityWords(entities, 'entity', 'entities')} of ${quantityWords(questions, 'question')}`;
  return `${oneLine(path)}: ${stored}${unused}`;
}
