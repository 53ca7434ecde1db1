import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readTranscript } from '@/lib/core/rollout/transcript';

import { alignRollouts, type AlignedRow, type RolloutAlignment } from './align-rollouts';
import { compareEntities } from './compare-entities';
import { sketchTurns, type TurnSketch } from './testing/sketch-turns';
import { readTurnFeatures, type EntityTurns } from './turn-features';

function signs({ rows }: RolloutAlignment): readonly string[] {
  return rows.map(({ left, right, similarity, shared }) => {
    const sign = shared ? '=' : similarity === null ? '/' : '~';
    return `${left ?? '-'}${sign}${right ?? '-'}`;
  });
}

const aligned = (left: readonly TurnSketch[], right: readonly TurnSketch[], mostPairs?: number) =>
  alignRollouts(sketchTurns(left), sketchTurns(right), mostPairs);

describe('alignRollouts', () => {
  test('has no rows and no divergence for two rollouts without turns', () => {
    expect(aligned([], [])).toEqual({ rows: [], stretches: [], firstDivergence: null, halfBand: null });
    expect(signs(aligned([{ asks: ['a ship'] }], []))).toEqual(['1/-']);
  });

  test('puts what only one did apart and finds the others again', () => {
    const alignment = aligned(
      [{ asks: ['polar year'] }, { asks: ['founders medal'] }, { visits: ['https://a.org/ship'] }],
      [{ asks: ['Polar Year?'] }, { asks: ['jack dawson'] }, { visits: ['http://www.a.org/ship#x'] }],
    );
    expect(signs(alignment)).toEqual(['1=1', '2/-', '-/2', '3=3']);
    expect(alignment.firstDivergence).toBe(1);
    expect(alignment.stretches).toEqual([
      { shared: true, start: 0, rows: 1 },
      { shared: false, start: 1, rows: 2 },
      { shared: true, start: 3, rows: 1 },
    ]);
    expect(alignment.rows[3]?.reasons).toEqual(['same_page']);
  });

  test('puts a query that one asked often beside its first time', () => {
    const often = Array.from({ length: 9 }, () => ({ asks: ['intel codename'] }));
    expect(signs(aligned(often, [{ asks: ['intel codename'] }]))[0]).toBe('1=1');
  });

  // Wordings of the wiki-search logs of gpt-4.1 and qwen3-4b (verifiers v0.1.8) on the same questions.
  test.each([
    ['The King in Yellow', 'The King in Yellow fictional play motif', '1=1'],
    ['Fallout 76 Power Armor Edition controversy', 'Fallout 76 Power Armor edition controversy physical item', '1=1'],
    ['Intel 13th-generation Core processors codename', 'ryzen 7000 series', '1/-'],
  ])('%s and %s', (left, right, sign) => {
    expect(signs(aligned([{ asks: [left] }], [{ asks: [right] }]))[0]).toBe(sign);
  });

  test('does not take a name that every query has for the same query', () => {
    const about = (what: string) => ({ asks: [`Weyprecht ${what}`] });
    const left = ['birthplace', 'ship', 'medal', 'crew', 'diary'].map(about);
    const right = ['grave', 'brother', 'navy', 'theory', 'lecture'].map(about);
    expect(aligned(left, right).rows.some(({ shared }) => shared)).toBe(false);
  });

  test('another section of a page stands in the row but is not shared', () => {
    const alignment = aligned([{ visits: ['titanic:plot'] }], [{ visits: ['titanic:cast'] }]);
    expect(signs(alignment)).toEqual(['1~1']);
    expect(alignment.rows[0]?.reasons).toEqual(['same_document']);
  });

  test('one page that only one could read is alike, not shared', () => {
    const failed = { visits: ['titanic'], gets: { length: 40, isError: true } };
    const read = { visits: ['titanic'], gets: { length: 9_000, isError: false } };
    const [row] = aligned([failed], [read]).rows;
    expect(row).toMatchObject({ similarity: 1, shared: false, reasons: ['same_page', 'different_results'] });
    expect(aligned([failed], [failed]).rows[0]?.shared).toBe(true);
    expect(
      aligned([{ asks: ['ship'], gets: failed.gets }], [{ asks: ['ship'], gets: read.gets }]).rows[0]?.shared,
    ).toBe(true);
  });

  test('rows that are alike do not part the rollouts; a turn without its like does', () => {
    const left = [{ visits: ['titanic:plot'] }, { asks: ['frozen ship'] }, { asks: ['polar year'] }];
    const right = [{ visits: ['titanic:cast'] }, { asks: ['frozen ship'] }, { visits: ['b.org'] }];
    const alignment = aligned(left, right);
    expect(signs(alignment)).toEqual(['1~1', '2=2', '3/-', '-/3']);
    expect(alignment.firstDivergence).toBe(2);
    expect(aligned(left.slice(0, 2), right.slice(0, 2)).firstDivergence).toBeNull();
  });

  test('one page on which only one finds the entity stays shared, and says so', () => {
    const alignment = aligned([{ visits: ['titanic'], found: [0] }], [{ visits: ['titanic'] }]);
    expect(alignment.rows[0]).toMatchObject({
      shared: true,
      similarity: 0.75,
      reasons: ['same_page', 'only_left_found'],
    });
  });

  test('answers stand in one row, shared only where they are the same', () => {
    expect(signs(aligned([{ answer: 'cameron' }], [{ answer: 'payer' }]))).toEqual(['1~1']);
    expect(signs(aligned([{ answer: 'cameron' }], [{ answer: 'cameron' }]))).toEqual(['1=1']);
  });

  test('beyond the bound only a band is compared, and it says how wide', () => {
    const turns = Array.from({ length: 400 }, (_, at) => ({ asks: [`query number${at}`] }));
    const alignment = aligned(turns, turns, 400 * 200);
    expect(alignment.halfBand).toBe(100);
    expect(alignment.firstDivergence).toBeNull();
    const far = [...Array.from({ length: 300 }, (_, at) => ({ asks: [`other${at} words${at}`] })), ...turns];
    expect(aligned(far, turns, 400 * 200).rows.filter(({ shared }) => shared).length).toBeLessThan(400);
    expect(aligned(far, turns).rows.filter(({ shared }) => shared)).toHaveLength(400);
  });
});

/**
 * The case study of the paper (arXiv 2510.24694 App. D): E_q = Tegetthoff, International Polar Year, Founder's Medal; the
 * E-GRPO rollout answers in 5 rounds with cumulative match rates 0, 1/3, 1/3, 1, 1, the GRPO one in 6 rounds with
 * 0, 0, 1/3, 2/3, 2/3, 2/3, never thinking of the Polar Year. Texts are ours: the paper's own rounds are not reprinted.
 */
describe('the case study of the paper', () => {
  const ENTITIES = 3;
  const turnsOf = (found: readonly (number | null)[]): readonly EntityTurns[] =>
    found.map((turn) => ({ found: turn, seen: turn === null ? 3 : turn - 1 }));
  const success = turnsOf([2, 4, 4]);
  const failure = turnsOf([3, null, 4]);
  const round = (think: string, query: string, page: string) => [
    { role: 'assistant' as const, content: `<think>${think}</think><search>${query}</search>` },
    { role: 'user' as const, content: `<information>${page}</information>` },
  ];
  const rollout = (queries: readonly string[], answer: string) =>
    readTranscript(
      [
        { role: 'user', content: 'Who led it?' },
        ...queries.flatMap((query) => round(`Next: ${query}`, query, `About ${query}.`)),
        { role: 'assistant', content: `<think>So.</think><answer>${answer}</answer>` },
      ],
      'auto',
    );
  const left = rollout(
    ['arctic expedition 1872', 'tegetthoff ship', 'polar year founder', 'founders medal'],
    'Karl Weyprecht',
  );
  const right = rollout(
    ['arctic expedition 1872 leader', 'julius payer', 'tegetthoff ship', 'founders medal', 'medal 1875 winner'],
    'Julius Payer',
  );

  const cumulative = (turns: readonly EntityTurns[], rounds: number) =>
    Array.from(
      { length: rounds },
      (_, round) => turns.filter(({ found }) => found !== null && found <= round + 1).length / ENTITIES,
    );

  test('has the match rates of methods.md section 4', () => {
    expect(cumulative(success, 5)).toEqual([0, 1 / 3, 1 / 3, 1, 1]);
    expect(cumulative(failure, 6)).toEqual([0, 0, 1 / 3, 2 / 3, 2 / 3, 2 / 3]);
  });

  test('parts in round 2 and shares the ship and the medal', () => {
    const alignment = alignRollouts(readTurnFeatures(left, success, true), readTurnFeatures(right, failure, false));
    expect(signs(alignment)).toEqual(['1=1', '-/2', '2=3', '3/-', '4=4', '-/5', '5~6']);
    expect(alignment.firstDivergence).toBe(1);
    expect(alignment.rows.at(-1)?.reasons).toEqual(['both_answer']);
  });

  test('says that only the success found the Polar Year, and when each found the others', () => {
    expect(compareEntities(success, failure).map(({ entity, foundBy }) => [entity, foundBy])).toEqual([
      [1, 'only_left'],
      [0, 'both'],
      [2, 'both'],
    ]);
  });
});

const WORDS = ['polar', 'year', 'ship', 'medal', 'founder', 'crew'];
const turnSketch: fc.Arbitrary<TurnSketch> = fc.record(
  {
    asks: fc.array(
      fc.subarray(WORDS, { minLength: 1 }).map((words) => words.join(' ')),
      { maxLength: 2 },
    ),
    visits: fc.array(fc.constantFrom('a.org', 'titanic:plot', 'titanic:cast', 'https://b.org/x?p=1'), { maxLength: 2 }),
    found: fc.uniqueArray(fc.nat(3), { maxLength: 2 }),
    seen: fc.uniqueArray(fc.nat(3), { maxLength: 2 }),
    answer: fc.constantFrom('karl', 'julius'),
    gets: fc.record({ length: fc.constantFrom(0, 150, 20_000), isError: fc.boolean() }),
    thinks: fc.constantFrom('a thought', 'another idea', ''),
  },
  { requiredKeys: [] },
);
const rolloutSketch = fc.array(turnSketch, { maxLength: 14 });

function turnsOfSide(rows: readonly AlignedRow[], side: 'left' | 'right'): readonly (number | null)[] {
  return rows.map((row) => row[side]).filter((turn) => turn !== null);
}

describe('properties', () => {
  test('a rollout beside itself has shared rows only, and no divergence', () => {
    fc.assert(
      fc.property(rolloutSketch, (turns) => {
        const { rows, firstDivergence } = aligned(turns, turns);
        expect(firstDivergence).toBeNull();
        expect(rows.map(({ left, right, shared }) => [left, right, shared])).toEqual(
          turns.map((_, at) => [at + 1, at + 1, true]),
        );
      }),
    );
  });

  test('every turn stands in one row, in its order, and stretches cover all rows in turn', () => {
    fc.assert(
      fc.property(rolloutSketch, rolloutSketch, fc.constantFrom(undefined, 1), (left, right, mostPairs) => {
        const { rows, stretches, firstDivergence } = aligned(left, right, mostPairs);
        expect(turnsOfSide(rows, 'left')).toEqual(left.map((_, at) => at + 1));
        expect(turnsOfSide(rows, 'right')).toEqual(right.map((_, at) => at + 1));
        expect(stretches.flatMap(({ shared, rows: count }) => Array.from({ length: count }, () => shared))).toEqual(
          rows.map(({ shared }) => shared),
        );
        const first = rows.findIndex(({ left: mine, right: theirs }) => mine === null || theirs === null);
        expect(firstDivergence).toBe(first === -1 ? null : first);
        for (const { similarity } of rows)
          expect(similarity === null || (similarity > 0.2 && similarity <= 1)).toBe(true);
      }),
    );
  });

  test('swapping the sides gives the mirror image', () => {
    fc.assert(
      fc.property(rolloutSketch, rolloutSketch, (left, right) => {
        const pairs = ({ rows }: RolloutAlignment) => rows.filter(({ similarity }) => similarity !== null);
        const there = aligned(left, right);
        const back = aligned(right, left);
        expect(pairs(back).map((row) => [row.right, row.left, row.similarity, row.shared])).toEqual(
          pairs(there).map((row) => [row.left, row.right, row.similarity, row.shared]),
        );
        expect(back.firstDivergence).toBe(there.firstDivergence);
      }),
    );
  });
});
