import { expect, it } from 'vitest';
import { Xoshiro128 } from '@/lib/core/statistics/random-generator';
import { detectFormat } from './detect';
import { detectEntitySet, ENTITY_SET_FORMATS } from './entities/detect-entity-set';
import { readEntitySet } from './entities/read-entity-set';
import { ImportError } from './import-error';
import { ROLLOUT_IMPORTERS } from './registry';
import { headOf, importBytes, inChunks } from './testing/byte-source';
import { fixtureFiles, readFixture } from './testing/fixture-law';
import { brokenInvariants } from './testing/rollout-invariants';

const MUTANTS = 2000;
const SPLICES = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\\',
  '\n',
  '\r\n',
  'NaN',
  'null',
  '1e999',
  '-1',
  '\uFEFF',
  '\0',
].concat(['\nQuestion: x\n', '\nThought 1: ', '\nAction 1: Finish[', '[[[['.repeat(100), '"messages":']);

/** A whole number from 0 below `limit`. */
function below(random: Xoshiro128, limit: number): number {
  return Math.floor((random.nextUint32() / 2 ** 32) * limit);
}

/** One to five cuts, splices, changed bytes or repeats. */
function mutate(bytes: Buffer, random: Xoshiro128): Buffer {
  let mutant = bytes;
  for (let edits = 1 + below(random, 5); edits > 0; edits -= 1) {
    const from = below(random, mutant.length + 1);
    const to = Math.min(mutant.length, from + below(random, 200));
    const insert = [
      Buffer.alloc(0),
      Buffer.from(SPLICES[below(random, SPLICES.length)] ?? ''),
      Buffer.from([below(random, 256)]),
      mutant.subarray(below(random, mutant.length + 1)).subarray(0, 300),
    ][below(random, 4)];
    const keepsRest = below(random, 20) > 0;
    mutant = Buffer.concat([
      mutant.subarray(0, from),
      insert ?? Buffer.alloc(0),
      keepsRest ? mutant.subarray(to) : Buffer.alloc(0),
    ]);
  }
  return mutant;
}

it(`reads ${MUTANTS} broken files without an error of its own`, { timeout: 120_000 }, async () => {
  const random = new Xoshiro128([2510, 24694, 7, 1]);
  const folders = ['canonical', 'verifiers', 'react', 'refused'];
  const fixtures = folders.flatMap((folder) => fixtureFiles(folder).map((path) => readFixture(folder, path)));
  let read = 0;
  for (let count = 0; count < MUTANTS; count += 1) {
    const bytes = mutate(fixtures[below(random, fixtures.length)] ?? Buffer.alloc(0), random);
    const head = headOf('mutant', bytes, 1 + below(random, 64 * 1024));
    const detection = detectFormat(head, null);
    const importer = detection.kind === 'importer' ? detection.importer : ROLLOUT_IMPORTERS[below(random, 3)];
    if (importer === undefined) throw new RangeError('there are three importers');
    try {
      const events = await importBytes(importer, { path: 'mutant', bytes, chunkBytes: 1 + below(random, 5000) });
      expect(brokenInvariants(events)).toEqual([]);
      read += events.filter(({ kind }) => kind === 'rollout').length;
    } catch (error) {
      if (!(error instanceof ImportError)) throw error;
    }
    const entitySet = detectEntitySet(head);
    const format =
      entitySet.kind === 'entity_set' ? entitySet.format : ENTITY_SET_FORMATS[count % ENTITY_SET_FORMATS.length];
    const source = { format: format ?? 'entities_csv', head, chunks: () => inChunks(bytes, 1 + below(random, 5000)) };
    for await (const event of readEntitySet(source)) expect(event.line).toBeGreaterThan(0);
  }
  expect(read).toBeGreaterThan(MUTANTS / 2);
});
