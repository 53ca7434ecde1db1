import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { CommandFailure } from './command-failure';
import { fingerprintOf, uploadFiles } from './upload-files';

const ID = '5e0f5b7e-6d5c-4d0e-9d53-0a4a3f3a1f00';

/** A server of the tus protocol that keeps one upload and can hang up in the middle. */
class FakeTus {
  received = Buffer.alloc(0);
  length = 0;
  metadata = '';
  created = 0;
  offsets: number[] = [];
  /** The connection is cut when this many bytes are here; once. */
  cutAt = Number.POSITIVE_INFINITY;
  onCut: () => void = () => undefined;
  refusal: string | null = null;

  handle(request: IncomingMessage, response: ServerResponse): void {
    response.setHeader('Tus-Resumable', '1.0.0');
    switch (request.method) {
      case 'GET':
        response.setHeader('content-type', 'application/json');
        return void response.end(JSON.stringify({ items: this.#items() }));
      case 'POST':
        return this.#create(request, response);
      case 'HEAD':
        response.writeHead(200, { 'Upload-Offset': this.received.length, 'Upload-Length': this.length });
        return void response.end();
      default:
        return this.#append(request, response);
    }
  }

  #items() {
    if (this.created === 0) return [];
    const [, fingerprint = ''] = /fingerprint ([^,]+)/.exec(this.metadata) ?? [];
    const known = { id: ID, filename: 'x', fingerprint: Buffer.from(fingerprint, 'base64').toString(), packed: false };
    return [{ ...known, bytes: this.length, offset: this.received.length, createdAt: '2026-03-04T15:06:00.000Z' }];
  }

  #create(request: IncomingMessage, response: ServerResponse): void {
    if (this.refusal !== null) return void response.writeHead(507).end(this.refusal);
    this.created += 1;
    this.length = Number(request.headers['upload-length']);
    this.metadata = String(request.headers['upload-metadata']);
    response.writeHead(201, { Location: `/api/v1/uploads/${ID}` }).end();
  }

  #append(request: IncomingMessage, response: ServerResponse): void {
    this.offsets.push(Number(request.headers['upload-offset']));
    request.on('data', (chunk: Buffer) => {
      if (request.destroyed) return;
      this.received = Buffer.concat([this.received, chunk]);
      if (this.received.length < this.cutAt) return;
      this.cutAt = Number.POSITIVE_INFINITY;
      request.destroy();
      this.onCut();
    });
    request.on('end', () => response.writeHead(204, { 'Upload-Offset': this.received.length }).end());
    request.on('error', () => undefined);
  }
}

let folder = '';
let tus = new FakeTus();
let server: Server;
let address = '';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nearmiss-upload-'));
  tus = new FakeTus();
  server = createServer((request, response) => tus.handle(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const bound = server.address();
  address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

function localFile(path: string, bytes: Buffer) {
  const file = join(folder, path);
  writeFileSync(file, bytes);
  return { file, path: `run/${path}`, bytes: bytes.length, modifiedMs: 1 };
}

const content = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => index % 251));

function send(files: readonly ReturnType<typeof localFile>[], signal = new AbortController().signal) {
  const request = { server: { address, token: null }, files, name: 'my run', onProgress: () => undefined };
  return uploadFiles({ ...request, signal });
}

describe('uploadFiles', () => {
  test('sends one file as it is, under its path', async () => {
    expect(await send([localFile('a.jsonl', content)])).toBe(ID);
    expect(tus.received.equals(content)).toBe(true);
    expect(tus.metadata).toContain(`filename ${Buffer.from('run/a.jsonl').toString('base64')}`);
    expect(tus.metadata).not.toContain('packed');
  });

  test('goes on by itself where the connection broke', async () => {
    tus.cutAt = 1_000_000;
    expect(await send([localFile('a.jsonl', content)])).toBe(ID);
    expect(tus.received.equals(content)).toBe(true);
    expect(tus.created).toBe(1);
    expect(tus.offsets[0]).toBe(0);
    expect(tus.offsets[1]).toBeGreaterThanOrEqual(1_000_000);
  });

  test('a later try goes on where one was stopped, also in the middle of a tar', async () => {
    const files = [localFile('a.jsonl', content), localFile('b.jsonl', content)];
    const stop = new AbortController();
    tus.cutAt = 3_500_000;
    tus.onCut = () => stop.abort(new CommandFailure(130, 'stopped'));
    await expect(send(files, stop.signal)).rejects.toThrow('stopped');
    expect(tus.received.length).toBeLessThan(tus.length);
    expect(await send(files)).toBe(ID);
    expect(tus.created).toBe(1);
    expect(tus.metadata).toContain(`packed ${Buffer.from('true').toString('base64')}`);
    expect(tus.received).toHaveLength(tus.length);
    expect(tus.received.subarray(512, 512 + content.length).equals(content)).toBe(true);
    const second = 512 + Math.ceil(content.length / 512) * 512 + 512;
    expect(tus.received.subarray(second, second + content.length).equals(content)).toBe(true);
  });

  test('tells what the server says, with its code', async () => {
    tus.refusal = JSON.stringify({ code: 'disk_full', detail: 'the disk of the server has room for 5 bytes' });
    const sending = send([localFile('a.jsonl', Buffer.from('{}'))]);
    await expect(sending).rejects.toThrow('the disk of the server has room for 5 bytes (disk_full)');
  }, 30_000);
});

describe('fingerprintOf', () => {
  test('changes with name, size and date, and fits the metadata', () => {
    const file = { file: '/a', path: 'a', bytes: 1, modifiedMs: 2 };
    const prints = [
      [file],
      [{ ...file, path: 'b' }],
      [{ ...file, bytes: 2 }],
      [{ ...file, modifiedMs: 3 }],
      [file, file],
    ].map(fingerprintOf);
    expect(new Set(prints).size).toBe(prints.length);
    expect(prints.every((print) => print.length <= 200)).toBe(true);
    expect(fingerprintOf([file])).toBe(prints[0]);
  });
});
