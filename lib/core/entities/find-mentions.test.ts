import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { matchedColumn } from '@/lib/core/rewards/run-columns';
import { MATCHERS, type Entity, type Matcher } from './entity';
import { findMentions } from './find-mentions';
import { foldCase, foldText } from './fold-text';
import { foldCaseWithOffsets, foldTextWithOffsets } from './fold-with-offsets';
import { matchEntities } from './match-entities';

const entity = (name: string, ...aliases: readonly string[]): Entity => ({ name, aliases });
const mentioned = (text: string, matcher: Matcher, ...entities: readonly Entity[]): readonly string[] =>
  findMentions(text, entities, matcher).map(({ start, end, entity: index }) => `${index}:${text.slice(start, end)}`);

/** Units that fold in every way there is, so that short random texts meet them. */
const unit = fc.constantFrom(
  'a',
  'A',
  'b',
  'é',
  'e',
  'k',
  '\u212a',
  'ß',
  'ẞ',
  'σ',
  'Σ',
  'İ',
  'i',
  'ﬁ',
  '…',
  '½',
  ' ',
  '\n',
  '\u00a0',
  '’',
  "'",
  '´',
  '–',
  '-',
  '\u0301',
  '\u0327',
  '\u1100',
  '\u1161',
  '\u11a8',
  '가',
  '中',
  '🚢',
  '\ud83d',
  '𝐀',
  'ｶ',
  '\uff9e',
);
const anyText = (maxLength: number) => fc.array(unit, { maxLength }).map((units) => units.join(''));

describe('findMentions', () => {
  test.each<[string, string, Matcher, readonly Entity[], readonly string[]]>([
    ['every mention', 'Payer and Payer', 'exact', [entity('Payer')], ['0:Payer', '0:Payer']],
    ['case', 'PAYER, Payer', 'casefold', [entity('payer')], ['0:PAYER', '0:Payer']],
    ['behind a letter that grows', 'İ Payer', 'casefold', [entity('payer')], ['0:Payer']],
    ['white space', 'the polar \n year.', 'normalised', [entity('Polar Year')], ['0:polar \n year']],
    ['behind an ellipsis', '… “Payer’s”', 'normalised', [entity('payer\'s"')], ['0:Payer’s”']],
    ['a ligature is taken whole', 'the oﬃcer', 'normalised', [entity('of')], ['0:oﬃ']],
    ['an accent of its own', 'Jose\u0301!', 'normalised', [entity('josé')], ['0:Jose\u0301']],
    ['not the emoji behind it', 'Payer🚢', 'normalised', [entity('payer')], ['0:Payer']],
    ['aliases', 'IPY', 'aliases', [entity('Polar Year', 'ipy')], ['0:IPY']],
    ['aliases only under their matcher', 'IPY', 'normalised', [entity('Polar Year', 'ipy')], []],
    ['an alias that is the name counts once', 'IPY', 'aliases', [entity('ipy', 'IPY', 'Ipy')], ['0:IPY']],
    ['one inside the other', 'Polar Year', 'exact', [entity('Year'), entity('Polar Year')], ['1:Polar Year', '0:Year']],
    ['no blank names', 'a b', 'exact', [entity(' '), entity('')], []],
    ['nothing in nothing', '', 'normalised', [entity('a')], []],
  ])('%s', (_, text, matcher, entities, expected) => {
    expect(mentioned(text, matcher, ...entities)).toEqual(expected);
  });

  test('finds an entity exactly where matchEntities finds it', () => {
    const scenario = fc.array(anyText(3), { minLength: 1, maxLength: 5 }).chain((names) =>
      fc.record({
        text: fc.array(fc.oneof(unit, fc.constantFrom(...names)), { maxLength: 10 }).map((parts) => parts.join('')),
        entities: fc.array(
          fc.record({
            name: fc.constantFrom(...names),
            aliases: fc.array(fc.constantFrom(...names), { maxLength: 2 }),
          }),
          { maxLength: 4 },
        ),
        matcher: fc.constantFrom(...MATCHERS),
      }),
    );
    fc.assert(
      fc.property(scenario, ({ text, entities, matcher }) => {
        const mentions = findMentions(text, entities, matcher);
        const spans = [{ kind: 'thought', turn: 1, message: 0, text, tool: null }] as const;
        const offset = matchedColumn(matcher, 'thoughts') * entities.length;
        const matched = [...matchEntities({ spans }, entities).subarray(offset, offset + entities.length)];
        expect(entities.map((_, index) => Number(mentions.some((mention) => mention.entity === index)))).toEqual(
          matched,
        );
        expect(mentions.every(({ start, end }) => start >= 0 && start < end && end <= text.length)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('folding with offsets', () => {
  test('gives the folded text, and offsets that rise and cover it', () => {
    fc.assert(
      fc.property(anyText(12), (raw) => {
        const cases = [
          { folded: foldTextWithOffsets(raw), expected: foldText(raw) },
          { folded: foldCaseWithOffsets(raw), expected: foldCase(raw) },
        ];
        for (const { folded, expected } of cases) {
          expect(folded.text).toBe(expected);
          expect(folded.starts).toHaveLength(expected.length);
          expect(folded.ends).toHaveLength(expected.length);
          expect([...folded.starts].every((start, at) => start >= (folded.starts[at - 1] ?? 0))).toBe(true);
          expect([...folded.starts].every((start, at) => start < (folded.ends[at] ?? 0))).toBe(true);
          if (expected.length > 0) expect(folded.ends.at(-1)).toBe(raw.length);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('only the dotted capital I grows in lower case', () => {
    const growing: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const character = String.fromCodePoint(code);
      if (character.toLowerCase().length !== character.length) growing.push(character);
    }
    expect(growing).toEqual(['İ']);
  });
});
