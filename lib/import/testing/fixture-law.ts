import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toCanonicalRecord } from '@/lib/import/export/canonical-record';
import { canonicalJsonl } from '@/lib/import/importers/canonical-jsonl';
import type { ImportEvent, RolloutImporter } from '@/lib/import/importer';
import { readProbe } from '@/lib/import/probe/read-probe';
import { headOf } from './byte-source';
import { detectBytes, importBytes } from './import-bytes';
import { renderImport } from './render-events';
import { brokenInvariants } from './rollout-invariants';

const FIXTURES = join(import.meta.dirname, '../fixtures');

/** Every file under a folder of fixtures, as paths relative to it; snapshots and notes on the source left out. */
export function fixtureFiles(folder: string): string[] {
  if (!existsSync(join(FIXTURES, folder))) return [];
  return readdirSync(join(FIXTURES, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.snap') && entry.name !== 'SOURCE.md')
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

/** The logs of a format, each with the small files of its folder that the format wants. */
export function fixturesOf(importer: RolloutImporter): Fixture[] {
  const files = fixtureFiles(importer.id).map((path) => ({ path, bytes: readFixture(importer.id, path) }));
  const isCompanion = ({ path, bytes }: { path: string; bytes: Buffer }): boolean =>
    importer.wantsCompanion?.(readProbe(headOf(path, bytes))) ?? false;
  const companions = files.filter(isCompanion);
  return files
    .filter((file) => !isCompanion(file))
    .map(({ path, bytes }) => {
      const beside = companions.filter((companion) => dirname(companion.path) === dirname(path));
      const byName = new Map(beside.map((companion) => [companion.path.split('/').at(-1) ?? '', companion.bytes]));
      return { path, bytes, companions: byName };
    });
}

/** The law every importer keeps on every fixture (style.md, "Importer contract"). */
export function keepsFixtureLaw(importer: RolloutImporter): void {
  it(`${importer.id} has fixtures`, () => {
    expect(fixturesOf(importer).length).toBeGreaterThan(0);
  });

  describe.each(fixturesOf(importer))(`${importer.id}: $path`, (fixture) => {
    const read = async (overrides: { path?: string; chunkBytes?: number } = {}): Promise<readonly ImportEvent[]> =>
      (await importBytes({ ...fixture, ...overrides })).events;

    it('is detected, whatever the file is called', async () => {
      for (const path of [fixture.path, 'unknown']) {
        expect(await detectBytes({ ...fixture, path })).toMatchObject({ kind: 'importer', importer });
      }
    });

    it('reads as the snapshot says, and nothing invariant is broken', async () => {
      const { description, events } = await importBytes(fixture);
      expect(brokenInvariants(events)).toEqual([]);
      const snapshot = join(FIXTURES, importer.id, `${fixture.path}.snap`);
      const place = importer.place?.(fixture.path) ?? null;
      await expect(renderImport(description, place, events)).toMatchFileSnapshot(snapshot);
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
      if (rollouts.length === 0) return;
      const again = await importBytes({ path: 'export.jsonl', bytes, requestedFormat: canonicalJsonl.id });
      expect(again.events).toEqual(rollouts.map((rollout, index) => ({ kind: 'rollout', line: index + 1, rollout })));
    });
  });
}
