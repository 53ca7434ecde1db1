import { resolve } from 'node:path';

import { describeFailure } from '@/lib/cli/setup/describe-failure.mjs';
import { UsageError } from '@/lib/cli/setup/options.mjs';

import { CommandFailure, EXIT_CODES, type ExitCode } from './command-failure';
import { parseImportOptions } from './import-options';
import { runImport } from './run-import';
import { IMPORT_USAGE } from './usage.mjs';

// `nearmiss import`, on the Node of the packages; run-command.mjs starts it.
const place = { workingFolder: process.cwd(), projectRoot: resolve(import.meta.dirname, '..', '..', '..') };

/** The first Ctrl-C stops in order, the second at once. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(EXIT_CODES.stopped);
      process.stderr.write('\nStopping ... (once more to stop at once)\n');
      const message =
        'Stopped before anything was imported. What was uploaded is kept: the same command goes on from there.';
      stop.abort(new CommandFailure(EXIT_CODES.stopped, message));
    });
  }
  return stop.signal;
}

async function main(): Promise<ExitCode> {
  try {
    const options = parseImportOptions(process.argv.slice(2), place);
    return await runImport(options, { output: process.stdout, messages: process.stderr }, stopSignal());
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    if (error instanceof UsageError) process.stderr.write(`\n${IMPORT_USAGE}\n`);
    if (error instanceof UsageError) return EXIT_CODES.wrongUse;
    return error instanceof CommandFailure ? error.exitCode : EXIT_CODES.failed;
  }
}

// A reader that has seen enough (`| head -1`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await main();
