import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright';
import { ExpectedError } from '@/lib/errors/expected-error';

const run = promisify(execFile);
const PROGRAM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC_PROGRAMS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Flags for headless runs: root has no sandbox, containers have little shared memory, and nothing should phone home. */
export const CHROMIUM_FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
];

/**
 * A Chromium for browser tests, got if need be: `PLAYWRIGHT_CHROMIUM`, else one on the path, else Playwright's own,
 * else Playwright's download, else Debian's package when we are root.
 *
 * @param say told before something is fetched, which takes a while
 * @returns absolute path of the program
 * @throws ExpectedError `no_chromium` with what to do
 */
export async function findChromium(say: (line: string) => void = () => {}): Promise<string> {
  const named = process.env['PLAYWRIGHT_CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (await isProgram(named)) return named;
    throw new ExpectedError('no_chromium', `PLAYWRIGHT_CHROMIUM names ${named}, which is not a program.`);
  }
  return (await findInstalled()) ?? (await download(say)) ?? (await installPackage(say)) ?? giveUp();
}

async function findInstalled(): Promise<string | null> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const onPath = PROGRAM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  for (const program of [...onPath, ...MAC_PROGRAMS, chromium.executablePath()]) {
    if (await isProgram(program)) return program;
  }
  return null;
}

async function download(say: (line: string) => void): Promise<string | null> {
  say("No Chromium found; trying Playwright's download ...");
  const playwright = join(import.meta.dirname, '..', '..', '..', 'node_modules', 'playwright', 'cli.js');
  const succeeded = await succeeds(process.execPath, [playwright, 'install', 'chromium'], 180_000);
  return succeeded && (await isProgram(chromium.executablePath())) ? chromium.executablePath() : null;
}

async function installPackage(say: (line: string) => void): Promise<string | null> {
  if (process.getuid?.() !== 0 || !(await isProgram('/usr/bin/apt-get'))) return null;
  say("No download either; installing Debian's chromium ...");
  await succeeds('apt-get', ['update'], 180_000);
  await succeeds('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], 600_000);
  return (await isProgram('/usr/bin/chromium')) ? '/usr/bin/chromium' : null;
}

function giveUp(): never {
  throw new ExpectedError(
    'no_chromium',
    'The browser tests need Chromium, and none could be found or fetched. Install chromium or google-chrome, or set PLAYWRIGHT_CHROMIUM to one.',
  );
}

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function succeeds(command: string, args: readonly string[], timeoutMs: number): Promise<boolean> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return run(command, args, { timeout: timeoutMs, env, maxBuffer: 64_000_000 }).then(
    () => true,
    () => false,
  );
}
