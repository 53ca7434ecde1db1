// What `npm start` understands. Plain JavaScript: it is read before anything is installed.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm start -- [options]

  --port N     port on 127.0.0.1 to serve on (default 3000)
  --data DIR   folder for the database, uploads and logs (default .nearmiss in the checkout)
  --help       this text

DATABASE_URL   a Postgres (15 or newer) to use instead of the one that comes with the packages`;

const DEFAULT_PORT = 3000;

/** Wrong use of the command line; the message names the option. */
export class UsageError extends Error {
  /** @override */
  name = 'UsageError';
}

/**
 * @typedef {object} StartOptions
 * @property {number} port 1 to 65535
 * @property {string} dataFolder absolute
 * @property {boolean} help
 */

/**
 * @param {readonly string[]} args what stands after the script's name
 * @param {string} projectRoot absolute
 * @returns {StartOptions}
 */
export function parseStartOptions(args, projectRoot) {
  const values = readFlags(args);
  const port = values.port === undefined ? DEFAULT_PORT : Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new UsageError(`--port needs a number from 1 to 65535, not "${values.port}"`);
  }
  if (values.data === '') throw new UsageError('--data needs the name of a folder');
  // npm runs scripts in the checkout; a relative folder is meant from where the user stands.
  const base = process.env['INIT_CWD'] ?? process.cwd();
  const dataFolder = values.data === undefined ? resolve(projectRoot, '.nearmiss') : resolve(base, values.data);
  return { port, dataFolder, help: values.help ?? false };
}

/** @param {readonly string[]} args */
function readFlags(args) {
  try {
    return parseArgs({
      args: [...args],
      options: { port: { type: 'string' }, data: { type: 'string' }, help: { type: 'boolean' } },
      strict: true,
      allowPositionals: false,
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
