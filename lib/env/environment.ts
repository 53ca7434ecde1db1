import { resolve } from 'node:path';
import { z } from 'zod';
import { ExpectedError } from '@/lib/errors/expected-error';

const variablesSchema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'needs an address like postgresql://user@host/database' }),
  NEARMISS_DATA: z.string('needs the name of a folder').min(1, 'needs the name of a folder'),
  NEARMISS_PORT: z.coerce.number('needs a port number').int().min(1).max(65_535).default(3000),
});

/** What a process of the application is told when it starts. */
export interface Environment {
  /** postgresql:// address of the application's database, migrated. */
  readonly databaseUrl: string;
  /** Absolute folder for `uploads/` and `logs/`; exists. */
  readonly dataFolder: string;
  /** Port on 127.0.0.1 that the pages are served on. */
  readonly port: number;
}

/**
 * Reads the environment variables, all complaints at once.
 *
 * @throws ExpectedError `bad_environment` naming each variable that is missing or wrong
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const parsed = variablesSchema.safeParse(variables);
  if (!parsed.success) {
    const complaints = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new ExpectedError('bad_environment', `Environment: ${complaints.join('; ')}.`);
  }
  const { DATABASE_URL, NEARMISS_DATA, NEARMISS_PORT } = parsed.data;
  return { databaseUrl: DATABASE_URL, dataFolder: resolve(NEARMISS_DATA), port: NEARMISS_PORT };
}

let current: Environment | null = null;

/** The environment of this process, read at the first call and kept: not while a module loads, so that a build needs none. */
export function environment(): Environment {
  current ??= readEnvironment(process.env);
  return current;
}
