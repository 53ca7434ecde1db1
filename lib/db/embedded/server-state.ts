import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { systemCodeOf } from '@/lib/errors/expected-error';

const serverStateSchema = z.object({
  /** Absolute path of PGDATA: usually inside the data folder, elsewhere when the server's account cannot go there. */
  clusterFolder: z.string(),
  /** The port used last, tried first next time. */
  port: z.int().min(1).max(65_535),
  /** Password of the superuser, made once at random. */
  password: z.string().min(16),
});

export type ServerState = z.infer<typeof serverStateSchema>;

/** What is remembered of the embedded server of a data folder; null before its first start. */
export async function readServerState(dataFolder: string): Promise<ServerState | null> {
  const text = await readFile(stateFile(dataFolder), 'utf8').catch((error: unknown) => {
    if (systemCodeOf(error) === 'ENOENT') return null;
    throw error;
  });
  return text === null ? null : serverStateSchema.parse(JSON.parse(text));
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
