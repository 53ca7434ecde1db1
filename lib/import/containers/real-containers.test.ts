import { describe, expect, test } from 'vitest';
import { hasRealData, readRealFile, REAL_DATA_NOTE } from '@/lib/import/testing/real-data';
import { chunksOf, memorySource } from './byte-source';
import { splitJson } from './json-records';
import type { SequentialLayout } from './record-layout';
import { bytesOf, collect } from './testing/chunks';
import { listZip } from './zip';

async function split(file: Buffer, layout: SequentialLayout): Promise<unknown[]> {
  const events = await collect(splitJson(chunksOf(memorySource(file), 10_007), layout));
  return events.map((event) => (event.kind === 'issue' ? event : JSON.parse(Buffer.from(event.bytes).toString())));
}

describe.skipIf(!hasRealData)(`real files${REAL_DATA_NOTE}`, () => {
  test.each([
    ['2025-02-11T15-17-00-05-00_popularity_dPiJifoWeEQBrfWsAopzWr.eval', 10],
    ['log_formats.eval', 1],
    ['log_streaming.eval', 4],
  ])('%s: every member expands to JSON', async (name, samples) => {
    const members = await listZip(memorySource(readRealFile(`inspect/${name}`)));
    const values = await Promise.all(
      members.map(async (member): Promise<unknown> => JSON.parse((await bytesOf(member.open())).toString())),
    );
    expect(values.every((value) => typeof value === 'object' && value !== null)).toBe(true);
    expect(members.filter(({ path }) => path.startsWith('samples/')).length).toBe(samples);
    expect(members.some(({ path }) => path === 'header.json')).toBe(true);
  });

  test('lists, entries and members give what JSON.parse gives', async () => {
    const list = readRealFile('tau-bench/gpt-4o-airline.json');
    expect(await split(list, { kind: 'list' })).toEqual(JSON.parse(list.toString()));
    const entries = readRealFile('fireact/gpt-3.5-turbo-ft.json');
    expect(Object.assign({}, ...(await split(entries, { kind: 'entries' })))).toEqual(JSON.parse(entries.toString()));
    for (const name of ['2025-05-12T20-28-13-04-00_popularity.json', 'log_tool_call_error.json']) {
      const log = readRealFile(`inspect/${name}`);
      const { samples, ...header } = JSON.parse(log.toString());
      expect(await split(log, { kind: 'member', name: 'samples' })).toEqual([...samples, header]);
    }
  });
});
