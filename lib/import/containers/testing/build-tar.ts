import { pack } from 'tar-stream';
import type { Header } from 'tar-stream';

/** A tar as tar-stream writes it: ustar, with PAX headers where names need them. */
export function buildTar(entries: readonly (readonly [Partial<Header> & { name: string }, string])[]): Promise<Buffer> {
  const archive = pack();
  const chunks: Buffer[] = [];
  const whole = new Promise<Buffer>((resolve, reject) => {
    archive.on('data', (chunk: unknown) => {
      if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
    });
    archive.on('end', () => resolve(Buffer.concat(chunks)));
    archive.on('error', reject);
  });
  for (const [header, content] of entries) archive.entry(header, content);
  archive.finalize();
  return whole;
}
