import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '@/lib/core/rollout/rollout';
import { entitiesFromValue } from './entities-from-value';

function short(value: JsonValue): string | null {
  return (
    entitiesFromValue(value)
      ?.map(({ name, aliases }) => [name, ...aliases].join('='))
      .join('/') ?? null
  );
}

describe('entitiesFromValue', () => {
  it.each<[JsonValue, string | null]>([
    [['Aare', 'Rhine', 'Aare', ' aare '], 'Aare/Rhine'],
    [[{ name: 'Rhine', aliases: ['Rhein', 'Rhin', 7] }, { name: 'Aare' }], 'Rhine=Rhein=Rhin/Aare'],
    ['Aare | Rhine|', 'Aare/Rhine'],
    ['Bern, Switzerland; Aare', 'Bern, Switzerland/Aare'],
    ['Bern; Aare\nRhine | Emme', 'Bern; Aare/Rhine | Emme'],
    ['BB&amp;T Center; Aare', 'BB&amp;T Center/Aare'],
    ['Washington, D.C.', 'Washington, D.C.'],
    ['["Aare", "a; b"]', 'Aare/a; b'],
    ['"Aare"', 'Aare'],
    ["['Aare' 'Rhine']", 'Aare/Rhine'],
    [`['Aare', "Founder's Medal", 'O\\'Neil', 'a\\\\b', None, 3]`, "Aare/Founder's Medal/O'Neil/a\\b"],
    ["array(['Aare', 'Z\\u00fcrich'], dtype=object)", 'Aare/Zürich'],
    ["[array(['Aare']), array(['Rhine'])]", 'Aare/Rhine'],
    ["('Aare', 'Rhine')", 'Aare/Rhine'],
    [{ title: ['Aare', 'Rhine'], sent_id: [0, 1] }, 'Aare/Rhine'],
    [
      [
        ['Aare', 3],
        ['Rhine', 0],
      ],
      'Aare/Rhine',
    ],
    [[['Aare'], [['Rhine']]], 'Aare/Rhine'],
    [{ entity_values: { E10: 'Emme', E2: 'Rhine', E0: 'Aare', E1: null } }, 'Aare/Rhine/Emme'],
    [{ entities: [{ name: 'Aare' }] }, 'Aare'],
    ['{"entity_values": {"E0": "Aare"}}', 'Aare'],
    [[null, 3, true, ''], null],
    ['', null],
    ['None', null],
    ['1980', '1980'],
    [1949, '1949'],
    [null, null],
    [{ other: 'Aare' }, null],
    ['[Aare, Rhine', '[Aare, Rhine'],
    ["['Aare", "['Aare"],
  ])('%j as %j', (value, expected) => {
    expect(short(value)).toBe(expected);
  });

  it('takes more than 4096 names for no list of entities', () => {
    const names = Array.from({ length: 4097 }, (_, index) => `name ${index}`);
    expect(entitiesFromValue(names)).toBeNull();
    expect(entitiesFromValue(names.slice(1))).toHaveLength(4096);
  });

  it('is quick and calm with nesting and huge texts', () => {
    expect(entitiesFromValue('['.repeat(100_000))).toEqual([{ name: '['.repeat(100_000), aliases: [] }]);
    expect(entitiesFromValue(`['${'\\'.repeat(200_001)}`)).not.toBeNull();
    expect(entitiesFromValue(`${'&amp'.repeat(100_000)};`)).not.toBeNull();
    expect(short(`${'['.repeat(12)}"Aare"${']'.repeat(12)}`)).toBeNull();
  });

  it('answers for any JSON, with distinct names that are not blank', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const entities = entitiesFromValue(JSON.parse(JSON.stringify(value))) ?? [];
        const names = entities.map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        expect(names.every((name) => name.trim() !== '')).toBe(true);
      }),
    );
  });

  it('reads back the names of a list, written as JSON or in Python', () => {
    const name = fc.stringMatching(/^[A-Za-zé' ]{2,12}[a-z]$/).map((text) => `x${text}`);
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 1, selector: (text) => text.toLowerCase().replace(/ +/g, ' ') }),
        (names) => {
          const expected = names.map((text) => ({ name: text, aliases: [] }));
          const python = `[${names.map((text) => `'${text.replaceAll("'", "\\'")}'`).join(', ')}]`;
          expect(entitiesFromValue(names)).toEqual(expected);
          expect(entitiesFromValue(JSON.stringify(names))).toEqual(expected);
          expect(entitiesFromValue(python)).toEqual(expected);
        },
      ),
    );
  });
});
