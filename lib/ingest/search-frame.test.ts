import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { RolloutMessage } from '@/lib/core/rollout/rollout';
import { readTranscript } from '@/lib/core/rollout/transcript';
import { findHits } from '@/lib/core/search/find-hits';
import { compileSearch, kindOfScope, SEARCH_SCOPES, type SearchQuery } from '@/lib/core/search/search-query';

import { BodyFrameReader, BodyFrameWriter } from './body-frame';
import { FrameSearch } from './search-frame';

const KINDS = { thoughts: 'thought', queries: 'query', observations: 'observation', answers: 'answer' } as const;

/** Words that case, tags, JSON and UTF-8 make difficult. */
const WORDS = [
  'Straße',
  'STRASSE',
  'ẞ',
  'K',
  'k',
  'ſ',
  'İ',
  'ı',
  'Σίσυφος',
  'ΣΊΣΥΦΟΣ',
  '“x”',
  '😀',
  'é',
  'e\u0301',
  '12',
  '1e21',
];
const BITS = [
  ...WORDS,
  'a',
  'A',
  ' ',
  '\n',
  '"',
  '\\',
  '<think>',
  '</think>',
  '<answer>',
  '</answer>',
  '•',
  '.',
  '-',
  '0',
  '\u00a0',
  '\ufeff',
  '\ud83d',
];
const prose = fc.array(fc.constantFrom(...BITS), { maxLength: 8 }).map((parts) => parts.join(''));
const json = fc.oneof(
  prose.map((query) => JSON.stringify({ query })),
  fc.array(prose, { maxLength: 3 }).map((query) => JSON.stringify({ query, n: 100, big: 1e21 }, null, 1)),
  fc.constantFrom('{ "a": true }', '{}', '1e999', 'no json', '{"q":"\\u00e9\\ud83d\\ude00"}', '{"n": 1.0}'),
);
const call = fc.record({
  type: fc.constant('function' as const),
  function: fc.record({ name: fc.constantFrom('search', 'finish'), arguments: json }),
});
const tagged = json.map((text) => `<tool_call>{"name": "search", "arguments": ${text}}</tool_call>`);
const message: fc.Arbitrary<RolloutMessage> = fc.record(
  {
    role: fc.constantFrom('system', 'user', 'assistant', 'tool'),
    content: fc.oneof(
      prose,
      tagged,
      fc.tuple(prose, tagged).map((parts) => parts.join('')),
      json.map((text) => `<TOOL_CALL>${text}`),
    ),
    reasoning_content: prose,
    tool_calls: fc.array(call, { maxLength: 2 }),
  },
  { requiredKeys: ['role', 'content'] },
);
const rollout = fc.record({ messages: fc.array(message, { maxLength: 4 }), rawText: fc.option(prose) });
const needle = fc
  .oneof(
    fc.constantFrom(
      ...WORDS,
      'a',
      '0',
      ' a',
      ' 1',
      '-Inf',
      'a 12',
      '\\',
      '"',
      '• ',
      '\n',
      'finit',
      'true',
      '{}',
      ': true',
      '00',
      'é😀',
      'ss',
    ),
    prose,
  )
  .map((text) => text.toWellFormed())
  .filter((text) => text !== '');

/** Expressions of pieces that make it difficult to say which words a match must hold. */
const literal = fc.constantFrom(...WORDS, 'a', 'Aa', ' ', ' a', '\n', '"', '•', '1').map((word) => escaped(word));
const { expression } = fc.letrec<{ expression: string; term: string; group: string }>((tie) => ({
  expression: fc.array(tie('term'), { minLength: 1, maxLength: 4 }).map((terms) => terms.join('')),
  term: fc.oneof(
    { maxDepth: 3 },
    literal,
    literal,
    fc.constantFrom('.', '^', '$', '[aK]', '[^a]', '[a-z]'),
    fc.constantFrom('\\b', '\\d', '\\w', '\\s', '\\p{Lu}', '\\x4b', '\\u{1F600}', '\\ud83d', '\\ud83d\\ude00'),
    fc
      .tuple(tie('group'), fc.constantFrom('', '', '?', '*', '+', '{2}', '{0,2}', '{1,}?', '??'))
      .map((of) => of.join('')),
    fc.tuple(fc.constantFrom('(?=', '(?!', '(?<=', '(?<!'), tie('expression')).map((of) => `${of.join('')})`),
  ),
  group: fc
    .tuple(
      fc.constantFrom('(', '(?:', '(?i:', '(?-i:', '(?s:'),
      fc.array(tie('expression'), { minLength: 1, maxLength: 3 }),
    )
    .map(([opened, alternatives]) => `${opened}${alternatives.join('|')})`),
}));

/** Characters of a text, each with its UTF-16 offset. */
function charactersOf(text: string): readonly { readonly character: string; readonly at: number }[] {
  let at = 0;
  return Array.from(text, (character) => {
    const found = { character, at };
    at += character.length;
    return found;
  });
}

const sameLetters = new Map<string, RegExp>();

/** Whether two characters are one letter, as the engine sees it. */
function isOneLetter(left: string, right: string): boolean {
  if (left === right) return true;
  const hexadecimal = (left.codePointAt(0) ?? 0).toString(16);
  const letter = sameLetters.get(left) ?? new RegExp(String.raw`^\u{${hexadecimal}}$`, 'iu');
  sameLetters.set(left, letter);
  return letter.test(right);
}

/** Every place of the words in a text, character by character, without overlaps. */
function placesIn(text: string, { text: words, matchCase }: SearchQuery): readonly number[] {
  const wanted = Array.from(words);
  const characters = charactersOf(text);
  const isSame = (left: string, right: string): boolean => left === right || (!matchCase && isOneLetter(left, right));
  const places: number[] = [];
  for (let start = 0; start + wanted.length <= characters.length; start += 1) {
    if (!wanted.every((character, index) => isSame(character, characters[start + index]?.character ?? ''))) continue;
    places.push(characters[start]?.at ?? 0);
    start += wanted.length - 1;
  }
  return places;
}

/** What a plain reader of the transcripts finds. */
function plainly(messages: readonly RolloutMessage[], query: SearchQuery): readonly string[] {
  const kind = query.within === 'all' ? null : KINDS[query.within];
  const { spans } = readTranscript(messages, 'auto');
  return spans.flatMap((span, index) =>
    kind !== null && span.kind !== kind ? [] : placesIn(span.text, query).map((start) => `${index}:${start}`),
  );
}

/** What comes of decoding and searching every text. */
function slowly(messages: readonly RolloutMessage[], query: SearchQuery) {
  const { spans } = readTranscript(messages, 'auto');
  const kind = kindOfScope(query.within);
  return findHits(spans, { expression: compileSearch(query), kind, keep: Infinity, goOn: () => true });
}

function searchAll(
  bodies: readonly { readonly messages: readonly RolloutMessage[]; readonly rawText: string | null }[],
  query: SearchQuery,
) {
  const writer = new BodyFrameWriter();
  for (const body of bodies) writer.add(body);
  const frame = new BodyFrameReader(writer.take());
  const search = new FrameSearch(query, { thoughtRule: 'auto', keep: Infinity, goOn: () => true });
  return bodies.map((_, at) => search.search(frame, at));
}

const plain = { mode: 'text', matchCase: false, within: 'all' } as const;
function totals(texts: readonly string[], query: Partial<SearchQuery> & { readonly text: string }): readonly number[] {
  const bodies = texts.map((content) => ({ messages: [{ role: 'tool' as const, content }], rawText: content }));
  return searchAll(bodies, { ...plain, ...query }).map(({ total }) => total);
}

describe('searching stored rollouts', () => {
  test('finds what a plain reader of the transcripts finds, nothing else, at the same places', () => {
    fc.assert(
      fc.property(
        fc.array(rollout, { minLength: 1, maxLength: 3 }),
        needle,
        fc.boolean(),
        fc.constantFrom(...SEARCH_SCOPES),
        (bodies, text, matchCase, within) => {
          // What is stored is well-formed; so is what the reader is given.
          const stored = bodies.map(({ messages, rawText }) => ({ messages: messages.map(wellFormed), rawText }));
          const query: SearchQuery = { text, mode: 'text', matchCase, within };
          const found = searchAll(stored, query);
          expect(found.map(({ hits }) => hits.map(({ span, start }) => `${span}:${start}`))).toEqual(
            stored.map(({ messages }) => plainly(messages, query)),
          );
          expect(found.map(({ total, hits }) => ({ total, hits }))).toEqual(
            stored.map(({ messages }) => slowly(messages, query)),
          );
          // The same words as an expression.
          const source = text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
          expect(searchAll(stored, { ...query, text: source, mode: 'regex' })).toEqual(found);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('finds of an expression what it finds in the texts of the transcripts', () => {
    fc.assert(
      fc.property(
        fc.array(rollout, { minLength: 1, maxLength: 3 }),
        expression,
        fc.boolean(),
        fc.constantFrom(...SEARCH_SCOPES),
        (bodies, text, matchCase, within) => {
          const stored = bodies.map(({ messages, rawText }) => ({ messages: messages.map(wellFormed), rawText }));
          const query: SearchQuery = { text, mode: 'regex', matchCase, within };
          const found = searchAll(stored, query);
          expect(found.map(({ total, hits }) => ({ total, hits }))).toEqual(
            stored.map(({ messages }) => slowly(messages, query)),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('a text that ends where the next begins holds nothing of both', () => {
    expect(totals(['the polar', ' year'], { text: 'polar year' })).toEqual([0, 0]);
    const messages = [
      { role: 'assistant' as const, reasoning_content: 'the polar', content: ' year' },
      { role: 'tool' as const, content: 'polar year' },
    ];
    const [found] = searchAll([{ messages, rawText: null }], { ...plain, text: 'polar year' });
    expect(found).toMatchObject({
      total: 1,
      hits: [{ turn: 1, message: 1, spanKind: 'observation', start: 0, end: 10 }],
    });
  });

  test('tells the turn and the message, and counts the bytes of messages only', () => {
    const messages = [
      { role: 'user' as const, content: 'Who?' },
      { role: 'assistant' as const, reasoning_content: 'é', content: '<answer>A ship</answer>' },
    ];
    const [found] = searchAll([{ messages, rawText: 'a ship, as it was written' }], { ...plain, text: 'SHIP' });
    expect(found).toMatchObject({
      bytes: 4 + 2 + 23,
      total: 1,
      hits: [{ turn: 1, message: 1, spanKind: 'answer', span: 2 }],
    });
  });

  test('looks into the JSON of calls as a reader sees it', () => {
    const messages = (text: string) => [
      {
        role: 'assistant' as const,
        content: '',
        tool_calls: [{ type: 'function' as const, function: { name: 's', arguments: text } }],
      },
    ];
    const total = (text: string, words: string) =>
      searchAll([{ messages: messages(text), rawText: null }], { ...plain, text: words })[0]?.total;
    expect(total(String.raw`{"q":"caf\u00e9 \"noir\""}`, 'café "NOIR"')).toBe(1);
    expect(total('{"q":["polar","year"]}', '• polar\n• year')).toBe(1);
    expect(total('{"n":1000.0}', '1000')).toBe(1);
    expect(total('{"n":1000.0}', '1000.0')).toBe(0);
    expect(total('{"q":["polar","year"]}', ' year')).toBe(1);
    expect(total('{"n":[-1e999,"x"]}', '-Infinity')).toBe(1);
  });

  test('ignores case letter by letter, and nothing else', () => {
    expect(totals(['STRASSE', 'STRAẞE', 'straße'], { text: 'Straße' })).toEqual([0, 1, 1]);
    expect(totals(['I', 'i', 'İ', 'ı'], { text: 'i' })).toEqual([1, 1, 0, 0]);
    expect(totals(['\u212a', 'ſet', 'K'], { text: 'k' })).toEqual([1, 0, 1]);
    expect(totals(['“x”', '"x"', 'X'], { text: '“X”' })).toEqual([1, 0, 0]);
    expect(totals(['e\u0301', 'é', 'É'], { text: 'é' })).toEqual([0, 1, 1]);
  });

  test('an expression has line ends, classes of letters and no empty matches', () => {
    expect(totals(['a\nb\nab'], { text: '^b$', mode: 'regex' })).toEqual([1]);
    expect(totals(['Ärger, ärger'], { text: String.raw`\p{Lu}rger`, mode: 'regex', matchCase: true })).toEqual([1]);
    expect(totals(['baab'], { text: 'a*', mode: 'regex' })).toEqual([1]);
    expect(totals(['😀😀'], { text: '', mode: 'regex' })).toEqual([0]);
    expect(totals(['😀😀'], { text: '.', mode: 'regex' })).toEqual([2]);
  });

  test('hands out some hits, counts all, and ends when it is told to', () => {
    const writer = new BodyFrameWriter();
    writer.add({ messages: [{ role: 'tool', content: 'ship '.repeat(5000) }], rawText: null });
    const frame = new BodyFrameReader(writer.take());
    const query = { ...plain, text: 'ship' };
    const some = new FrameSearch(query, { thoughtRule: 'auto', keep: 3, goOn: () => true }).search(frame, 0);
    expect([some.total, some.hits.length]).toEqual([5000, 3]);
    let asked = 0;
    const ended = new FrameSearch(query, { thoughtRule: 'auto', keep: 3, goOn: () => (asked += 1) < 100 });
    expect(ended.search(frame, 0).total).toBeLessThan(100);
  });
});

/** Words as an expression for them. */
function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

function wellFormed(message: RolloutMessage): RolloutMessage {
  const { content, reasoning_content, tool_calls } = message;
  return {
    ...message,
    content: content.toWellFormed(),
    ...(reasoning_content === undefined ? {} : { reasoning_content: reasoning_content.toWellFormed() }),
    ...(tool_calls === undefined
      ? {}
      : {
          tool_calls: tool_calls.map((call) => ({
            ...call,
            function: { ...call.function, arguments: call.function.arguments.toWellFormed() },
          })),
        }),
  };
}
