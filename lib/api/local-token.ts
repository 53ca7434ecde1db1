import { createHash, timingSafeEqual } from 'node:crypto';

import { environment } from '@/lib/env/environment';
import { readLocalToken } from '@/lib/env/local-token-file';

import { ApiError } from './problem';

/** Header in which a caller of this machine shows that it may read the data folder. */
export const LOCAL_TOKEN_HEADER = 'x-nearmiss-token';

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/**
 * Lets a request name files of this machine only if it carries the token of the data folder: pages of a browser and other
 * users of the machine cannot read it. Digests of one length are compared, in constant time.
 *
 * @throws ApiError local_token_required
 */
export function requireLocalToken(request: Request, dataFolder: string = environment().dataFolder): void {
  const expected = readLocalToken(dataFolder);
  const given = request.headers.get(LOCAL_TOKEN_HEADER);
  if (expected !== null && given !== null && timingSafeEqual(digest(expected), digest(given))) return;
  throw new ApiError(
    'local_token_required',
    `files of this machine are read by path only for a caller whose header ${LOCAL_TOKEN_HEADER} holds the token of the data folder`,
  );
}
