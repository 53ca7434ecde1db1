import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { dropPreviewSchema } from '@/lib/api/schemas/drop-preview';
import { importSchema } from '@/lib/api/schemas/import';
import { takeLock } from '@/lib/cli/setup/lock-file.mjs';
import { database } from '@/lib/db/client';
import { writeLocalToken } from '@/lib/env/local-token-file';

import { groupOf, useDataFolder } from './testing/call-api';
import { serveApi, type ServedApi } from './testing/serve-api';

// The whole way: the command as a process of its own, real sockets, the routes of the application, a real database.
const COMMAND = resolve(import.meta.dirname, '../../../lib/cli/nearmiss.mjs');
const SLOW_MS = 60_000;

const data = useDataFolder();
let api: ServedApi | null = null;
let logs = '';

beforeAll(async () => {
  api = await serveApi();
  takeLock(join(data.path, 'server.lock'), api.address);
  writeLocalToken(data.path);
});
afterAll(() => api?.close());
beforeEach(async () => {
  logs = join(data.path, `logs-${crypto.randomUUID()}`);
  await mkdir(join(logs, 'run', 'step_2'), { recursive: true });
});

async function nearmiss(...args: readonly string[]) {
  const child = spawn(process.execPath, [COMMAND, ...args], { cwd: logs, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((done) => {
    child.once('exit', (code) => done(code));
  });
  const [output, messages, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { output, messages, exitCode, lines: output.split('\n').filter((line) => line !== '') };
}

function importing(...args: readonly string[]) {
  return nearmiss('import', '--data', data.path, ...args);
}

async function storedRuns() {
  const { rows } = await database().pool.query<{ id: number; name: string; rollouts: number }>(
    'SELECT id, name, rollouts FROM runs WHERE committed_at IS NOT NULL ORDER BY id',
  );
  return rows;
}

async function newestRun() {
  return (await storedRuns()).at(-1);
}

describe('nearmiss import', { timeout: SLOW_MS }, () => {
  test('--dry-run shows what would be understood, and stores nothing', async () => {
    await writeFile(join(logs, 'a.jsonl'), groupOf('Dry?'));
    const before = await storedRuns();
    const { output, exitCode } = await importing('a.jsonl', '--dry-run');
    expect(output).toMatch(/Rollouts +4 rollouts/);
    expect(output).toMatch(/Question +Dry\?/);
    expect(exitCode).toBe(0);
    const asJson = await importing('a.jsonl', '--dry-run', '--json');
    expect(dropPreviewSchema.parse(JSON.parse(asJson.output)).runs[0]?.rolloutsRead).toBe(4);
    expect(await storedRuns()).toEqual(before);
  });

  test('reads a file where it lies, and prints the address of the run and nothing else', async () => {
    await writeFile(join(logs, 'b.jsonl'), groupOf('Where?'));
    const sent = api?.requests.length ?? 0;
    const { output, messages, exitCode } = await importing('b.jsonl', '--run', 'My run');
    const run = await newestRun();
    expect(output, messages).toBe(`${api?.address}/runs/${run?.id}\n`);
    expect(run).toMatchObject({ name: 'My run', rollouts: 4 });
    expect(messages).toMatch(/Imported My run: 4 rollouts/);
    expect(exitCode).toBe(0);
    expect(api?.requests.slice(sent).filter((line) => line.includes('/uploads'))).toEqual([]);
  });

  test('says that a file is imported already, and imports it again when asked to', async () => {
    await writeFile(join(logs, 'c.jsonl'), groupOf('Twice?'));
    const first = await importing('c.jsonl');
    const second = await importing('c.jsonl');
    expect(second.exitCode).toBe(4);
    expect(second.output).toBe('');
    expect(second.messages).toContain(`already imported as “c”: ${first.lines[0]}`);
    const third = await importing('c.jsonl', '--again');
    expect(third.exitCode).toBe(0);
    expect(third.lines[0]).not.toBe(first.lines[0]);
  });

  test('sends a folder as one upload, and finds the same upload known when it is sent again', async () => {
    await writeFile(join(logs, 'run', 'a.jsonl'), groupOf('Sent one?'));
    await writeFile(join(logs, 'run', 'step_2', 'größe.jsonl'), groupOf('Sent two?'));
    const sent = api?.requests.length ?? 0;
    const { messages, exitCode, lines } = await importing('run', '--upload', '--json');
    expect(exitCode, messages).toBe(0);
    const report = importSchema.parse(JSON.parse(lines.join('\n')));
    expect(report).toMatchObject({ status: 'succeeded', rollouts: 8, filename: 'run' });
    const requests = api?.requests.slice(sent) ?? [];
    expect(requests.filter((line) => line.startsWith('POST /api/v1/uploads'))).toHaveLength(1);
    expect(requests.some((line) => line.startsWith('PATCH /api/v1/uploads/'))).toBe(true);
    const again = await importing('run', '--upload');
    expect(again.exitCode, again.messages).toBe(4);
  });

  test('sends one file as it is', async () => {
    await writeFile(join(logs, 'run', 'only.jsonl'), groupOf('Alone?'));
    const { messages, exitCode } = await importing('run', '--upload');
    expect(exitCode, messages).toBe(0);
    expect(await newestRun()).toMatchObject({ rollouts: 4 });
  });

  test('stores gold entities before the import', async () => {
    await writeFile(join(logs, 'd.jsonl'), groupOf('Which ship?'));
    await writeFile(join(logs, 'gold.jsonl'), '{"question":"Which ship?","entities":["Tegetthoff"]}\n');
    const { messages, exitCode } = await importing('d.jsonl', '--entities', 'gold.jsonl');
    expect(exitCode, messages).toBe(0);
    expect(messages).toMatch(/gold.jsonl: stored 1 entity of 1 question/);
    expect(messages).toMatch(/Gold entities: for 1 of 1 question/);
  });

  test('fails with the message and code of the API', async () => {
    await writeFile(join(logs, 'e.jsonl'), groupOf('Broken?'));
    await writeFile(join(logs, 'broken.jsonl'), '{"unknown": 1}\n');
    const entities = await importing('e.jsonl', '--entities', 'broken.jsonl');
    expect(entities).toMatchObject({ exitCode: 1, output: '' });
    expect(entities.messages).toContain('(entities_unreadable)');
  });

  test('says what cannot be used, and ends with another code', async () => {
    await writeFile(join(logs, 'noise.bin'), Buffer.from([0, 1, 2, 255, 254, 0, 0, 7]));
    const { messages, output, exitCode } = await importing('noise.bin');
    expect({ exitCode, output }).toEqual({ exitCode: 2, output: '' });
    expect(messages).toContain('noise.bin: ');
    expect(await importing('noise.bin', '--dry-run')).toMatchObject({ exitCode: 2 });
  });

  test('wrong use, nothing there, no server', async () => {
    await writeFile(join(logs, 'f.jsonl'), groupOf('Used?'));
    expect(await importing('f.jsonl', '--wrong')).toMatchObject({
      exitCode: 64,
      output: '',
      messages: expect.stringMatching(/'--wrong'[\s\S]*Usage: nearmiss import/),
    });
    expect(await importing('f.jsonl', '--format', 'nope')).toMatchObject({
      exitCode: 64,
      messages: expect.stringContaining('"nope"; known are canonical'),
    });
    expect(await importing('missing.jsonl')).toMatchObject({
      exitCode: 1,
      messages: expect.stringContaining('missing.jsonl'),
    });
    expect(await nearmiss('import', 'f.jsonl', '--data', join(logs, 'nowhere'))).toMatchObject({
      exitCode: 3,
      messages: expect.stringContaining('npm start'),
    });
    expect(await importing('f.jsonl', '--server', 'http://127.0.0.1:9')).toMatchObject({
      exitCode: 3,
      messages: expect.stringContaining('does not answer at http://127.0.0.1:9'),
    });
  });
});
