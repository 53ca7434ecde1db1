import { describe, expect, it } from 'vitest';

import type { DroppedFile } from '@/components/shell/dropped-files';
import { previewManifestSchema } from '@/lib/api/schemas/drop-preview';
import { MOST_SAMPLED_BYTES } from '@/lib/import/samples/sample-lengths';

import { dropBody, dropFingerprint, dropTitle, matchingUpload } from './drop-identity';
import { previewBody, sampleFiles, spreadOverFolders } from './preview-samples';
import { durationWords, nextPace, secondsLeft, startPace } from './upload-pace';

const MIB = 2 ** 20;

function file(path: string, content: BlobPart = 'x', lastModified = 1000): DroppedFile {
  return { path, file: new File([content], path, { lastModified }) };
}

function zeros(path: string, bytes: number): DroppedFile {
  return file(path, new Uint8Array(bytes));
}

describe('spreadOverFolders', () => {
  it('takes from every folder in turn, and from every kind of file', () => {
    const many = Array.from({ length: 500 }, (_, index) => file(`a/${index}.jsonl`));
    const chosen = spreadOverFolders([...many, file('a/metadata.json'), file('b/0.jsonl'), file('b/1.jsonl')], 10);
    expect(chosen).toHaveLength(10);
    expect(chosen.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['a/metadata.json', 'b/0.jsonl', 'b/1.jsonl']),
    );
  });

  it('leaves a small drop as it is', () => {
    const files = [file('b'), file('a')];
    expect(spreadOverFolders(files)).toEqual(files);
  });
});

describe('sampleFiles', () => {
  it('takes the beginning of a log, archives and Parquet whole, and of large ones what tells what they are', async () => {
    const samples = await sampleFiles([
      zeros('log.jsonl', 9 * MIB),
      zeros('runs.tar.gz', 10 * MIB),
      zeros('small.parquet', 2 * MIB),
      zeros('large.zip', 49 * MIB),
      file('no-name', new Blob(['PAR1', new Uint8Array(2 * MIB)])),
      zeros('empty.jsonl', 0),
    ]);
    expect(samples.map(({ path, content }) => [path, content.size])).toEqual([
      ['log.jsonl', 8 * MIB],
      ['runs.tar.gz', 10 * MIB],
      ['small.parquet', 2 * MIB],
      ['large.zip', 64 * 1024],
      ['no-name', 2 * MIB + 4],
      ['empty.jsonl', 0],
    ]);
  });

  it('tells at least what a file is where the rest is spent', async () => {
    const archive = zeros('a.zip', 40 * MIB).file;
    const samples = await sampleFiles(['a.zip', 'b.zip', 'c.zip'].map((path) => ({ path, file: archive })));
    expect(samples.map(({ content }) => content.size)).toEqual([40 * MIB, 64 * 1024, 64 * 1024]);
  });

  it('stays within 64 MiB', async () => {
    const one = zeros('log.jsonl', MIB).file;
    const files = Array.from({ length: 200 }, (_, index) => ({ path: `${index}.jsonl`, file: one }));
    const samples = await sampleFiles(files);
    expect(samples.length).toBe(200);
    const bytes = samples.reduce((total, { content }) => total + content.size, 0);
    expect(bytes).toBeLessThanOrEqual(MOST_SAMPLED_BYTES);
  });

  it('names every file in the manifest, which comes first', async () => {
    const files = [zeros('large.zip', 49 * MIB), file('a.jsonl', 'one')];
    const body = previewBody(files, await sampleFiles(files), { files: 'one_run' });
    const text = await body.text();
    expect(text.startsWith('nearmiss.json')).toBe(true);
    const json = text.slice(512, text.indexOf('\0', 512));
    expect(previewManifestSchema.parse(JSON.parse(json))).toEqual({
      files: [
        { path: 'large.zip', bytes: 49 * MIB },
        { path: 'a.jsonl', bytes: 3 },
      ],
      settings: { files: 'one_run' },
    });
  });
});

describe('identity of a drop', () => {
  const files = [file('runs/b.jsonl', '22'), file('runs/a.jsonl', '1')];

  it('is the same in any order and another once a file changes', async () => {
    const same = await dropFingerprint(files.toReversed());
    expect(await dropFingerprint(files)).toBe(same);
    expect(await dropFingerprint([file('runs/b.jsonl', '22', 2000), file('runs/a.jsonl', '1')])).not.toBe(same);
    expect(await dropFingerprint([file('runs/b.jsonl', '23x'), file('runs/a.jsonl', '1')])).not.toBe(same);
    expect(await dropBody(files).blob.text()).toBe(await dropBody(files.toReversed()).blob.text());
  });

  it('finds the upload to go on with by fingerprint and size', async () => {
    const { blob } = dropBody(files);
    const fingerprint = await dropFingerprint(files);
    const other = { id: '1', fingerprint: 'other', bytes: blob.size };
    const grown = { id: '2', fingerprint, bytes: blob.size + 512 };
    const mine = { id: '3', fingerprint, bytes: blob.size };
    expect(matchingUpload([other, grown, mine], { fingerprint, bytes: blob.size })).toBe(mine);
    expect(matchingUpload([other, grown], { fingerprint, bytes: blob.size })).toBeNull();
  });

  it.each([
    [['a.jsonl'], 'a.jsonl', 'a.jsonl'],
    [['runs/a.jsonl'], 'runs/a.jsonl', 'runs/a.jsonl'],
    [['runs/a.jsonl', 'runs/x/b.jsonl'], 'runs', 'runs.tar'],
    [['runs2/b.jsonl', 'runs/a.jsonl'], 'runs/a.jsonl and 1 more', 'runs/a.jsonl and 1 more.tar'],
    [['b.jsonl', 'a.jsonl', 'c.jsonl'], 'a.jsonl and 2 more', 'a.jsonl and 2 more.tar'],
  ])('%j is called %s', (paths, title, filename) => {
    const dropped = paths.map((path) => file(path));
    expect(dropTitle(dropped)).toBe(title);
    expect(dropBody(dropped)).toMatchObject({ filename, packed: paths.length > 1 });
  });
});

describe('pace', () => {
  it('follows a steady speed at once and a change of speed slowly', () => {
    let pace = startPace(0, 0);
    pace = nextPace(pace, 100, 5);
    expect(pace.bytesPerSecond).toBeNull();
    pace = nextPace(pace, 1000, 100);
    expect(pace.bytesPerSecond).toBe(100);
    pace = nextPace(pace, 2000, 100);
    expect(pace.bytesPerSecond).toBeGreaterThan(75);
    expect(secondsLeft({ ...pace, bytesPerSecond: 50 }, 1100)).toBe(20);
    expect(secondsLeft(startPace(0, 0), 10)).toBeNull();
  });

  it('begins anew where bytes were lost', () => {
    expect(nextPace({ atMs: 0, bytes: 100, bytesPerSecond: 5 }, 1000, 40)).toEqual(startPace(1000, 40));
  });

  it.each([
    [0.2, '1 s'],
    [42, '42 s'],
    [200, '3 min'],
    [7500, '2 h 5 min'],
  ])('%d seconds are %s', (seconds, words) => {
    expect(durationWords(seconds)).toBe(words);
  });
});
