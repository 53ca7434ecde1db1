import { Readable } from 'node:stream';

import { extract } from 'tar-stream';
import { describe, expect, it } from 'vitest';

import { tarBlob, type TarEntry } from './tar-blob';

async function unpack(tar: Blob): Promise<{ path: string; text: string }[]> {
  const found: { path: string; text: string }[] = [];
  const reader = extract();
  Readable.from([Buffer.from(await tar.arrayBuffer())]).pipe(reader);
  for await (const member of reader) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of member) if (chunk instanceof Uint8Array) chunks.push(chunk);
    found.push({ path: member.header.name, text: Buffer.concat(chunks).toString('utf8') });
  }
  return found;
}

function entry(path: string, text: string): TarEntry {
  return { path, content: new Blob([text]) };
}

describe('tarBlob', () => {
  it('gives back files in their order, empty ones too', async () => {
    const files = [
      { path: 'runs/b.jsonl', text: 'x'.repeat(700) },
      { path: 'runs/a.jsonl', text: '' },
      { path: 'c', text: 'y'.repeat(512) },
    ];
    const tar = tarBlob(files.map(({ path, text }) => entry(path, text)));
    expect(tar.size % 512).toBe(0);
    expect(await unpack(tar)).toEqual(files);
  });

  it.each([
    ['a plain name', 'runs/step_1/0.jsonl'],
    ['exactly 100 bytes', `${'a'.repeat(95)}.json`],
    ['101 bytes', `${'a'.repeat(96)}.json`],
    ['a long path', `${'folder/'.repeat(100)}x.jsonl`],
    ['no ASCII', 'läufe/日本語.jsonl'],
    ['an end of line in it', 'a\nb.jsonl'],
  ])('%s', async (_name, path) => {
    expect(await unpack(tarBlob([entry(path, 'content')]))).toEqual([{ path, text: 'content' }]);
  });

  it('says the size of a file beyond 8 GiB without reading it', async () => {
    const size = 9 * 2 ** 30;
    const huge = Object.defineProperty(new Blob(['start']), 'size', { value: size });
    const head = await tarBlob([{ path: 'huge.jsonl', content: huge }])
      .slice(0, 1024)
      .text();
    expect(head).toContain(`size=${size}\n`);
    expect(head.slice(0, 9)).toBe('PaxHeader');
  });

  it('is the same for the same files', async () => {
    const make = async () => Buffer.from(await tarBlob([entry('a', '1'), entry('ü', '2')]).arrayBuffer());
    expect((await make()).equals(await make())).toBe(true);
  });
});
