import { describe, expect, it } from 'vitest';

import type { FilterNode } from './filter-term';
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

/** Each error as the word it marks in the text. */
function marked(text: string): readonly string[] {
  const parsed = parseFilter(text);
  if (parsed.kind === 'filter') return [];
  return parsed.errors.map(({ position, length }) => text.slice(position, position + length));
}

describe('AND, OR, NOT and brackets', () => {
  it.each([
    ['a AND b', 'a b'],
    ['a b OR c d', '(a b) OR (c AND d)'],
    ['NOT a b', '-a AND b'],
    ['NOT NOT a', 'a'],
    ['NOT -a', 'a'],
    ['-(a OR b) c', 'NOT (a OR b) AND c'],
    ['NOT (NOT (a b))', 'a AND (b)'],
    ['(a (b c))', 'a b c'],
    ['a OR (b OR c)', 'a OR b OR c'],
    ['(rate:(0.2..0.4])', 'rate:(0.2..0.4]'],
    ['(rate:[0.2..0.4) OR step:1)', 'rate:[0.2..0.4) OR step:1'],
    ['"a"OR"b"', 'a OR b'],
    ['question:~"a","b"', '(a OR b)'],
    ['note:any,none', 'note:any OR note:none'],
  ])('%s means %s', (text, same) => {
    expect(treeOf(text)).toEqual(treeOf(same));
  });

  it('binds NOT closer than AND, and AND closer than OR', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((word) => ({ kind: 'questionText', negated: false, text: word }) as const);
    expect(treeOf('NOT a b OR c')).toEqual({
      kind: 'any',
      of: [{ kind: 'all', of: [{ ...a, negated: true }, b] }, c],
    });
    expect(treeOf('-(a OR b) c')).toEqual({
      kind: 'all',
      of: [{ kind: 'not', of: { kind: 'any', of: [a, b] } }, c],
    });
  });

  it('takes quoted and longer words as texts', () => {
    const texts = ['and', 'or', '!', 'AND', 'ORDER', 'f(x)', '--a'];
    expect(termsOf('"and" "or" "!" "AND" ORDER f(x) ---a')).toEqual(
      texts.map((text) => ({ kind: 'questionText', negated: text === '--a', text })),
    );
  });

  it('reads the fields that tables answer', () => {
    const term = { negated: false } as const;
    expect(
      termsOf('entity:"James Cameron",Titanic -seen:x label:none,odd termination:"none" note:~"a b" size:8'),
    ).toEqual([
      { kind: 'entity', ...term, relation: 'entity', names: ['James Cameron', 'Titanic'] },
      { kind: 'entity', negated: true, relation: 'seen', names: ['x'] },
      { kind: 'word', ...term, field: 'label', words: ['odd'], orMissing: true },
      { kind: 'word', ...term, field: 'termination', words: ['none'], orMissing: false },
      { kind: 'text', ...term, field: 'note', text: 'a b' },
      expect.objectContaining({ kind: 'number', field: 'size' }),
    ]);
    expect(termsOf('sign:flipped rank:changed question:5 question:~polar')).toEqual([
      { kind: 'change', ...term, of: 'sign' },
      { kind: 'change', ...term, of: 'rank' },
      expect.objectContaining({ kind: 'number', field: 'question' }),
      { kind: 'questionText', ...term, text: 'polar' },
    ]);
  });

  it.each([
    ['outcome:near_mis', ['near_mis']],
    ['(a OR ) b', ['OR']],
    ['a OR', ['OR']],
    ['AND a', ['AND']],
    ['a AND OR b', ['OR']],
    ['()', [')']],
    ['a )', [')']],
    ['(a (b)', ['(']],
    ['outcome:nearly OR colour:red step:x', ['nearly', 'colour', 'x']],
    ['(outcome:nearly', ['(', 'nearly']],
    ['note:"polar"', ['"polar"']],
    ['entity:~"x"', ['entity:~']],
    ['entity:"x', ['"x']],
    ['sign:kept', ['kept']],
    ['a\0b', ['\0']],
  ])('marks what is wrong in %s', (text, words) => {
    expect(marked(text)).toEqual(words);
  });

  it.each([
    ['outcome:near_mis', 'near_miss'],
    ['outcom:correct', 'outcome'],
    ['toolcals:3', 'toolcalls'],
    ['signal:revivd', 'revived'],
    ['outcome:zebra', null],
  ])('knows what %s is meant to be', (text, suggestion) => {
    expect(errorOf(text)?.suggestion).toBe(suggestion);
  });

  it('bounds length, depth, conditions and lookups', () => {
    expect(errorOf('a'.repeat(2001))).toMatchObject({ position: 2000 });
    expect(errorOf(`${'('.repeat(33)}a${')'.repeat(33)}`)).toMatchObject({ position: 32, word: '(' });
    expect(treeOf(`${'('.repeat(32)}a${')'.repeat(32)}`)).toMatchObject({ kind: 'questionText' });
    expect(errorOf('a '.repeat(201))).toMatchObject({ position: 400 });
    expect(errorOf('seen:a '.repeat(25))).toMatchObject({ word: 'seen' });
    expect(termsOf('seen:a '.repeat(24))).toHaveLength(24);
  });

  it.each(['(', ')', '-', 'NOT ', '"', '\\"', 'a OR ', ',', 'rate:(', '~', '[', ':', 'id:~'])(
    'is quick with 2,000 characters of %s',
    (part) => {
      const text = part.repeat(2000).slice(0, 2000);
      const started = performance.now();
      parseFilter(text);
      expect(performance.now() - started).toBeLessThan(1000);
    },
  );
});
