import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { systemCodeOf } from '@/lib/errors/expected-error';

const serverStateSchema = z.object({
  /** PGDATA where it is not `postgres/` in the data folder, because the server's account cannot go there; else null. */
  clusterElsewhere: z.string().nullable(),
  /** The port used last, tried first next time. */
  port: z.int().min(1).max(65_535),
  /** Password of the superuser, made once at random. */
  password: z.string().min(16),
});

export type ServerState = z.infer<typeof serverStateSchema>;

/** What is remembered of the embedded server of a data folder; null before its first start, or when it was damaged. */
export async function readServerState(dataFolder: string): Promise<ServerState | null> {
  const text = await readFile(stateFile(dataFolder), 'utf8').catch((error: unknown) => {
    if (systemCodeOf(error) === 'ENOENT') return '';
    throw error;
  });
  try {
    return serverStateSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Writes the state so that a reader sees the old or the new one; readable by its owner alone, for the password. */
export async function writeServerState(dataFolder: string, state: ServerState): Promise<void> {
  const half = `${stateFile(dataFolder)}.new`;
  await writeFile(half, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  await rename(half, stateFile(dataFolder));
}

/** 192 random bits, in letters that a connection address takes as they are. */
export function createPassword(): string {
  return randomBytes(24).toString('base64url');
}

function stateFile(dataFolder: string): string {
  return join(dataFolder, 'postgres.json');
}
