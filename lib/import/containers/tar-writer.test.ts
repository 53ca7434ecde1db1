import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { extract } from 'tar-stream';
import { describe, expect, test } from 'vitest';

import { memorySource } from './byte-source';
import { listTar } from './tar';
import { TAR_END_BYTES, tarHeader, tarPaddingBytes } from './tar-writer';

interface Entry {
  readonly path: string;
  readonly content: string;
}

function tarOf(entries: readonly Entry[]): Buffer {
  const parts = entries.flatMap(({ path, content }) => {
    const bytes = Buffer.from(content);
    return [tarHeader(path, bytes.length), bytes, Buffer.alloc(tarPaddingBytes(bytes.length))];
  });
  return Buffer.concat([...parts, Buffer.alloc(TAR_END_BYTES)]);
}

/** By a reader that is not ours. */
async function readByTarStream(tar: Buffer): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  const reader = extract();
  reader.end(tar);
  for await (const entry of reader) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry) if (chunk instanceof Uint8Array) chunks.push(chunk);
    entries.push({ path: entry.header.name, content: Buffer.concat(chunks).toString() });
  }
  return entries;
}

async function readByOurs(tar: Buffer): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const event of listTar(memorySource(tar))) {
    if (event.kind === 'member')
      entries.push({ path: event.path, content: tar.toString('utf8', event.start, event.end) });
  }
  return entries;
}

describe('tarHeader', () => {
  const entries = [
    { path: 'a.jsonl', content: '' },
    { path: 'run/step_1/0.json', content: '{"x":1}' },
    { path: `${'long/'.repeat(40)}b.jsonl`, content: 'x'.repeat(512) },
    { path: 'größe/名前 1.jsonl', content: 'ä'.repeat(300) },
  ];

  test('is read by other programs and by us as it was written', async () => {
    const tar = tarOf(entries);
    expect(tar.length % 512).toBe(0);
    expect(await readByTarStream(tar)).toEqual(entries);
    expect(await readByOurs(tar)).toEqual(entries);
  });

  test('keeps any path', async () => {
    const path = fc
      .array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 8 })
      .map((parts) => parts.map((part) => part.replaceAll(/[/\\\0\n.:]/g, '_')).join('/'));
    await fc.assert(
      fc.asyncProperty(path, async (given) => {
        const entry = { path: given, content: 'x' };
        expect(await readByTarStream(tarOf([entry]))).toEqual([entry]);
      }),
      { numRuns: 100 },
    );
  });

  test('a file past 8 GiB has its size in a PAX header', () => {
    const tenGiB = 10 * 1024 ** 3;
    expect(tarHeader('a', 8 * 1024 ** 3 - 1)).toHaveLength(512);
    const header = Buffer.from(tarHeader('a', tenGiB));
    expect(header).toHaveLength(3 * 512);
    expect(header.toString('latin1', 512)).toMatch(/^20 size=10737418240\n/);
  });

  test('refuses what is no size and no path', () => {
    for (const size of [-1, 0.5, Number.NaN, 2 ** 60]) expect(() => tarHeader('a', size)).toThrow(RangeError);
    expect(() => tarHeader('', 0)).toThrow(RangeError);
  });
});
