import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findLockHolder, takeLock } from './lock-file.mjs';

let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nearmiss-lock-'));
  file = join(folder, 'server.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function deadProcessId(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

describe('takeLock', () => {
  test('the second taker is told who holds it, until it is released', () => {
    const first = takeLock(file, 'http://127.0.0.1:3000');
    expect(first.taken).toBe(true);
    expect(takeLock(file, 'other')).toMatchObject({ taken: false, holder: { note: 'http://127.0.0.1:3000' } });
    if (first.taken) first.release();
    expect(findLockHolder(file)).toBeNull();
    expect(takeLock(file, 'other').taken).toBe(true);
  });

  test('a holder that is gone counts for nothing', async () => {
    writeFileSync(file, JSON.stringify({ pid: await deadProcessId(), startedAt: null, token: 'old', note: '' }));
    expect(takeLock(file, 'new').taken).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain('"note":"new"');
    expect(readdirSync(folder)).toEqual(['server.lock']);
  });

  test.runIf(process.platform === 'linux')('nor does one whose number another process has now', () => {
    writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt: 'another boot:1', token: 'old', note: '' }));
    expect(takeLock(file, 'new').taken).toBe(true);
  });

  test.each(['', '{"pid":', 'null', '[]'])('nor does a damaged file: %j', (text) => {
    writeFileSync(file, text);
    expect(takeLock(file, 'new').taken).toBe(true);
  });

  test('releasing late does not take the lock from its next holder', () => {
    const first = takeLock(file, 'first');
    rmSync(file);
    const second = takeLock(file, 'second');
    if (first.taken) first.release();
    expect(second.taken && findLockHolder(file)?.note).toBe('second');
  });
});
