import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memorySource } from './byte-source';
import { DEFAULT_ARCHIVE_LIMITS } from './limits';
import { listTar } from './tar';
import type { TarEvent } from './tar';
import { buildTar } from './testing/build-tar';
import { collect, refusalOf } from './testing/chunks';

const LONG = `${'folder/'.repeat(40)}log.jsonl`;

async function contentsOf(tar: Buffer): Promise<Record<string, string>> {
  const events = await collect(listTar(memorySource(tar)));
  return Object.fromEntries(
    events.map((event) => [
      event.path,
      event.kind === 'member' ? tar.toString('utf8', event.start, event.end) : `left out: ${event.why}`,
    ]),
  );
}

function refusal(tar: Buffer, limits = DEFAULT_ARCHIVE_LIMITS): Promise<string | null> {
  return refusalOf(() => collect(listTar(memorySource(tar), limits)));
}

/** A header block with a checksum, for what tar-stream does not write. */
function block(name: string, size: string, type: string, magic = 'ustar  \0'): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0, 'latin1');
  header.write(size, 124, 'latin1');
  header.write(type, 156, 'latin1');
  header.write(magic, 257, 'latin1');
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

function padded(content: string): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

describe('listTar', () => {
  test('says where files lie, whatever their length and name', async () => {
    const tar = await buildTar([
      [{ name: 'runs', type: 'directory' }, ''],
      [{ name: './runs/a.jsonl' }, 'one\n'],
      [{ name: 'empty' }, ''],
      [{ name: 'block' }, 'x'.repeat(512)],
      [{ name: LONG }, 'long'],
      [{ name: 'läufe/größe.jsonl' }, 'PAX name'],
      [{ name: 'link', type: 'symlink', linkname: '/etc/passwd' }, ''],
      [{ name: 'device', type: 'character-device' }, ''],
      [{ name: 'last' }, 'last'],
    ]);
    expect(await contentsOf(tar)).toEqual({
      'runs/a.jsonl': 'one\n',
      empty: '',
      block: 'x'.repeat(512),
      [LONG]: 'long',
      'läufe/größe.jsonl': 'PAX name',
      link: 'left out: a symbolic link',
      device: 'left out: a device',
      last: 'last',
    });
  });

  test('reads GNU long names and sizes in base 256, and the old form without magic', async () => {
    const size = Buffer.alloc(12);
    size[0] = 0x80;
    size[11] = 5;
    const tar = Buffer.concat([
      block('././@LongLink', '00000000442', 'L'),
      padded(`${LONG}\0`),
      block('cut', size.toString('latin1'), '0'),
      padded('first'),
      block('old', '6', '\0', '\0'),
      padded('second'),
      Buffer.alloc(1024),
    ]);
    expect(await contentsOf(tar)).toEqual({ [LONG]: 'first', old: 'second' });
  });

  test('a PAX size replaces that of the header', async () => {
    const tar = Buffer.concat([
      block('pax', '00000000011', 'x'),
      padded('9 size=3\n'),
      block('a', '0', '0'),
      padded('abc'),
    ]);
    expect(await contentsOf(tar)).toEqual({ a: 'abc' });
  });

  test('a tar cut off gives what is whole, then says so', async () => {
    const tar = await buildTar([
      [{ name: 'a' }, 'whole'],
      [{ name: 'b' }, 'x'.repeat(600)],
    ]);
    for (const [length, reason] of [
      [1024 + 512 + 100, 'cut off inside "b": 500 bytes'],
      [1024 + 100, 'ends inside a header at byte 1124'],
    ] as const) {
      const seen: TarEvent[] = [];
      const message = await refusalOf(async () => {
        for await (const event of listTar(memorySource(tar.subarray(0, length)))) seen.push(event);
      });
      expect(seen.map(({ path }) => path)).toEqual(['a']);
      expect(message).toMatch(/^archive_damaged: /);
      expect(message).toContain(reason);
    }
  });

  test('what is no header in its place is damage', async () => {
    const tar = await buildTar([[{ name: 'a' }, 'a']]);
    const changed = Buffer.concat([tar.subarray(0, 1024), Buffer.alloc(512, 'x')]);
    expect(await refusal(changed)).toBe(
      'archive_damaged: The tar is damaged: what stands at byte 1024 is not a header.',
    );
  });

  test.each(['../a', '/etc/passwd', 'a/../../b', 'C:/a'])('refuses the path %j', async (name) => {
    const tar = Buffer.concat([block(name, '0', '0'), Buffer.alloc(1024)]);
    expect(await refusal(tar)).toBe(
      `archive_path_refused: The archive member ${JSON.stringify(name)} is refused: its path is empty, absolute, holds control characters or leads out of the archive.`,
    );
  });

  test('refuses more members than are read', async () => {
    const tar = await buildTar([
      [{ name: 'a' }, ''],
      [{ name: 'b' }, ''],
    ]);
    expect(await refusal(tar, { ...DEFAULT_ARCHIVE_LIMITS, maxMembers: 1 })).toMatch(/^archive_too_many_files: /);
  });

  test('bytes changed at random give members inside the tar, or a refusal', async () => {
    const tar = await buildTar([
      [{ name: LONG }, 'abc'],
      [{ name: 'ö' }, 'x'.repeat(700)],
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(tar.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        async (changes) => {
          const changed = Buffer.from(tar);
          for (const [position, byte] of changes) changed[position] = byte;
          await refusalOf(async () => {
            for await (const event of listTar(memorySource(changed))) {
              if (event.kind !== 'member') continue;
              expect(event.end).toBeLessThanOrEqual(changed.length);
              expect(event.start).toBeLessThanOrEqual(event.end);
            }
          });
        },
      ),
      { numRuns: 300 },
    );
  });
});
