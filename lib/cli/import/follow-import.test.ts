import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { ImportStatusReport } from '@/lib/api/schemas/import';

import { followImport, progressOf } from './follow-import';

const ID = '5e0f5b7e-6d5c-4d0e-9d53-0a4a3f3a1f00';
const running: ImportStatusReport = {
  id: ID,
  status: 'running',
  filename: 'log.jsonl',
  runName: null,
  format: 'verl',
  bytesTotal: 100,
  bytesRead: 40,
  rollouts: 3,
  phase: 'reading',
  runIds: [],
  issues: { total: 0, byCode: {}, first: [] },
  report: null,
  error: null,
  cancelRequested: false,
  createdAt: '2026-03-04T15:06:00.000Z',
  startedAt: null,
  finishedAt: null,
};

let server: Server;
let address = '';
let current: ImportStatusReport = running;
let calls: string[] = [];

beforeEach(async () => {
  current = running;
  calls = [];
  server = createServer((request, response) => {
    calls.push(request.method ?? '');
    if (request.method === 'DELETE') current = { ...running, status: 'cancelled', phase: 'ended' };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.method === 'DELETE' ? { id: ID, result: 'requested' } : current));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const bound = server.address();
  address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function follow(onProgress: () => void, signal = new AbortController().signal) {
  return followImport({ server: { address, token: null }, id: ID, signal, onProgress });
}

describe('followImport', () => {
  test('waits until the import has ended', async () => {
    const finished = await follow(() => {
      current = { ...running, status: 'succeeded', phase: 'ended', runIds: [7] };
    });
    expect(finished.runIds).toEqual([7]);
  });

  test('a failure carries the message and the code', async () => {
    current = { ...running, status: 'failed', error: { code: 'disk_full', message: 'The disk is\u001B full.' } };
    await expect(follow(() => undefined)).rejects.toMatchObject({
      exitCode: 1,
      message: 'The import failed: The disk is\uFFFD full. (disk_full)',
    });
  });

  test('Ctrl-C cancels the import, once, and says so', async () => {
    const stop = new AbortController();
    const following = follow(() => stop.abort(), stop.signal);
    await expect(following).rejects.toMatchObject({
      exitCode: 130,
      message: expect.stringMatching(/cancelled; nothing of it is stored/),
    });
    expect(calls.filter((method) => method === 'DELETE')).toHaveLength(1);
  });

  test('an import that ended before it could be cancelled counts', async () => {
    current = { ...running, status: 'succeeded', phase: 'ended', runIds: [7] };
    const finished = await follow(() => undefined);
    expect(finished.status).toBe('succeeded');
    expect(calls).toEqual(['GET']);
  });
});

test('bytes count only while files are read', () => {
  expect(progressOf(running)).toEqual({ label: 'Reading', done: 40, total: 100 });
  expect(progressOf({ ...running, phase: 'opening' })).toEqual({ label: 'Opening', done: 0, total: 0 });
});
