import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { OUTCOMES } from '@/lib/core/rewards/run-columns';

import {
  CHANGES,
  ENTITY_RELATIONS,
  GROUP_SIGNALS,
  TEXT_FIELDS,
  WORD_FIELDS,
  type FilterNode,
  type FilterTerm,
  type NumberField,
} from './filter-term';
import { formatFilter, formatFilterNode } from './format-filter';
import { parseFilter } from './parse-filter';

function treeOf(text: string): FilterNode {
  const parsed = parseFilter(text);
  if (parsed.kind === 'error') throw new Error(`"${text}": ${parsed.error.message}`);
  return parsed.filter;
}

/** The parts of a filter that must all hold. */
function termsOf(text: string): readonly FilterNode[] {
  const tree = treeOf(text);
  return tree.kind === 'all' ? tree.of : [tree];
}

function errorOf(text: string) {
  const parsed = parseFilter(text);
  return parsed.kind === 'error' ? parsed.error : null;
}

describe('parseFilter', () => {
  it('reads nothing from an empty text', () => {
    expect(termsOf('')).toEqual([]);
    expect(termsOf('  \t ')).toEqual([]);
  });

  it('reads terms, alternatives and negation', () => {
    expect(termsOf('outcome:near_miss,partial -signal:revived step:3')).toEqual([
      { kind: 'outcome', negated: false, outcomes: ['near_miss', 'partial'] },
      { kind: 'signal', negated: true, signals: ['revived'] },
      {
        kind: 'number',
        field: 'step',
        negated: false,
        orMissing: false,
        intervals: [{ low: 3, high: 3, lowClosed: true, highClosed: true }],
      },
    ]);
  });

  it('takes error for both errors', () => {
    expect(termsOf('outcome:error')).toEqual([
      { kind: 'outcome', negated: false, outcomes: ['error_format', 'error_overlength'] },
    ]);
  });

  it.each([
    ['tools:<=4', { low: -Infinity, high: 4, lowClosed: false, highClosed: true }],
    ['tools:<4', { low: -Infinity, high: 4, lowClosed: false, highClosed: false }],
    ['rate:>0.5', { low: 0.5, high: Infinity, lowClosed: false, highClosed: false }],
    ['rate:>=.5', { low: 0.5, high: Infinity, lowClosed: true, highClosed: false }],
    ['rate:0.4..0.6', { low: 0.4, high: 0.6, lowClosed: true, highClosed: true }],
    ['rate:(0.2..0.4]', { low: 0.2, high: 0.4, lowClosed: false, highClosed: true }],
    ['rate:[0.2..0.4)', { low: 0.2, high: 0.4, lowClosed: true, highClosed: false }],
    ['step:10..', { low: 10, high: Infinity, lowClosed: true, highClosed: false }],
    ['step:..10', { low: -Infinity, high: 10, lowClosed: false, highClosed: true }],
    ['advantageEGrpo:-1.5..-1', { low: -1.5, high: -1, lowClosed: true, highClosed: true }],
  ])('reads the interval of %s', (text, interval) => {
    expect(termsOf(text)).toEqual([expect.objectContaining({ intervals: [interval] })]);
  });

  it('reads none as a value', () => {
    expect(termsOf('tokens:none,<10')).toEqual([
      expect.objectContaining({ orMissing: true, intervals: [expect.anything()] }),
    ]);
  });

  it('looks for a text without a field in the question, quoted or not', () => {
    expect(termsOf('"Karl \\"the\\" Great: who?" treaty -"north pole"')).toEqual([
      { kind: 'questionText', negated: false, text: 'Karl "the" Great: who?' },
      { kind: 'questionText', negated: false, text: 'treaty' },
      { kind: 'questionText', negated: true, text: 'north pole' },
    ]);
    expect(termsOf('Vienna, Austria')).toEqual([
      { kind: 'questionText', negated: false, text: 'Vienna,' },
      { kind: 'questionText', negated: false, text: 'Austria' },
    ]);
  });

  it.each([
    ['rate:high', 5, 'high'],
    ['outcome:near_miss,nearly', 18, 'nearly'],
    ['step:1 colour:red', 7, 'colour'],
    ['rate:0.6..0.4', 5, '0.6..0.4'],
    ['rate:..', 5, '..'],
    ['rate:', 0, 'rate:'],
    ['rate:1,', 6, ','],
    ['outcome:correct,', 15, ','],
    ['outcome:,correct', 8, ','],
    ['label:a,,b c', 8, ','],
    ['label:"a",', 9, ','],
    ['rate:0x10', 5, '0x10'],
    ['step:1 "open', 7, '"open'],
    ['""', 0, ''],
  ])('says where %s is wrong', (text, position, word) => {
    expect(errorOf(text)).toMatchObject({ position, word });
  });

  it.each([
    ['outcome:correct and step:3', 'and', 'outcome:correct AND step:3'],
    ['outcome:correct Or step:3', 'Or', 'outcome:correct OR step:3'],
    ['not outcome:correct', 'not', 'NOT outcome:correct'],
    ['(a or b)', 'or', '(a OR b)'],
    ['a && step:3', '&&', 'a AND step:3'],
    ['a || step:3', '||', 'a OR step:3'],
    ['! step:3', '!', 'NOT step:3'],
    ['step:3 !outcome:correct', '!outcome:correct', 'step:3 -outcome:correct'],
    ['!(step:3 OR step:4)', '!(step:3', '-(step:3 OR step:4)'],
    ['outcome :correct step:3', 'outcome :correct', 'outcome:correct step:3'],
    ['step  : 3', 'step  : 3', 'step:3'],
    ['question :~ "a b"', 'question :~ "a b"', 'question:~"a b"'],
    ['step: 3', 'step: 3', 'step:3'],
    ['a outcome: correct', 'outcome: correct', 'a outcome:correct'],
    ['question:~ "a b"', 'question:~ "a b"', 'question:~"a b"'],
    ['outcome:correct, partial', ', partial', 'outcome:correct,partial'],
    ['question:"some text"', '"some text"', 'question:~"some text"'],
  ])('says that %s is a slip, and what was meant', (text, word, mended) => {
    const error = errorOf(text);
    if (error === null) throw new Error('no error');
    const { position, length, suggestion } = error;
    expect(text.slice(position, position + length)).toBe(word);
    expect(`${text.slice(0, position)}${suggestion}${text.slice(position + length)}`).toBe(mended);
    expect(errorOf(mended)).toBeNull();
  });

  it('points at a slip for which nothing can be suggested, and says what to write', () => {
    expect(errorOf('a :correct')).toMatchObject({ position: 2, word: ':correct', suggestion: null });
    expect(errorOf('polar and year')?.message).toContain('a text goes in quotes');
    expect(errorOf(':correct')?.message).toContain('a text goes in quotes');
    expect(errorOf('question:polar')).toMatchObject({ word: 'polar', suggestion: '~"polar"' });
    expect(errorOf('question:polar')?.message).toContain('question:~"…"');
    expect(errorOf('step: outcome:correct')).toMatchObject({ position: 0, word: 'step:', suggestion: null });
    expect(errorOf('step: )')).toMatchObject({ position: 0, word: 'step:' });
  });

  it('takes words for texts that only look a little like slips', () => {
    const texts = ['android', 'a!', 'a&b', 'R&D', '12:30', 'notes'];
    expect(termsOf(texts.join(' '))).toEqual(texts.map((text) => ({ kind: 'questionText', negated: false, text })));
    expect(termsOf('label:and,or,not id:!a,:b')).toHaveLength(2);
  });

  it('never throws, and points into the text when it fails', () => {
    const pointsInto = (text: string): boolean => (errorOf(text)?.position ?? 0) <= text.length;
    const somePart = fc.constantFrom(
      'AND ',
      'OR',
      ' NOT ',
      '(',
      ')',
      'note:~',
      'label:',
      'rate:',
      '(0.2..',
      '"',
      ',',
      '-',
      ' ',
      'outcome:',
      'error',
      'and ',
      '!',
      ': ',
      '>=',
      '1',
      ']',
      '\\',
    );
    expect(() => fc.assert(fc.property(fc.string({ maxLength: 60 }), pointsInto))).not.toThrow();
    expect(() =>
      fc.assert(
        fc.property(
          fc.array(somePart).map((parts) => parts.join('')),
          pointsInto,
        ),
      ),
    ).not.toThrow();
  });
});

const someNumber = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
const interval = fc
  .tuple(someNumber, someNumber, fc.boolean(), fc.boolean())
  .map(([one, other, lowClosed, highClosed]) => {
    const [low, high] = [Math.min(one, other) + 0, Math.max(one, other) + 0];
    return low === high ? { low, high, lowClosed: true, highClosed: true } : { low, high, lowClosed, highClosed };
  });
const openInterval = fc
  .tuple(someNumber, fc.boolean(), fc.boolean())
  .map(([bound, closed, upwards]) =>
    upwards
      ? { low: bound + 0, high: Infinity, lowClosed: closed, highClosed: false }
      : { low: -Infinity, high: bound + 0, lowClosed: false, highClosed: closed },
  );
const numberField = fc.constantFrom<NumberField[]>('n', 'step', 'matchRate', 'tokens', 'advantageEGrpo');
const text = fc
  .string({ minLength: 1, maxLength: 20, unit: 'binary' })
  .filter((value) => value.trim() !== '' && !value.includes('\0'));
const term: fc.Arbitrary<FilterTerm> = fc.oneof(
  fc.record({
    kind: fc.constant('number' as const),
    field: numberField,
    negated: fc.boolean(),
    orMissing: fc.boolean(),
    intervals: fc.array(fc.oneof(interval, openInterval), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('outcome' as const),
    negated: fc.boolean(),
    outcomes: fc.subarray([...OUTCOMES], { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('signal' as const),
    negated: fc.boolean(),
    signals: fc.subarray([...GROUP_SIGNALS], { minLength: 1 }),
  }),
  fc.record({ kind: fc.constant('questionId' as const), negated: fc.boolean(), ids: fc.array(text, { minLength: 1 }) }),
  fc.record({ kind: fc.constant('questionText' as const), negated: fc.boolean(), text }),
  fc.record({ kind: fc.constant('change' as const), negated: fc.boolean(), of: fc.constantFrom(...CHANGES) }),
  fc.record({
    kind: fc.constant('entity' as const),
    negated: fc.boolean(),
    relation: fc.constantFrom(...ENTITY_RELATIONS),
    names: fc.array(text, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant('word' as const),
    negated: fc.boolean(),
    field: fc.constantFrom(...WORD_FIELDS),
    words: fc.array(text, { minLength: 1, maxLength: 2 }),
    orMissing: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('text' as const),
    negated: fc.boolean(),
    field: fc.constantFrom(...TEXT_FIELDS),
    text: fc.option(text),
  }),
);

/** Trees as the parser makes them: no group inside one of its own kind, none of fewer than two parts. */
function groupOf(kind: 'all' | 'any', depth: number): fc.Arbitrary<FilterNode> {
  const other = groupOfDepth(kind === 'all' ? 'any' : 'all', depth - 1);
  const turned = other.map((of): FilterNode => (of.kind === 'all' || of.kind === 'any' ? { kind: 'not', of } : of));
  return fc.array(fc.oneof(term, other, turned), { minLength: 2, maxLength: 3 }).map((of) => ({ kind, of }));
}
function groupOfDepth(kind: 'all' | 'any', depth: number): fc.Arbitrary<FilterNode> {
  return depth === 0 ? term : groupOf(kind, depth);
}
const tree = fc.oneof(term, groupOfDepth('all', 3), groupOfDepth('any', 3));

describe('formatFilter', () => {
  it('writes what parseFilter reads back to the same terms', () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 4 }), (terms) => {
        expect(treeOf(formatFilter(terms))).toEqual(terms.length === 1 ? terms[0] : { kind: 'all', of: terms });
      }),
    );
  });

  it('writes trees that parseFilter reads back', () => {
    fc.assert(
      fc.property(tree, (node) => {
        const written = formatFilterNode(node);
        const parsed = parseFilter(written);
        const tooLarge = parsed.kind === 'error' && parsed.error.message.includes('at most');
        fc.pre(!tooLarge);
        expect(parsed).toEqual({ kind: 'filter', filter: node });
      }),
    );
  });

  it('writes a half-open bin as in the README', () => {
    const bin = { low: 0.2, high: 0.4, lowClosed: false, highClosed: true };
    expect(
      formatFilter([{ kind: 'number', field: 'matchRate', negated: false, orMissing: false, intervals: [bin] }]),
    ).toBe('rate:(0.2..0.4]');
  });
});
