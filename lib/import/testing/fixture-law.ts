import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toCanonicalRecord } from '@/lib/import/export/canonical-record';
import { detectFormat } from '@/lib/import/detect';
import { canonicalJsonl } from '@/lib/import/importers/canonical-jsonl';
import type { ImportEvent, RolloutImporter } from '@/lib/import/importer';
import { headOf, importBytes } from './byte-source';
import { renderImport } from './render-events';
import { brokenInvariants } from './rollout-invariants';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const COMPANION = 'metadata.json';

/** Every file under a folder of fixtures, as paths relative to it. */
export function fixtureFiles(folder: string): string[] {
  return readdirSync(join(FIXTURES, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.snap'))
    .map((entry) => join(entry.parentPath, entry.name).slice(FIXTURES.length + folder.length + 2))
    .toSorted((a, b) => a.localeCompare(b));
}

export function readFixture(folder: string, path: string): Buffer {
  return readFileSync(join(FIXTURES, folder, path));
}

export interface Fixture {
  readonly path: string;
  readonly bytes: Buffer;
  readonly companions: ReadonlyMap<string, Uint8Array>;
}

/** The logs of a format, each with the metadata.json of its folder. */
export function fixturesOf(format: string): Fixture[] {
  const files = fixtureFiles(format);
  return files
    .filter((path) => !path.endsWith(COMPANION))
    .map((path) => {
      const companion = path.replace(/[^/]+$/, COMPANION);
      const companions = new Map(files.includes(companion) ? [[COMPANION, readFixture(format, companion)]] : []);
      return { path, bytes: readFixture(format, path), companions };
    });
}

/** The law every importer keeps on every fixture (style.md, "Importer contract"). */
export function keepsFixtureLaw(importer: RolloutImporter): void {
  describe.each(fixturesOf(importer.id))(`${importer.id}: $path`, (fixture) => {
    const read = (overrides: { path?: string; chunkBytes?: number } = {}): Promise<ImportEvent[]> =>
      importBytes(importer, { ...fixture, ...overrides });

    it('is detected, whatever the file is called', () => {
      for (const path of [fixture.path, 'unknown']) {
        expect(detectFormat(headOf(path, fixture.bytes), null)).toMatchObject({ kind: 'importer', importer });
      }
    });

    it('reads as the snapshot says, and nothing invariant is broken', async () => {
      const events = await read();
      expect(brokenInvariants(events)).toEqual([]);
      const snapshot = join(FIXTURES, importer.id, `${fixture.path}.snap`);
      await expect(renderImport(importer.describe(fixture), events)).toMatchFileSnapshot(snapshot);
    });

    it('reads the same when the file is named unknown', async () => {
      expect(await read({ path: 'unknown' })).toEqual(await read());
    });

    it.each([1, 7, 64])('reads the same in chunks of %i bytes', async (chunkBytes) => {
      expect(await read({ chunkBytes })).toEqual(await read());
    });

    it('gives the same rollouts when exported and imported again', async () => {
      const rollouts = (await read()).flatMap((event) => (event.kind === 'rollout' ? [event.rollout] : []));
      const lines = rollouts.map((rollout) => JSON.stringify({ ...toCanonicalRecord(rollout), nearmiss: { n: 1 } }));
      const bytes = Buffer.from(lines.join('\n'));
      const again = await importBytes(canonicalJsonl, { path: 'export.jsonl', bytes });
      expect(again).toEqual(rollouts.map((rollout, index) => ({ kind: 'rollout', line: index + 1, rollout })));
    });
  });
}
