import { resolve } from 'node:path';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

import { UsageError } from '@/lib/cli/setup/options.mjs';

const FLAGS = {
  run: { type: 'string' },
  format: { type: 'string' },
  entities: { type: 'string', multiple: true },
  map: { type: 'string' },
  'dry-run': { type: 'boolean' },
  again: { type: 'boolean' },
  json: { type: 'boolean' },
  upload: { type: 'boolean' },
  server: { type: 'string' },
  data: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

const LONGEST_RUN_NAME = 200;

/** What `nearmiss import` was asked for. Paths are absolute. */
export interface ImportOptions {
  readonly paths: readonly string[];
  readonly runName: string | null;
  readonly format: string | null;
  readonly entityFiles: readonly string[];
  readonly mapFile: string | null;
  readonly dryRun: boolean;
  /** Import also what is there already. */
  readonly again: boolean;
  readonly json: boolean;
  /** Send the files even where the server could read them. */
  readonly upload: boolean;
  /** Origin such as http://127.0.0.1:3000; null: the server of the data folder. */
  readonly server: string | null;
  readonly dataFolder: string;
}

/** From where relative paths are meant, and where the data folder is by default. */
export interface Place {
  readonly workingFolder: string;
  readonly projectRoot: string;
}

/**
 * Reads the command line; `--help` is answered before.
 *
 * @param args what stands after `import`
 * @throws UsageError naming the option and its value
 */
export function parseImportOptions(args: readonly string[], { workingFolder, projectRoot }: Place): ImportOptions {
  const { values, positionals } = readFlags(args);
  if (positionals.length === 0) throw new UsageError('Which files? Name at least one file or folder.');
  const absolute = (path: string) => resolve(workingFolder, path);
  return {
    paths: positionals.map((path) => absolute(notEmpty('PATH', path))),
    runName: values.run === undefined ? null : checkRunName(values.run),
    format: values.format === undefined ? null : notEmpty('--format', values.format),
    entityFiles: (values.entities ?? []).map((path) => absolute(notEmpty('--entities', path))),
    mapFile: values.map === undefined ? null : absolute(notEmpty('--map', values.map)),
    dryRun: values['dry-run'] ?? false,
    again: values.again ?? false,
    json: values.json ?? false,
    upload: values.upload ?? false,
    server: values.server === undefined ? null : checkServer(values.server),
    dataFolder:
      values.data === undefined ? resolve(projectRoot, '.nearmiss') : absolute(notEmpty('--data', values.data)),
  };
}

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, strict: true, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function notEmpty(option: string, value: string): string {
  if (value.trim() === '') throw new UsageError(`${option} needs a value, not ""`);
  return value;
}

function checkRunName(name: string): string {
  const trimmed = notEmpty('--run', name).trim();
  if (trimmed.length <= LONGEST_RUN_NAME) return trimmed;
  throw new UsageError(`--run takes a name of at most ${LONGEST_RUN_NAME} characters, not ${trimmed.length}`);
}

function checkServer(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return url.origin;
  throw new UsageError(`--server needs an address such as http://127.0.0.1:3000, not "${address}"`);
}
