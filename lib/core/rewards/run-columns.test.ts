import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { ABSENT, matchedColumn, VERDICTS } from './run-columns';
import { RunColumnsBuilder, type RunColumnsRow } from './run-columns-builder';
import { decodeRunColumns, encodeRunColumns, RunColumnsError } from './run-columns-codec';

const row = (changes: Partial<RunColumnsRow> = {}): RunColumnsRow => ({
  group: 0,
  question: 0,
  step: 3,
  rolloutIndex: 0,
  verdict: 'wrong',
  toolCalls: 2,
  turns: 4,
  tokens: 900,
  rewardLogged: 0.25,
  entityCount: 5,
  matched: Array.from({ length: 16 }, (_, column) => column % 6),
  ...changes,
});

function build(rows: readonly RunColumnsRow[]) {
  const builder = new RunColumnsBuilder();
  for (const each of rows) builder.add(each);
  return builder.finish();
}

describe('RunColumnsBuilder', () => {
  test('puts each value in its column', () => {
    const columns = build([
      row(),
      row({ group: 2, question: 1, step: null, tokens: null, rewardLogged: null, verdict: 'correct' }),
    ]);
    expect(columns).toMatchObject({ length: 2, groupCount: 3, questionCount: 2 });
    expect([...columns.step]).toEqual([3, ABSENT]);
    expect([...columns.tokens]).toEqual([900, ABSENT]);
    expect([...columns.rewardLogged]).toEqual([0.25, Number.NaN]);
    expect([...columns.verdict].map((code) => VERDICTS[code])).toEqual(['wrong', 'correct']);
    expect(columns.matched.map((column) => column[1])).toEqual(row().matched);
    expect(columns.matched[matchedColumn('aliases', 'answer')]?.[0]).toBe(15 % 6);
  });

  test('grows, and can be finished more than once', () => {
    const builder = new RunColumnsBuilder();
    for (let rolloutIndex = 0; rolloutIndex < 5000; rolloutIndex += 1) builder.add(row({ rolloutIndex }));
    const first = builder.finish();
    builder.add(row({ rolloutIndex: 5000 }));
    expect(first.length).toBe(5000);
    expect(first.rolloutIndex.at(-1)).toBe(4999);
    expect([...builder.finish().rolloutIndex]).toEqual(Array.from({ length: 5001 }, (_, index) => index));
  });

  test.each<[string, Partial<RunColumnsRow>]>([
    ['a negative group', { group: -1 }],
    ['half a step', { step: 0.5 }],
    ['too many tokens', { tokens: 2 ** 31 }],
    ['more found than there are', { matched: Array.from({ length: 16 }, () => 6) }],
    ['too few counts', { matched: [1] }],
    ['too many entities', { entityCount: 65_536 }],
  ])('refuses %s and adds nothing', (_, changes) => {
    const builder = new RunColumnsBuilder();
    expect(() => builder.add(row(changes))).toThrow(RangeError);
    expect(builder.finish().length).toBe(0);
  });
});

describe('encoded columns', () => {
  const anyRow = fc
    .record({
      group: fc.nat(9),
      question: fc.nat(9),
      step: fc.option(fc.nat()),
      rolloutIndex: fc.nat(),
      verdict: fc.constantFrom(...VERDICTS),
      toolCalls: fc.nat(),
      turns: fc.nat(),
      tokens: fc.option(fc.nat()),
      rewardLogged: fc.option(fc.double()),
      entityCount: fc.constant(65_535),
      matched: fc.array(fc.nat(65_535), { minLength: 16, maxLength: 16 }),
    })
    .map((value): RunColumnsRow => value);

  test('come back as they were, wherever the bytes begin', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 9 }), fc.nat(9), (rows, offset) => {
        const columns = build(rows);
        const bytes = encodeRunColumns(columns);
        const moved = new Uint8Array(bytes.length + offset).subarray(offset);
        moved.set(bytes);
        expect(decodeRunColumns(moved)).toEqual(columns);
        expect(decodeRunColumns(Buffer.concat([new Uint8Array(offset), moved]).subarray(offset))).toEqual(columns);
      }),
    );
  });

  test('take 71 bytes a rollout and 32 more', () => {
    expect(encodeRunColumns(build(Array.from({ length: 4 }, () => row()))).length).toBe(4 * 71 + 32);
  });

  const bytes = encodeRunColumns(build([row(), row({ group: 1 }), row({ question: 1 })]));
  const codeOf = (damaged: Uint8Array): string => {
    try {
      decodeRunColumns(damaged);
    } catch (error) {
      return error instanceof RunColumnsError ? error.code : String(error);
    }
    return 'none';
  };

  test('a flipped bit anywhere is found', () => {
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const damaged = bytes.slice();
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      // The last word of the header is not used.
      const isUnused = bit >= 28 * 8 && bit < 32 * 8;
      expect(codeOf(damaged) === 'none').toBe(isUnused);
    }
  });

  test.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(0), 'not_run_columns'],
    ['something else', new Uint8Array(100), 'not_run_columns'],
    ['the end missing', bytes.subarray(0, -4), 'damaged'],
    ['something behind it', Uint8Array.from([...bytes, 0, 0, 0, 0]), 'damaged'],
    ['a later version', bytes.with(4, 2), 'unknown_version'],
    ['one zero for another word', bytes.with(200, (bytes[200] ?? 0) + 1), 'damaged'],
  ])('%s: refused', (_, damaged, code) => {
    expect(codeOf(damaged)).toBe(code);
  });

  test('refuses columns of unequal length', () => {
    const columns = build([row()]);
    expect(() => encodeRunColumns({ ...columns, verdict: new Uint8Array(2) })).toThrow(RangeError);
  });
});
