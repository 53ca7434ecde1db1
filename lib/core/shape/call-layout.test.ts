import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callText } from '@/lib/core/rollout/read-tool-call';
import { callLayout, type CallLayout } from './call-layout';

const layout = (callArguments: string, name = 'tool') =>
  callLayout({ name, arguments: callArguments }, callText(callArguments));
const lines = (found: CallLayout) =>
  found.kind === 'rows'
    ? found.rows.map(({ kind, name, values }) => [kind, name, ...values.map(({ text }) => text)])
    : found.kind;
const textOf = (found: CallLayout) => {
  if (found.kind === 'text') return '';
  return (found.kind === 'json' ? found.tokens : found.rest).map(({ text }) => text).join('');
};

describe('callLayout', () => {
  it('has a line for each query of a search', () => {
    expect(layout('{"query":["weyprecht","tegetthoff"],"top_k":5}')).toEqual({
      kind: 'rows',
      rows: [
        {
          kind: 'query',
          name: 'query',
          values: [
            { text: 'weyprecht', start: 2 },
            { text: 'tegetthoff', start: 14 },
          ],
        },
        { kind: 'other', name: 'top_k', values: [{ text: '5', start: 27 }] },
      ],
      rest: [],
    });
  });

  it.each([
    [
      '{"url":["https://a.org/b","c.org"],"goal":"dates"}',
      [
        ['address', 'url', 'https://a.org/b', 'c.org'],
        ['other', 'goal', 'dates'],
      ],
    ],
    ['{"page":"https://a.org"}', [['address', 'page', 'https://a.org']]],
    [
      '{"Query":"one","deep":true}',
      [
        ['query', 'Query', 'one'],
        ['other', 'deep', 'true'],
      ],
    ],
    ['{"code":"print(1)"}', 'json'],
    ['{"query":{"match":"a"}}', 'json'],
    ['["a","b"]', 'json'],
    ['{}', 'json'],
    ['not json {', 'text'],
    ['', 'text'],
  ])('%s', (callArguments, expected) => {
    expect(lines(layout(callArguments))).toEqual(expected);
  });

  it('takes the text in a search tag for a query and an address for one', () => {
    expect(lines(layout('weyprecht 1872', 'search'))).toEqual([['query', 'query', 'weyprecht 1872']]);
    expect(lines(layout('"weyprecht"', 'wiki_lookup'))).toEqual([['query', 'query', 'weyprecht']]);
    expect(lines(layout(' https://a.org/b ', 'access'))).toEqual([['address', 'url', ' https://a.org/b ']]);
    expect(lines(layout('javascript:alert(1)', 'access'))).toBe('text');
  });

  it('keeps what is nested beside a query', () => {
    const found = layout('{"query":"a","filter":{"year":[1872]}}');
    expect(lines(found)).toEqual([['query', 'query', 'a']]);
    expect(textOf(found)).toBe('{\n  "filter": {\n    "year": [\n      1872\n    ]\n  }\n}');
  });

  it('leaves what is too deep or too long as it is', () => {
    expect(layout(`${'['.repeat(50_000)}"deep"${']'.repeat(50_000)}`).kind).toBe('text');
    expect(layout(`{"a":${'['.repeat(100)}1${']'.repeat(100)}}`).kind).toBe('text');
    expect(layout(JSON.stringify({ a: 'x'.repeat(70_000) })).kind).toBe('text');
  });

  it('writes any JSON as JSON.stringify does, and knows where each leaf stands in the text of the span', () => {
    const plain = fc.stringMatching(/^[a-z •]{0,8}$/);
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        plain,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        tie('list'),
        tie('object'),
      ),
      list: fc.array(tie('value'), { maxLength: 3 }),
      object: fc.dictionary(fc.stringMatching(/^[a-p]{1,3}$/), tie('value'), { maxKeys: 3 }),
    }));
    fc.assert(
      fc.property(json.value, (value) => {
        const text = callText(JSON.stringify({ argument: { value } }));
        const found = callLayout({ name: 'tool', arguments: JSON.stringify({ argument: { value } }) }, text);
        expect(textOf(found)).toBe(JSON.stringify({ argument: { value } }, null, 2));
        const tokens = found.kind === 'json' ? found.tokens : [];
        const leaves = tokens.filter(
          ({ kind, text: leaf }) => kind === 'number' || (kind === 'string' && leaf.trim() !== ''),
        );
        for (const { text: leaf, start } of leaves) {
          expect(start).not.toBeNull();
          expect(text.slice(start ?? 0, (start ?? 0) + leaf.length)).toBe(leaf);
        }
        const starts = leaves.map(({ start }) => start ?? -1);
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
      }),
    );
  });
});
