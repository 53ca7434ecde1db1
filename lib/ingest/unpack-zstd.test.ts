import { createZstdCompress, zstdCompressSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { unpackZstd, zstdContentBytes } from './unpack-zstd';

test.each([0, 1, 63, 64, 255, 256, 257, 65_535, 65_536, 65_791, 65_792, 1_000_000])(
  'of %i bytes the header tells the size, and all come back',
  (size) => {
    const bytes = Buffer.from(Array.from({ length: size }, (_, index) => (index * 7) % 251));
    const frame = zstdCompressSync(bytes);
    expect(zstdContentBytes(frame)).toBe(size);
    expect(unpackZstd(frame).equals(bytes)).toBe(true);
  },
);

test('a frame that was written in pieces tells no size, and comes back as well', async () => {
  const stream = createZstdCompress();
  stream.write(Buffer.alloc(400_000, 'a'));
  stream.end(Buffer.alloc(400_000, 'b'));
  const frame = Buffer.concat(await stream.toArray());
  expect(zstdContentBytes(frame)).toBe(null);
  expect(unpackZstd(frame).toString()).toBe('a'.repeat(400_000) + 'b'.repeat(400_000));
});

test('what is no frame is an error', () => {
  expect(zstdContentBytes(Buffer.alloc(0))).toBe(null);
  expect(() => unpackZstd(Buffer.from('no frame of zstd'))).toThrow('Unknown frame descriptor');
});
