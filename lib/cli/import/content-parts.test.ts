import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { memorySource } from '@/lib/import/containers/byte-source';
import { listTar } from '@/lib/import/containers/tar';

import { packedFiles, readParts, totalLength } from './content-parts';
import type { LocalFile } from './list-files';

let folder = '';
let files: readonly LocalFile[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nearmiss-parts-'));
  files = [
    ['a.jsonl', 'x'.repeat(700)],
    ['run/größe.jsonl', ''],
    ['run/b.jsonl', 'y'.repeat(1024)],
  ].map(([path = '', text = ''], index) => {
    const file = join(folder, `${index}`);
    writeFileSync(file, text);
    return { file, path, bytes: text.length, modifiedMs: 0 };
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

describe('packedFiles', () => {
  test('is a tar of the files under their paths', async () => {
    const parts = packedFiles(files);
    const tar = await bytesOf(readParts(parts, 0, totalLength(parts)));
    expect(tar).toHaveLength(totalLength(parts));
    const members: string[] = [];
    for await (const event of listTar(memorySource(tar))) {
      if (event.kind === 'member')
        members.push(`${event.path} ${tar.toString('latin1', event.start, event.end).slice(0, 3)}`);
    }
    expect(members).toEqual(['a.jsonl xxx', 'run/größe.jsonl ', 'run/b.jsonl yyy']);
  });

  test('can be read from anywhere to anywhere', async () => {
    const parts = packedFiles(files);
    const total = totalLength(parts);
    const whole = await bytesOf(readParts(parts, 0, total));
    const place = fc.integer({ min: 0, max: total });
    await fc.assert(
      fc.asyncProperty(place, place, async (start, end) => {
        expect(await bytesOf(readParts(parts, start, end))).toEqual(whole.subarray(start, Math.max(start, end)));
      }),
      { numRuns: 60 },
    );
  });

  test('a file that became shorter is told by its name', async () => {
    const file = join(folder, 'shrinking');
    writeFileSync(file, '12345');
    const parts = packedFiles([{ file, path: 's', bytes: 5, modifiedMs: 0 }]);
    truncateSync(file, 2);
    await expect(bytesOf(readParts(parts, 0, totalLength(parts)))).rejects.toThrow(/shrinking became shorter/);
  });
});
