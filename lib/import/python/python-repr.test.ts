import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePythonRepr } from './python-repr';

describe('parsePythonRepr', () => {
  it.each([
    ["'a'", 'a'],
    [String.raw`"it's\n\x41\u00e9\\"`, "it's\nAé\\"],
    ["['a', 1, -2.5, True, None, ('b',)]", ['a', 1, -2.5, true, null, ['b']]],
    ["{'a': {1: [ ]}, 'b': {}}", { a: { '1': [] }, b: {} }],
    [
      "Step(number=1, error=None, calls=[Call(name='x', arguments={'q': \"it's\"})])",
      {
        __class__: 'Step',
        number: 1,
        error: null,
        calls: [{ __class__: 'Call', name: 'x', arguments: { q: "it's" } }],
      },
    ],
    [
      "Message(role=<Role.USER: 'user'>, raw=<object at 0x7f>)",
      { __class__: 'Message', role: "<Role.USER: 'user'>", raw: '<object at 0x7f>' },
    ],
    [
      "AgentError('bad', datetime.datetime(2025, 1, 2))",
      { __class__: 'AgentError', '0': 'bad', '1': { __class__: 'datetime.datetime', '0': 2025, '1': 1, '2': 2 } },
    ],
    ["b'abc'", 'abc'],
    ['float(nan)', { __class__: 'float', '0': null }],
  ])('%s', (text, value) => {
    expect(parsePythonRepr(text)).toEqual(value);
  });

  it.each(["'open", '[1, 2', "{'a': }", 'Step(a=1', 'a b', '', "'a' 'b'", '[1 2]', 'f(a=)'])(
    'does not read %s',
    (text) => {
      expect(parsePythonRepr(text)).toBeUndefined();
    },
  );

  it('reads every text as Python writes it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const written = text
          .replaceAll('\\', '\\\\')
          .replaceAll("'", String.raw`\'`)
          .replaceAll('\n', String.raw`\n`);
        expect(parsePythonRepr(`Step(text='${written}')`)).toEqual({ __class__: 'Step', text });
      }),
    );
  });

  it('never throws, and gives up on endless nesting at once', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => parsePythonRepr(text)).not.toThrow();
      }),
    );
    for (const open of ['[', '{', 'f(', '(', "{'a':"]) expect(parsePythonRepr(open.repeat(200_000))).toBeUndefined();
  });
});
