import { memorySource } from '@/lib/import/containers/byte-source';
import { containerKind } from '@/lib/import/containers/container-kind';
import { listTar } from '@/lib/import/containers/tar';
import { listZip } from '@/lib/import/containers/zip';
import { Xoshiro128 } from '@/lib/core/statistics/random-generator';
import { expect, it } from 'vitest';
import { openEntitySet } from './entities/open-entity-set';
import { ImportError } from './import-error';
import { ROLLOUT_IMPORTERS } from './registry';
import { fixtureFiles, readFixture } from './testing/fixture-law';
import { detectBytes, importBytes } from './testing/import-bytes';
import { brokenInvariants } from './testing/rollout-invariants';

/** `NEARMISS_FUZZ_CASES=200000 npx vitest run --project unit lib/import/fuzz.test.ts` tries more. */
const CASES = Number(process.env['NEARMISS_FUZZ_CASES'] ?? 10_000);
const SLOWEST_CASE_MS = 1_000;
const LARGEST_HEAP_BYTES = 1.5e9;
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
  '\nQuestion: x\n',
  '\nThought 1: ',
  '\nAction 1: Finish[',
  '[[[['.repeat(100),
  '"messages":',
  '"trajectories":[{',
  '<think>',
  '</think>',
  '<tool_call>',
  '</tool_response>',
  '<|im_start|>assistant\n',
  '<answer>',
  '<search>',
  'PAR1',
  'PK\u0003\u0004',
  '\u001f\u008b\u0008',
  '{"columns":[',
  '"samples":[{',
  '"role":"',
  '<information>'.repeat(200),
];

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

/** Every entrance a broken file can come in by; answers how many rollouts were read. */
async function readEverywhere(path: string, bytes: Buffer, format: string): Promise<number> {
  const source = memorySource(bytes);
  const kind = containerKind(bytes);
  if (kind === 'zip') await listZip(source);
  if (kind === 'tar') for await (const member of listTar(source)) expect(member.path).not.toMatch(/^\/|\.\./);
  const set = await openEntitySet({ path, source, complete: true });
  if (set.kind === 'entity_set') for await (const event of set.read()) expect(event.line).toBeGreaterThanOrEqual(0);
  if (kind === 'zip' || kind === 'tar') return 0;
  let rollouts = 0;
  for (const requestedFormat of [undefined, format]) {
    const input = { path, bytes, ...(requestedFormat === undefined ? {} : { requestedFormat }) };
    if ((await detectBytes(input)).kind === 'refused') continue;
    const { events } = await importBytes(input);
    expect(brokenInvariants(events)).toEqual([]);
    rollouts += events.filter(({ kind: outcome }) => outcome === 'rollout').length;
  }
  return rollouts;
}

/** Milliseconds of one case; a refusal is a fair answer, any other error fails. */
async function timeCase(path: string, bytes: Buffer, format: string): Promise<{ ms: number; rollouts: number }> {
  const start = performance.now();
  let rollouts = 0;
  try {
    rollouts = await readEverywhere(path, bytes, format);
  } catch (error) {
    if (!(error instanceof ImportError))
      throw new Error(`${path} (${bytes.toString('base64').slice(0, 400)})`, { cause: error });
  }
  return { ms: performance.now() - start, rollouts };
}

it(
  `reads ${CASES} broken files without an error of its own, a hang, or memory without bound`,
  { timeout: CASES * 60 },
  async () => {
    const random = new Xoshiro128([2510, 24694, 7, 1]);
    const folders = [...ROLLOUT_IMPORTERS.map(({ id }) => id), 'refused', 'entities'];
    const fixtures = folders.flatMap((folder) =>
      fixtureFiles(folder).map((path) => ({ path: `${folder}/${path}`, bytes: readFixture(folder, path) })),
    );
    let read = 0;
    for (let count = 0; count < CASES; count += 1) {
      const fixture = fixtures[below(random, fixtures.length)] ?? { path: 'none', bytes: Buffer.alloc(0) };
      const bytes = mutate(fixture.bytes, random);
      const format = ROLLOUT_IMPORTERS[below(random, ROLLOUT_IMPORTERS.length)]?.id ?? '';
      const first = await timeCase(fixture.path, bytes, format);
      read += first.rollouts;
      // A pause of the machine is no hang: what is slow once must be slow twice to count.
      if (first.ms > SLOWEST_CASE_MS)
        expect((await timeCase(fixture.path, bytes, format)).ms).toBeLessThan(SLOWEST_CASE_MS);
      if (count % 500 === 0) expect(process.memoryUsage().heapUsed).toBeLessThan(LARGEST_HEAP_BYTES);
    }
    expect(read).toBeGreaterThan(CASES / 2);
  },
);
