import { join } from 'node:path';

import { findLockHolder } from '@/lib/cli/setup/lock-file.mjs';
import { readLocalToken } from '@/lib/env/local-token-file';

import { CommandFailure, EXIT_CODES } from './command-failure';
import type { ImportOptions } from './import-options';

/** The server to talk to. */
export interface FoundServer {
  /** Origin, such as http://127.0.0.1:3000. */
  readonly address: string;
  /** Shows that we may read its data folder; null: another machine or user, or the user wants an upload. */
  readonly token: string | null;
}

/**
 * The server the user names, else the one that holds the data folder. It can read files from disk for us only where it is
 * the one of the data folder and we may read its token.
 *
 * @throws CommandFailure noServer
 */
export function findServer({
  server,
  dataFolder,
  upload,
}: Pick<ImportOptions, 'server' | 'dataFolder' | 'upload'>): FoundServer {
  const own = findLockHolder(join(dataFolder, 'server.lock'))?.note ?? null;
  const address = server ?? own;
  if (address === null) {
    throw new CommandFailure(
      EXIT_CODES.noServer,
      `No Nearmiss is running on ${dataFolder}.\n` +
        'Start it with `npm start` in the folder of Nearmiss, in another terminal; or name one with --server or --data.',
    );
  }
  const isOwn = own !== null && samePlace(address, own);
  return { address, token: isOwn && !upload ? readLocalToken(dataFolder) : null };
}

/** `localhost` and 127.0.0.1 are one machine; the port tells servers apart. */
function samePlace(one: string, other: string): boolean {
  const place = (address: string) => new URL(address).host.replace(/^localhost(?=:|$)/, '127.0.0.1');
  return place(one) === place(other);
}
