import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const cli = resolve(import.meta.dirname, '..');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nearmiss-bare-'));
  cpSync(cli, join(folder, 'lib', 'cli'), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command in a checkout without packages. */
function nearmiss(...args: readonly string[]) {
  const script = join(folder, 'lib', 'cli', 'nearmiss.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: tmpdir(),
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('nearmiss where nothing is set up', () => {
  test('says what to do', () => {
    const { status, stdout, stderr } = nearmiss('import', 'log.jsonl');
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toContain(folder);
    expect(stderr).toContain('npm start');
  });

  test('still has help', () => {
    expect(nearmiss('--help')).toMatchObject({ status: 0, stderr: '' });
    expect(nearmiss('import', '--help').stdout).toContain('--dry-run');
  });

  test('refuses what is no command', () => {
    expect(nearmiss('imprt', 'x')).toMatchObject({ status: 64, stdout: '' });
    expect(nearmiss('imprt', 'x').stderr).toContain('"imprt"');
    expect(nearmiss()).toMatchObject({ status: 64, stdout: '' });
  });
});
