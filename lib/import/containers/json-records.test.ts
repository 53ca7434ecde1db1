import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitJson } from './json-records';
import type { JsonRecordEvent, JsonSplitLimits } from './json-records';
import type { SequentialLayout } from './record-layout';
import { collect, inChunks } from './testing/chunks';

const LIST = { kind: 'list' } as const;
const ENTRIES = { kind: 'entries' } as const;
const WHOLE = { kind: 'whole' } as const;
const SAMPLES = { kind: 'member', name: 'samples' } as const;

/** Events with bytes as text, so that they can be compared. */
async function split(
  text: string | Buffer,
  layout: SequentialLayout,
  { chunkBytes = 1 << 20, ...limits }: Partial<JsonSplitLimits> & { chunkBytes?: number } = {},
): Promise<readonly unknown[]> {
  const events = await collect(splitJson(inChunks(Buffer.from(text), chunkBytes), layout, limits));
  return events.map(readable);
}

function readable(event: JsonRecordEvent): unknown {
  if (event.kind === 'issue') return `${event.code} ${event.line}`;
  const text = Buffer.from(event.bytes).toString();
  return event.kind === 'header' ? `header ${text}` : `${event.line} ${text}`;
}

describe('splitJson', () => {
  test.each<[string, string, SequentialLayout, readonly string[]]>([
    ['a list', '[{"a":1},{"b":[1,{"c":2}]}]', LIST, ['1 {"a":1}', '2 {"b":[1,{"c":2}]}']],
    ['an empty list', ' [ ] ', LIST, []],
    ['any elements', '[1, "a,]", null]', LIST, ['1 1', '2 "a,]"', '3 null']],
    ['brackets and quotes in text', '[{"a":"]}\\"[,"},{}]', LIST, ['1 {"a":"]}\\"[,"}', '2 {}']],
    ['newlines become spaces', '[{\r\n "a": 1\n},\n{}]', LIST, ['1 {   "a": 1 }', '2 {}']],
    ['NaN and Infinity', '[{"a":NaN,"b":-Infinity}]', LIST, ['1 {"a":NaN,"b":-Infinity}']],
    ['a byte order mark', '\uFEFF[1]', LIST, ['1 1']],
    ['entries', '{"q1": {"a":1}, "q,2":[]}', ENTRIES, ['1 {"q1": {"a":1}}', '2 {"q,2":[]}']],
    ['an empty object', '{}', ENTRIES, []],
    ['the whole', ' {"a":\n[1]} ', WHOLE, ['1 {"a": [1]} ']],
    ['lines', '{"a":1}\n{"b":2}', { kind: 'lines' }, ['1 {"a":1}', '2 {"b":2}']],
    [
      'a member with what stands around it',
      '{"version": 2, "samples": [{"id":1},{"id":2}], "eval": {"samples": [3]}}',
      SAMPLES,
      ['1 {"id":1}', '2 {"id":2}', 'header {"version": 2,"eval": {"samples": [3]}}'],
    ],
    ['a member alone', '{"samples":[]}', SAMPLES, ['header {}']],
    ['a member keyed by id', '{"samples":{"a":1,"b":2}}', SAMPLES, ['1 {"a":1}', '2 {"b":2}', 'header {}']],
    ['a member written with escapes', '{"s\\u0061mples":[1]}', SAMPLES, ['1 1', 'header {}']],
    ['no such member', '{"a":{"samples":[1]}}', SAMPLES, ['header {"a":{"samples":[1]}}']],
    ['text behind the end', '[1] [2]', LIST, ['1 1', 'line_not_json 1']],
    ['two commas', '[1,,2,]', LIST, ['1 1', 'line_not_json 2', '3 2', 'line_not_json 4']],
    ['another kind of value', '{"a":1}', LIST, ['line_not_json 1']],
    ['a member that is no list', '{"samples":3}', SAMPLES, ['line_not_json 1', 'header {}']],
    ['a bracket that does not fit', '[{"a":[1}, {}]', LIST, ['line_not_json 1']],
    ['the wrong end', '[{"a":1}}', LIST, ['line_not_json 1']],
    ['an empty file', '', LIST, ['line_truncated 1']],
    ['cut inside a record', '[{"a":1},{"b":"x', LIST, ['1 {"a":1}', 'line_truncated 2']],
    ['cut behind a record', '[{"a":1},{"b":2}\n', LIST, ['1 {"a":1}', '2 {"b":2} ', 'line_truncated 2']],
    ['cut behind a comma', '[{"a":1},', LIST, ['1 {"a":1}', 'line_truncated 1']],
    ['cut inside a number', '[1, 2', LIST, ['1 1', 'line_truncated 2']],
    ['a whole cut', '{"a":[1', WHOLE, ['line_truncated 1']],
    ['a member cut', '{"a":1,"samples":[{},{', SAMPLES, ['1 {}', 'line_truncated 2', 'header {"a":1}']],
  ])('%s', async (_, text, layout, expected) => {
    for (const chunkBytes of [1, 7, 64, 1 << 20]) {
      expect(await split(text, layout, { chunkBytes })).toEqual(expected);
    }
  });

  test('a raw newline inside a string stays an error, on one line', async () => {
    const [event] = await collect(splitJson(inChunks(Buffer.from('[{"a":"x\ny"}]'), 5), LIST));
    const text = event?.kind === 'record' ? Buffer.from(event.bytes).toString() : '';
    expect(text).not.toMatch(/[\r\n]/);
    expect(() => JSON.parse(text)).toThrow(/control character/);
  });

  test('a long string with quotes and backslashes at every place of a chunk', async () => {
    const value = { a: `${'x'.repeat(70)}"${'\\'.repeat(71)}"\\`, b: ']' };
    const json = JSON.stringify([value, value]);
    for (let chunkBytes = 1; chunkBytes < json.length + 2; chunkBytes += 1) {
      expect(await split(json, LIST, { chunkBytes })).toEqual([
        `1 ${JSON.stringify(value)}`,
        `2 ${JSON.stringify(value)}`,
      ]);
    }
  });

  test('a record past the limit costs itself', async () => {
    for (const chunkBytes of [1, 7, 1000]) {
      expect(await split(`[{"a":1},"${'x'.repeat(100)}",{"b":2}]`, LIST, { chunkBytes, maxRecordBytes: 50 })).toEqual([
        '1 {"a":1}',
        'line_too_long 2',
        '3 {"b":2}',
      ]);
    }
  });

  test('values around a member are left out once they are too many', async () => {
    const text = `{"a":1,"long":"${'x'.repeat(100)}","samples":[{}],"b":2}`;
    for (const chunkBytes of [1, 7, 1000]) {
      expect(await split(text, SAMPLES, { chunkBytes, maxHeaderBytes: 20 })).toEqual(['1 {}', 'header {"a":1,"b":2}']);
    }
  });

  test('the chunks themselves are not written to', async () => {
    const bytes = Buffer.from('[{\n"a":\n1}]');
    const before = bytes.toString();
    async function* once(): AsyncGenerator<Uint8Array> {
      yield bytes;
    }
    expect((await collect(splitJson(once(), LIST))).length).toBe(1);
    expect(bytes.toString()).toBe(before);
  });

  const json = fc.jsonValue({ maxDepth: 4 });
  const options = { numRuns: 300 };
  const space = fc.constantFrom(undefined, 2, '\t');
  const chunkSize = fc.constantFrom(1, 2, 7, 64, 10_000);

  test('gives back every list', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(json), space, chunkSize, async (values, indent, chunkBytes) => {
        const events = await parsed(JSON.stringify(values, null, indent), LIST, chunkBytes);
        expect(events).toEqual(JSON.parse(JSON.stringify(values)));
      }),
      options,
    );
  });

  test('gives back every object', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), json), space, chunkSize, async (value, indent, chunkBytes) => {
        const text = JSON.stringify(value, null, indent);
        const expected: unknown = JSON.parse(text);
        const entries = await parsed(text, ENTRIES, chunkBytes);
        expect(JSON.parse(`[${entries.map((entry) => JSON.stringify(entry)).join(',')}]`)).toEqual(
          Object.entries(JSON.parse(text)).map((entry) => JSON.parse(JSON.stringify(Object.fromEntries([entry])))),
        );
        expect(await parsed(text, WHOLE, chunkBytes)).toEqual([expected]);
        expect(await parsed(text, { kind: 'member', name: 'not there' }, chunkBytes)).toEqual([expected]);
      }),
      options,
    );
  });

  test('gives back every member and its surroundings', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), json), fc.array(json), chunkSize, async (value, list, chunkBytes) => {
        const text = JSON.stringify({ ...value, samples: list }, null, 1);
        const { samples, ...rest } = JSON.parse(text);
        expect(await parsed(text, SAMPLES, chunkBytes)).toEqual([...samples, rest]);
      }),
      options,
    );
  });

  test.each([LIST, ENTRIES, WHOLE, SAMPLES])('cut at every byte it ends, and says so: %j', async (layout) => {
    const text = layout.kind === 'list' ? '[{"a":"\\"]"},[1],NaN]' : '{"b":"\\"}","samples":[{"c":[1]},{}],"d":1}';
    const bytes = Buffer.from(text);
    for (let length = 0; length < bytes.length; length += 1) {
      const events = await split(bytes.subarray(0, length), layout, { chunkBytes: 3 });
      expect(events.filter((event) => String(event).startsWith('line_truncated')).length).toBe(1);
    }
    expect((await split(bytes, layout)).some((event) => String(event).startsWith('line_'))).toBe(false);
  });

  test('any bytes give the same events whatever the chunks', async () => {
    const piece = fc.constantFrom('[', ']', '{', '}', ',', ':', '"', '\\', '\n', ' ', 'a', '"samples"', '\uFEFF', '1');
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 40 }),
        fc.constantFrom<SequentialLayout>(LIST, ENTRIES, WHOLE, SAMPLES),
        chunkSize,
        async (pieces, layout, chunkBytes) => {
          const text = pieces.join('');
          expect(await split(text, layout, { chunkBytes })).toEqual(await split(text, layout));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

async function parsed(text: string, layout: SequentialLayout, chunkBytes: number): Promise<unknown[]> {
  const events = await collect(splitJson(inChunks(Buffer.from(text), chunkBytes), layout));
  return events.map((event) => {
    if (event.kind === 'issue') return event;
    const line = Buffer.from(event.bytes).toString();
    expect(line).not.toMatch(/[\r\n]/);
    return JSON.parse(line);
  });
}
