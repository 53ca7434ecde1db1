import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { nameOnDisk, receiveFile, removeAbandonedUploads, uploadsFolder } from './uploads';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearmiss-uploads-'));
  process.env['NEARMISS_DATA'] = folder;
  process.env['DATABASE_URL'] ??= 'postgresql://nobody@127.0.0.1:1/nothing';
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('nameOnDisk', () => {
  it.each([
    ['results.jsonl', 'results.jsonl'],
    ['runs/a/results.jsonl', 'results.jsonl'],
    ['..\\..\\results.jsonl', 'results.jsonl'],
    ['../..', 'upload'],
    ['a/', 'upload'],
    ['a\u0000b\n.txt', 'ab.txt'],
    ['日本語.jsonl', '日本語.jsonl'],
  ])('%j lies as %j', (filename, name) => {
    expect(nameOnDisk(filename)).toBe(name);
  });

  it('cuts a name that file systems would refuse, keeping its end', () => {
    const name = nameOnDisk(`${'ü'.repeat(300)}.jsonl`);
    expect(Buffer.byteLength(name)).toBeLessThan(255);
    expect(name.endsWith('.jsonl')).toBe(true);
  });
});

describe('receiveFile', () => {
  function bodyOf(chunks: number, chunkBytes: number, onPull: () => void): ReadableStream<Uint8Array> {
    let sent = 0;
    return new ReadableStream(
      {
        pull(controller) {
          onPull();
          if (sent === chunks) controller.close();
          else controller.enqueue(new Uint8Array(chunkBytes).fill(sent));
          sent += 1;
        },
      },
      { highWaterMark: 0 },
    );
  }

  it('takes the next chunk only when the last is written, counts and hashes', async () => {
    let pulls = 0;
    const body = bodyOf(3, 1000, () => {
      pulls += 1;
    });
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
    const received = await receiveFile(new Request('http://127.0.0.1/', init), 'three', { filename: 'a' });
    expect(pulls).toBe(4);
    expect(received.bytes).toBe(3000);
    // Python: sha256(b'\x00' * 1000 + b'\x01' * 1000 + b'\x02' * 1000)
    expect(received.contentHash).toBe('f78271f9b17c79ccce16286edd7b06bc4ae52251c5fac428950fb3246a0fe1a0');
  });

  it('refuses what is larger than allowed and keeps nothing of it', async () => {
    const request = new Request('http://127.0.0.1/', { method: 'POST', body: 'x'.repeat(11) });
    await expect(receiveFile(request, 'large', { filename: 'a', largestBytes: 10 })).rejects.toMatchObject({
      code: 'payload_too_large',
    });
    expect(await readdir(uploadsFolder())).not.toContain('large');
  });

  it('refuses what is shorter than the client promised', async () => {
    const headers = { 'content-length': '10' };
    const request = new Request('http://127.0.0.1/', { method: 'POST', body: 'short', headers });
    await expect(receiveFile(request, 'short', { filename: 'a' })).rejects.toMatchObject({ code: 'upload_aborted' });
  });
});

describe('removeAbandonedUploads', () => {
  it('removes broken-off uploads and unpacked files a day old, and nothing else', async () => {
    const names = ['partial-old', 'preview-old', 'preview-new', '0190a5a4-of-an-import'];
    const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
    for (const name of names) {
      await mkdir(join(uploadsFolder(), name), { recursive: true });
      if (name !== 'preview-new') await utimes(join(uploadsFolder(), name), yesterday, yesterday);
    }
    await removeAbandonedUploads();
    const left = await readdir(uploadsFolder());
    expect(left).toContain('preview-new');
    expect(left).toContain('0190a5a4-of-an-import');
    expect(left).not.toContain('partial-old');
    expect(left).not.toContain('preview-old');
  });
});
