import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { MOST_SAMPLED_BYTES, sampleKind, sampleLengths, type SampledFile } from './sample-lengths';

const MIB = 2 ** 20;
const TELLING = 64 * 1024;

function logs(count: number, bytes: number): readonly SampledFile[] {
  return Array.from({ length: count }, () => ({ bytes, kind: 'records' }));
}

describe('sampleKind', () => {
  test.each([
    ['log.jsonl', '{"a"', 'records'],
    ['runs.tar.gz', '', 'stream'],
    ['runs.TGZ', '', 'stream'],
    ['runs.tar.zst', '', 'stream'],
    ['log.jsonl.gz', '', 'stream'],
    ['unnamed', '\u001F\u008B\u0008\u0000', 'stream'],
    ['unnamed', '\u0028\u00B5\u002F\u00FD', 'stream'],
    ['log.eval', '', 'directory'],
    ['unnamed', 'PAR1', 'directory'],
    ['unnamed', 'PK\u0003\u0004', 'directory'],
  ])('%s beginning with %j is sampled as %s', (path, magic, kind) => {
    expect(sampleKind(path, magic)).toBe(kind);
  });
});

describe('sampleLengths', () => {
  test('logs up to 8 MiB go whole, of larger ones 8 MiB', () => {
    expect(sampleLengths([...logs(1, 5 * MIB), ...logs(1, 300 * MIB)])).toEqual([5 * MIB, 8 * MIB]);
  });

  test('archives up to 48 MiB go whole; of larger ones what can be unpacked of a beginning, if anything can', () => {
    const files: SampledFile[] = [
      { bytes: 40 * MIB, kind: 'directory' },
      { bytes: 12 * MIB, kind: 'stream' },
      { bytes: 49 * MIB, kind: 'stream' },
      { bytes: 49 * MIB, kind: 'directory' },
    ];
    expect(sampleLengths(files)).toEqual([40 * MIB, 12 * MIB, 8 * MIB, TELLING]);
  });

  test('where the room is spent, every file still has enough to tell what it is', () => {
    const files = [
      ...logs(1, MIB),
      ...Array.from({ length: 3 }, () => ({ bytes: 40 * MIB, kind: 'directory' as const })),
    ];
    expect(sampleLengths(files)).toEqual([MIB, 40 * MIB, TELLING, TELLING]);
  });

  test('many large logs share the room; small ones among them stay whole', () => {
    const lengths = sampleLengths([...logs(32, 10 * MIB), ...logs(1, 1000)]);
    expect(lengths.at(-1)).toBe(1000);
    expect(lengths[0]).toBeGreaterThan(1.9 * MIB);
    expect(lengths[0]).toBeLessThanOrEqual(2 * MIB);
  });

  test('never more than the file, than all together may be, or less than what tells its kind', () => {
    const kind = fc.constantFrom<SampledFile['kind']>('records', 'stream', 'directory');
    const file = fc.record({ bytes: fc.nat({ max: 80 * MIB }), kind });
    fc.assert(
      fc.property(fc.array(file, { maxLength: 200 }), (files) => {
        const lengths = sampleLengths(files);
        expect(lengths.reduce((total, length) => total + length, 0)).toBeLessThanOrEqual(MOST_SAMPLED_BYTES);
        for (const [index, { bytes }] of files.entries()) {
          expect(lengths[index]).toBeLessThanOrEqual(bytes);
          expect(lengths[index]).toBeGreaterThanOrEqual(Math.min(bytes, TELLING));
        }
      }),
    );
  });
});
