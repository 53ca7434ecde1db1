import { mkdtemp, readFile, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { handleTus, listUnfinishedUploads, openUpload, removeOldUploads, takeUpload } from './tus-uploads';
import { uploadsFolder } from './uploads';

const ADDRESS = 'http://127.0.0.1:3000/api/v1/uploads';
const DAY_MS = 24 * 60 * 60 * 1000;
let dataFolder: string;

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'nearmiss-tus-'));
  process.env['NEARMISS_DATA'] = dataFolder;
  process.env['DATABASE_URL'] ??= 'postgresql://nobody@127.0.0.1:1/nothing';
});

beforeEach(async () => {
  for (const { id } of (await listUnfinishedUploads()).items) await tus(`/${id}`, { method: 'DELETE' });
});

afterAll(async () => {
  await rm(join(uploadsFolder(), 'tus-incoming'), { recursive: true, force: true });
  await rm(dataFolder, { recursive: true, force: true });
});

function metadataOf(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',');
}

interface Sent {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | ReadableStream<Uint8Array>;
}

function tus(path: string, { method, headers, body }: Sent): Promise<Response> {
  const all = { 'tus-resumable': '1.0.0', ...headers };
  const init = body === undefined ? {} : { body, duplex: 'half' };
  return handleTus(new Request(`${ADDRESS}${path}`, { method, headers: all, ...init }));
}

async function begin(bytes: number, metadata: Readonly<Record<string, string>>): Promise<string> {
  const headers = { 'upload-length': String(bytes), 'upload-metadata': metadataOf(metadata) };
  const created = await tus('', { method: 'POST', headers });
  expect(created.status).toBe(201);
  const location = created.headers.get('location') ?? '';
  expect(location).toMatch(/^\/api\/v1\/uploads\/[0-9a-f-]{36}$/);
  return location.slice('/api/v1/uploads/'.length);
}

function send(id: string, offset: number, body: Sent['body'] & {}): Promise<Response> {
  const headers = { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' };
  return tus(`/${id}`, { method: 'PATCH', headers, body });
}

describe('an upload', () => {
  it('goes on where it stopped, is listed meanwhile, and is taken by an import', async () => {
    const id = await begin(11, { filename: 'runs/step_1.jsonl', fingerprint: 'f1' });
    expect((await send(id, 0, 'hello ')).headers.get('upload-offset')).toBe('6');
    const { items } = await listUnfinishedUploads();
    expect(items).toEqual([expect.objectContaining({ id, bytes: 11, offset: 6, fingerprint: 'f1', packed: false })]);
    expect((await tus(`/${id}`, { method: 'HEAD' })).headers.get('upload-offset')).toBe('6');
    await expect(openUpload(id)).rejects.toMatchObject({ code: 'upload_incomplete' });

    expect((await send(id, 6, 'world')).status).toBe(204);
    const target = join(dataFolder, 'taken');
    const taken = await takeUpload(id, target);
    expect(taken).toEqual({
      file: join(target, 'step_1.jsonl'),
      filename: 'runs/step_1.jsonl',
      bytes: 11,
      packed: false,
    });
    expect(await readFile(taken.file, 'utf8')).toBe('hello world');
    await expect(openUpload(id)).rejects.toMatchObject({ code: 'upload_not_found' });
    expect(await listUnfinishedUploads()).toEqual({ items: [] });
  });

  it('keeps what came before the connection broke', async () => {
    const id = await begin(20, { filename: 'a.jsonl' });
    let pulls = 0;
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulls += 1;
        if (pulls === 1) controller.enqueue(new TextEncoder().encode('0123456'));
        else setTimeout(() => controller.error(new Error('gone')), 50);
      },
    });
    const answer = await send(id, 0, broken);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect((await tus(`/${id}`, { method: 'HEAD' })).headers.get('upload-offset')).toBe('7');
    expect((await send(id, 7, '7890123456789')).headers.get('upload-offset')).toBe('20');
  });

  it('lies where only its owner may look', async () => {
    await begin(5, { filename: 'a.jsonl' });
    const { mode } = await stat(join(uploadsFolder(), 'tus-incoming'));
    expect(mode & 0o777).toBe(0o700);
  });

  it('can be removed', async () => {
    const id = await begin(5, { filename: 'a.jsonl' });
    expect((await tus(`/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await listUnfinishedUploads()).items).toEqual([]);
  });
});

describe('what is refused', () => {
  async function problemOf(response: Response) {
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    return response.json();
  }

  it.each([
    ['no name', { 'upload-length': '5' }, 'invalid_upload'],
    ['an empty name', { 'upload-length': '5', 'upload-metadata': 'filename' }, 'invalid_upload'],
    ['no bytes', { 'upload-length': '0', 'upload-metadata': metadataOf({ filename: 'a' }) }, 'empty_upload'],
    [
      'an unknown size',
      { 'upload-defer-length': '1', 'upload-metadata': metadataOf({ filename: 'a' }) },
      'invalid_upload',
    ],
    [
      'more than the disk has',
      { 'upload-length': String(2 ** 52), 'upload-metadata': metadataOf({ filename: 'a' }) },
      'disk_full',
    ],
  ])('%s', async (_name, headers, code) => {
    const answer = await tus('', { method: 'POST', headers });
    expect(await problemOf(answer)).toMatchObject({ code });
    expect((await listUnfinishedUploads()).items).toEqual([]);
  });

  it('a wrong offset, an upload that is not there, a path', async () => {
    const id = await begin(5, { filename: 'a.jsonl' });
    expect(await problemOf(await send(id, 3, 'lo'))).toMatchObject({ code: 'upload_conflict', status: 409 });
    expect(await problemOf(await send(id, 0, 'longer than promised'))).toMatchObject({ code: 'payload_too_large' });
    const unknown = 'e4eaaaf2-d142-11e1-b3e4-080027620cdd';
    expect(await problemOf(await send(unknown, 0, 'x'))).toMatchObject({ code: 'upload_not_found' });
    expect((await send('..%2F..%2Fescape', 0, 'x')).status).toBe(404);
    await expect(openUpload('../escape')).rejects.toMatchObject({ code: 'upload_not_found' });
  });
});

describe('removeOldUploads', () => {
  it('keeps what is unfinished for a week and what is complete for a day', async () => {
    const unfinished = await begin(5, { filename: 'unfinished' });
    const complete = await begin(5, { filename: 'complete' });
    await send(complete, 0, 'hello');
    const idsAt = async (days: number) => {
      await removeOldUploads(Date.now() + days * DAY_MS);
      return (await listUnfinishedUploads()).items.map(({ id }) => id);
    };
    expect(new Set(await idsAt(0.9))).toEqual(new Set([unfinished, complete]));
    expect(await idsAt(1.1)).toEqual([unfinished]);
    expect(await idsAt(6.9)).toEqual([unfinished]);
    await utimes(join(uploadsFolder(), 'tus-incoming', unfinished), new Date(0), new Date(0));
    expect(await idsAt(0)).toEqual([]);
  });
});
