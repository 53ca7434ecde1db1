import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { previewManifestSchema } from '@/lib/api/schemas/drop-preview';
import { memorySource } from '@/lib/import/containers/byte-source';
import { listTar } from '@/lib/import/containers/tar';

import { readParts, totalLength } from './content-parts';
import { chooseSamples, previewBody } from './preview-body';

const MIB = 1024 * 1024;
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nearmiss-preview-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(path: string, bytes: Uint8Array) {
  const file = join(folder, path);
  writeFileSync(file, bytes);
  return { file, path: `run/${path}`, bytes: bytes.length, modifiedMs: 0 };
}

describe('previewBody', () => {
  test('is a tar of the manifest and of beginnings; parquet and zip are whole', async () => {
    const parquet = Buffer.alloc(MIB + 7);
    parquet.write('PAR1');
    const files = [
      fileOf('large.jsonl', Buffer.alloc(9 * MIB, 'x')),
      fileOf('small.jsonl', Buffer.from('{}')),
      fileOf('table.parquet', parquet),
    ];
    const parts = await previewBody(files, { all: { format: 'verl' } });
    const chunks: Uint8Array[] = [];
    for await (const chunk of readParts(parts, 0, totalLength(parts))) chunks.push(chunk);
    const tar = Buffer.concat(chunks);
    const members: { path: string; start: number; end: number }[] = [];
    for await (const event of listTar(memorySource(tar))) if (event.kind === 'member') members.push(event);
    expect(members.map(({ path, start, end }) => [path, end - start]).slice(1)).toEqual([
      ['run/large.jsonl', 8 * MIB],
      ['run/small.jsonl', 2],
      ['run/table.parquet', MIB + 7],
    ]);
    const [first] = members;
    expect(first?.path).toBe('nearmiss.json');
    const manifest = previewManifestSchema.parse(JSON.parse(tar.toString('utf8', first?.start, first?.end)));
    expect(manifest).toEqual({
      files: files.map(({ path, bytes }) => ({ path, bytes })),
      settings: { all: { format: 'verl' } },
    });
  });
});

describe('chooseSamples', () => {
  const files = [
    ...Array.from({ length: 1000 }, (_, index) => ({ path: `a/${String(index).padStart(4, '0')}.json` })),
    { path: 'b/gold.csv' },
    { path: 'b/log.jsonl' },
  ];

  test('no folder and no kind of file is hidden by a large one', () => {
    const chosen = chooseSamples(files, 5).map(({ path }) => path);
    expect(chosen).toEqual(['a/0000.json', 'a/0001.json', 'a/0002.json', 'b/gold.csv', 'b/log.jsonl']);
  });

  test('takes all where they are few, and never more than asked for', () => {
    expect(chooseSamples(files, 2000)).toBe(files);
    expect(chooseSamples(files, 200)).toHaveLength(200);
  });
});
