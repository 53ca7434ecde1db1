import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memorySource } from './byte-source';
import { DEFAULT_ARCHIVE_LIMITS } from './limits';
import { buildZip } from './testing/build-zip';
import type { ZipEntrySpec } from './testing/build-zip';
import { bytesOf, refusalOf } from './testing/chunks';
import { listZip } from './zip';
import type { ArchiveLimits } from './limits';

const LINES = '{"question":"Which river crosses Basel?"}\n'.repeat(500);

async function contentsOf(zip: Buffer): Promise<Record<string, string>> {
  const members = await listZip(memorySource(zip));
  const entries = await Promise.all(
    members.map(async (member) => [member.path, (await bytesOf(member.open())).toString()] as const),
  );
  return Object.fromEntries(entries);
}

function refusal(zip: Buffer, limits?: ArchiveLimits): Promise<string | null> {
  return refusalOf(async () => {
    for (const member of await listZip(memorySource(zip), limits)) await bytesOf(member.open());
  });
}

function oneEntry(entry: Partial<ZipEntrySpec>): Buffer {
  return buildZip([{ name: 'runs/a.jsonl', content: LINES, ...entry }]);
}

describe('listZip', () => {
  test.each([0, 8, 93])('reads members packed with method %i', async (method) => {
    expect(await contentsOf(oneEntry({ method }))).toEqual({ 'runs/a.jsonl': LINES });
  });

  test('lists in the order of the directory, with expanded sizes, without folders and links', async () => {
    const zip = buildZip([
      { name: 'b/', content: '' },
      { name: 'b/läufe.jsonl', content: LINES, method: 8 },
      { name: 'link', content: '/etc/passwd', externalAttributes: 0o120777 * 0x10000 },
      { name: 'empty.jsonl', content: '', method: 93 },
      { name: '.\\windows\\c.jsonl', content: 'c' },
    ]);
    const members = await listZip(memorySource(zip));
    expect(members.map(({ path, bytes }) => [path, bytes])).toEqual([
      ['b/läufe.jsonl', LINES.length],
      ['empty.jsonl', 0],
      ['windows/c.jsonl', 1],
    ]);
  });

  test('reads sizes, offsets and counts of zip64', async () => {
    const zip = buildZip(
      [
        { name: 'a', content: 'first', zip64: true },
        { name: 'b', content: LINES, method: 8, zip64: true },
      ],
      { zip64End: true },
    );
    expect(await contentsOf(zip)).toEqual({ a: 'first', b: LINES });
  });

  test('an archive without members has none', async () => {
    expect(await listZip(memorySource(buildZip([])))).toEqual([]);
  });

  test.each(['../a.jsonl', 'a/../../b', '/etc/passwd', 'C:\\a', '..\\a', 'a\u0000b', './', 'x'.repeat(1001)])(
    'refuses the path %j',
    async (name) => {
      const expected = name === './' ? null : expect.stringMatching(/^archive_path_refused: The archive member "/);
      expect(await refusal(oneEntry({ name }))).toEqual(expected);
    },
  );

  test('refuses encrypted members by name', async () => {
    const message = await refusal(oneEntry({ flags: 1 }));
    expect(message).toMatch(/^archive_encrypted: The archive member "runs\/a.jsonl" is encrypted/);
    expect(await refusal(oneEntry({ flags: 0x41 }))).toMatch(/^archive_encrypted: /);
    expect(await refusal(oneEntry({ method: 99 }))).toMatch(/^archive_encrypted: /);
  });

  test('refuses methods it cannot expand, by name', async () => {
    expect(await refusal(oneEntry({ method: 14 }))).toMatch(/^codec_not_supported: .*"runs\/a.jsonl" .* LZMA/);
  });

  test.each([
    ['a wrong checksum', { announcedCrc32: 1 }],
    ['less than announced', { method: 8, announcedBytes: LINES.length + 1 }],
    ['more than announced', { method: 8, announcedBytes: 10 }],
    ['more than announced, zstd', { method: 93, announcedBytes: 10 }],
    ['a stored size that is not its own', { announcedBytes: 10 }],
  ])('%s is damage, and names the member', async (_, entry) => {
    expect(await refusal(oneEntry(entry))).toMatch(/^archive_damaged: The archive member "runs\/a.jsonl" is damaged/);
  });

  test('refuses a bomb by what its directory announces, before it expands', async () => {
    const zeros = Buffer.alloc(8 * 2 ** 20);
    const bomb = buildZip([{ name: 'zeros', content: zeros, method: 93 }]);
    const tight = { ...DEFAULT_ARCHIVE_LIMITS, ratioFreeBytes: 2 ** 20 };
    expect(await refusal(bomb, tight)).toMatch(/^archive_too_large: .*2000 fold/);
    expect(await refusal(bomb)).toBeNull();
    expect(await refusal(oneEntry({ method: 8, announcedBytes: 2 ** 31 }))).toMatch(/^archive_too_large: /);
    const small = { ...DEFAULT_ARCHIVE_LIMITS, maxExpandedBytes: 1_000 };
    expect(await refusal(oneEntry({}), small)).toMatch(/^archive_too_large: /);
  });

  test('refuses more members than are read', async () => {
    const zip = buildZip(Array.from({ length: 4 }, (_, index) => ({ name: `${index}`, content: '' })));
    expect(await refusal(zip, { ...DEFAULT_ARCHIVE_LIMITS, maxMembers: 3 })).toMatch(/^archive_too_many_files: /);
    expect(await refusal(zip, { ...DEFAULT_ARCHIVE_LIMITS, maxMembers: 4 })).toBeNull();
  });

  test('an archive cut anywhere is refused as damaged', async () => {
    const zip = buildZip([{ name: 'a', content: 'some content', method: 8 }]);
    for (let length = 0; length < zip.length; length += 1) {
      expect(await refusal(zip.subarray(0, length))).toMatch(/^archive_damaged: /);
    }
  });

  test('bytes changed at random give content, or a refusal, never another error', async () => {
    const zip = buildZip([
      { name: 'a.jsonl', content: LINES, method: 8 },
      { name: 'b.jsonl', content: 'text', method: 93, zip64: true },
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(zip.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        async (changes) => {
          const changed = Buffer.from(zip);
          for (const [position, byte] of changes) changed[position] = byte;
          expect((await refusal(changed)) ?? 'archive_').toMatch(/^(archive_|codec_)/);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('an error of the source is not taken for damage', async () => {
    const zip = oneEntry({ method: 8 });
    const failing = { size: zip.length, read: () => Promise.reject(new Error('disk gone')) };
    await expect(listZip(failing)).rejects.toThrow('disk gone');
    const [member] = await listZip(memorySource(zip));
    expect(member).toBeDefined();
  });
});
