import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { SpanKind, TranscriptSpan } from '@/lib/core/rollout/transcript';
import { matchedColumn } from '@/lib/core/rewards/run-columns';
import { MATCHERS, SCOPES, type Entity, type Matcher, type Scope } from './entity';
import { foldCase, foldEntityName, foldText } from './fold-text';
import { compileEntities, countMatched, matchEntities } from './match-entities';

const span = (kind: SpanKind, turn: number, text: string): TranscriptSpan => ({
  kind,
  turn,
  text,
  message: 0,
  tool: null,
});
const entity = (name: string, ...aliases: readonly string[]): Entity => ({ name, aliases });
const KIND_OF_SCOPE = { thoughts: 'thought', queries: 'query', observations: 'observation', answer: 'answer' } as const;

/** What the four matchers mean, word by word; the implementation under test takes short cuts. */
function isMentioned(text: string, { name, aliases }: Entity, matcher: Matcher): boolean {
  if (name.trim() === '') return false;
  if (matcher === 'exact') return text.includes(name);
  if (matcher === 'casefold') return foldCase(text).includes(foldCase(name));
  const names = [name, ...(matcher === 'aliases' ? aliases : [])].map(foldEntityName);
  return names.some((folded) => folded !== '' && foldText(text).includes(folded));
}

function naiveFirstTurns(spans: readonly TranscriptSpan[], entities: readonly Entity[]): readonly number[] {
  return MATCHERS.flatMap((matcher) =>
    SCOPES.flatMap((scope) =>
      entities.map((wanted) => {
        const found = spans.find(
          ({ kind, text }) => kind === KIND_OF_SCOPE[scope] && isMentioned(text, wanted, matcher),
        );
        return found?.turn ?? 0;
      }),
    ),
  );
}

const matchersThatHit = (text: string, wanted: Entity): readonly Matcher[] => {
  const firstTurns = matchEntities({ spans: [span('thought', 1, text)] }, [wanted]);
  return MATCHERS.filter((matcher) => firstTurns[matchedColumn(matcher, 'thoughts')] === 1);
};

describe('matchEntities', () => {
  test('gives the first turn per matcher and scope', () => {
    const spans = [
      span('prompt', 0, 'Tegetthoff'),
      span('observation', 1, 'the TEGETTHOFF'),
      span('thought', 2, 'tegetthoff'),
      span('thought', 3, 'Tegetthoff'),
      span('text', 3, 'Weyprecht'),
      span('query', 4, 'the “Tegetthoff”'),
    ];
    const firstTurns = matchEntities({ spans }, [entity('Weyprecht'), entity('Tegetthoff')]);
    const turnOf = (matcher: Matcher, scope: Scope) => firstTurns[matchedColumn(matcher, scope) * 2 + 1];
    expect(SCOPES.map((scope) => turnOf('exact', scope))).toEqual([3, 4, 0, 0]);
    expect(SCOPES.map((scope) => turnOf('casefold', scope))).toEqual([2, 4, 1, 0]);
    expect(firstTurns.filter((_, entry) => entry % 2 === 0).every((turn) => turn === 0)).toBe(true);
  });

  test('case study of the paper, App. D: success finds 1/3, 1/3, 1, 1 from turn 2 on, failure 1/3, then 2/3', () => {
    // The entity list is the paper's; the thoughts are ours, with each entity first named in the turn the paper gives.
    const entities = ['Tegetthoff', 'International Polar Year', 'Royal Geographical Society’s Founder’s Medal'].map(
      (name) => entity(name),
    );
    const turns = (...thoughts: readonly string[]): readonly number[] => [
      ...matchEntities({ spans: thoughts.map((text, index) => span('thought', index + 1, text)) }, entities).subarray(
        0,
        3,
      ),
    ];
    const medal = 'He got the Royal Geographical Society’s Founder’s Medal.';
    const polarYear = 'The International Polar Year was his idea.';
    expect(turns('An explorer.', 'The Tegetthoff sank.', 'Go on.', `${polarYear} ${medal}`, 'So it is he.')).toEqual([
      2, 4, 4,
    ]);
    expect(turns('An explorer.', 'Look.', 'The Tegetthoff.', medal, 'Hm.', 'Payer, then.')).toEqual([3, 0, 4]);
  });

  test.each<[string, string, Entity, readonly Matcher[]]>([
    ['as written', 'the Founder’s Medal', entity('Founder’s Medal'), ['exact', 'casefold', 'normalised', 'aliases']],
    ['other case', 'FOUNDER’S MEDAL', entity('Founder’s Medal'), ['casefold', 'normalised', 'aliases']],
    ['straight quote', "Founder's Medal", entity('Founder’s Medal'), ['normalised', 'aliases']],
    ['dash', 'Austro–Hungarian', entity('Austro-Hungarian'), ['normalised', 'aliases']],
    ['white space', 'polar \n\u00a0 year', entity('Polar Year'), ['normalised', 'aliases']],
    ['alias only', 'the IPY', entity('International Polar Year', 'IPY'), ['aliases']],
    ['inside a word', 'Weyprechts', entity('Weyprecht'), ['exact', 'casefold', 'normalised', 'aliases']],
    ['nothing', 'Payer', entity('Weyprecht'), []],
    ['blank name with an alias', 'IPY', entity(' ', 'IPY'), []],
    ['blank alias', 'Payer', entity('Weyprecht', ' ', ''), []],
  ])('%s', (_, text, wanted, expected) => {
    expect(matchersThatHit(text, wanted)).toEqual(expected);
  });

  // Places where a hit of a stricter matcher is none of a laxer one, or the other way round from what one would think.
  test.each<[string, string, Entity, readonly Matcher[]]>([
    ['combining mark after the hit', 'Jose\u0301 left', entity('Jose'), ['exact', 'casefold']],
    ['entity in pieces, text composed', 'Jos\u00e9', entity('Jose\u0301'), ['normalised', 'aliases']],
    ['entity composed, text in pieces', 'Jose\u0301', entity('Jos\u00e9'), ['normalised', 'aliases']],
    ['entity with white space around it', 'the Polar.', entity(' Polar '), ['normalised', 'aliases']],
    [
      'entity with white space around it, as in the text',
      'a Polar b',
      entity(' Polar '),
      ['exact', 'casefold', 'normalised', 'aliases'],
    ],
    ['white space at the start of the text', 'polar', entity(' polar'), ['normalised', 'aliases']],
    ['capital sigma at the end of the entity only', 'ΟΔΟΣΑ', entity('ΟΔΟΣ'), ['exact']],
    ['capital sigma at the end of both', 'ΟΔΟΣ', entity('ΟΔΟΣ'), ['exact', 'casefold', 'normalised', 'aliases']],
    ['ligature', 'the oﬃce', entity('office'), ['normalised', 'aliases']],
    ['ellipsis', 'wait… what', entity('wait...'), ['normalised', 'aliases']],
    ['Kelvin sign', 'K2 expedition', entity('\u212a2'), ['casefold', 'normalised', 'aliases']],
    ['dotted capital I', 'İstanbul', entity('i̇stanbul'), ['casefold', 'normalised', 'aliases']],
    ['full width', 'Ｐｏｌａｒ', entity('polar'), ['normalised', 'aliases']],
    ['one letter', 'C is it', entity('c'), ['casefold', 'normalised', 'aliases']],
    ['two Chinese characters', '在北京。', entity('北京'), ['exact', 'casefold', 'normalised', 'aliases']],
    ['half an emoji', '🚢', entity('\ud83d'), ['exact', 'casefold', 'normalised', 'aliases']],
    ['jamo after the hit', '\u1100\u1161\u11a8', entity('\u1100\u1161'), ['exact', 'casefold']],
  ])('%s', (_, text, wanted, expected) => {
    expect(matchersThatHit(text, wanted)).toEqual(expected);
    expect(MATCHERS.filter((matcher) => isMentioned(text, wanted, matcher))).toEqual(expected);
  });

  test('agrees with looking for every name in every folded text', () => {
    const unit = fc.constantFrom(
      'a',
      'A',
      'b',
      'B',
      'é',
      'É',
      'e',
      'k',
      '\u212a',
      'ß',
      'ẞ',
      'σ',
      'ς',
      'Σ',
      'İ',
      'i',
      'ı',
      'ﬁ',
      '…',
      '™',
      '½',
      ' ',
      ' ',
      '  ',
      '\n',
      '\t',
      '\u00a0',
      '\u3000',
      '\ufeff',
      "'",
      '’',
      '`',
      '´',
      '"',
      '“',
      '-',
      '–',
      '\u2212',
      '.',
      '\u0301',
      '\u0327',
      '\u1100',
      '\u1161',
      '\u11a8',
      '가',
      '中',
      '国',
      '🚢',
      '\ud83d',
      '\udea2',
      'ｱ',
      '\uff9e',
      '\u00ad',
    );
    const part = fc.array(unit, { maxLength: 4 }).map((units) => units.join(''));
    const name = fc.oneof(
      part,
      fc.tuple(part, part).map(([a, b]) => `${a}${b}`),
    );
    const scenario = fc.array(name, { minLength: 1, maxLength: 6 }).chain((names) =>
      fc.record({
        entities: fc.array(
          fc.record({
            name: fc.constantFrom(...names),
            aliases: fc.array(fc.constantFrom(...names), { maxLength: 2 }),
          }),
          { maxLength: 5 },
        ),
        texts: fc.array(
          fc.tuple(
            fc.constantFrom<SpanKind>('thought', 'query', 'observation', 'answer', 'text'),
            fc.array(
              fc.oneof(
                unit,
                fc.constantFrom(...names),
                fc.constantFrom(...names).map((text) => text.toUpperCase()),
              ),
              { maxLength: 8 },
            ),
          ),
          { maxLength: 5 },
        ),
      }),
    );
    fc.assert(
      fc.property(scenario, ({ entities, texts }) => {
        const spans = texts.map(([kind, parts], index) => span(kind, index + 1, parts.join('')));
        expect([...matchEntities({ spans }, entities)]).toEqual(naiveFirstTurns(spans, entities));
      }),
      { numRuns: 1500 },
    );
  });

  test('agrees with it on longer names, where the scanner skips', () => {
    const word = fc.constantFrom(
      'Polar',
      'polar',
      'Year',
      'International',
      'inter',
      'national',
      'Society’s',
      "society's",
      'of',
      'IPY',
    );
    const space = fc.constantFrom(' ', '  ', '\n', '\u00a0', '-', '–', '');
    const text = (maxLength: number) =>
      fc.array(fc.tuple(word, space), { minLength: 1, maxLength }).map((parts) => parts.flat().join(''));
    const entities = fc.array(fc.record({ name: text(3), aliases: fc.array(text(2), { maxLength: 2 }) }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(entities, fc.array(text(25), { maxLength: 3 }), (wanted, texts) => {
        const spans = texts.map((each, index) => span('observation', index + 1, each));
        expect([...matchEntities({ spans }, compileEntities(wanted))]).toEqual(naiveFirstTurns(spans, wanted));
      }),
      { numRuns: 1000 },
    );
  });

  test('does not search from one span into the next', () => {
    const spans = [span('thought', 1, 'the Polar'), span('thought', 1, ' Year')];
    expect(matchEntities({ spans }, [entity('Polar Year')]).some((turn) => turn > 0)).toBe(false);
  });

  test('no entities: an empty array', () => {
    expect(matchEntities({ spans: [span('thought', 1, 'a')] }, [])).toHaveLength(0);
  });

  test('turns beyond the range of the array are given as its largest', () => {
    const firstTurns = matchEntities({ spans: [span('thought', 40_000, 'Payer')] }, [entity('Payer')]);
    expect(firstTurns[0]).toBe(32_767);
  });

  test('refuses a searched span before the first turn', () => {
    expect(() => matchEntities({ spans: [span('thought', 0, 'a')] }, [entity('a')])).toThrow(RangeError);
  });
});

describe('countMatched', () => {
  test('counts entries that are not 0 per column', () => {
    const firstTurns = matchEntities({ spans: [span('thought', 7, 'Payer, PAYER, weyprecht')] }, [
      entity('Payer'),
      entity('Weyprecht'),
    ]);
    const counts = countMatched(firstTurns, 2);
    expect(MATCHERS.map((matcher) => counts[matchedColumn(matcher, 'thoughts')])).toEqual([1, 2, 2, 2]);
    expect(counts.filter((count) => count > 0)).toHaveLength(4);
  });

  test('no entities: all 0', () => {
    expect([...countMatched(new Int16Array(0), 0)]).toEqual(Array.from({ length: 16 }, () => 0));
  });

  test('refuses an array of another length', () => {
    expect(() => countMatched(new Int16Array(15), 1)).toThrow(RangeError);
  });
});
