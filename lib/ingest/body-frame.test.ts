import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { BodyFrameReader, BodyFrameWriter, readBodyFrame, type RolloutBody } from './body-frame';

const text = fc.string({ unit: 'grapheme' });
const call = fc.record(
  { id: text, type: fc.constant('function' as const), function: fc.record({ name: text, arguments: text }) },
  { requiredKeys: ['type', 'function'] },
);
const message = fc.record(
  {
    role: fc.constantFrom('system', 'user', 'assistant', 'tool'),
    content: text,
    reasoning_content: text,
    tool_calls: fc.array(call),
    tool_call_id: text,
    name: text,
  },
  { requiredKeys: ['role', 'content'] },
);
const body = fc.record({ messages: fc.array(message), rawText: fc.option(text) }, { noNullPrototype: true });

function pack(bodies: readonly RolloutBody[]): readonly RolloutBody[] {
  const writer = new BodyFrameWriter();
  for (const one of bodies) writer.add(one);
  return readBodyFrame(writer.take());
}

test('any bodies come back as they were, frame after frame', () => {
  const writer = new BodyFrameWriter();
  fc.assert(
    fc.property(fc.array(body, { minLength: 1, maxLength: 8 }), (given) => {
      for (const one of given) writer.add(one);
      expect(readBodyFrame(writer.take())).toEqual(given);
      expect(writer.rollouts).toBe(0);
    }),
  );
});

function numbersOf(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [at, number] of numbers.entries()) bytes.writeUInt32LE(number, at * 4);
  return bytes;
}

/** A frame as it was packed before each rollout had a JSON of its own, and as before there was an index. */
function olderFrames(frame: Buffer, rollouts: number): readonly Buffer[] {
  const bytes = zstdDecompressSync(frame);
  const indexStart = bytes.length - 4 - rollouts * 16;
  const index = Array.from({ length: rollouts }, (_, at) =>
    [0, 4, 8, 12].map((offset) => bytes.readUInt32LE(indexStart + at * 16 + offset)),
  );
  let position = indexStart - index.reduce((sum, [, , , structure = 0]) => sum + structure, 0);
  const texts = bytes.subarray(0, position);
  const structures = index.map(([, , , structure = 0]) => {
    position += structure;
    return bytes.toString('utf8', position - structure, position);
  });
  const list = Buffer.from(`[${structures.join(',')}]`);
  const listIndex = numbersOf(...index.flatMap((numbers) => numbers.slice(0, 3)));
  return [
    zstdCompressSync(Buffer.concat([texts, list, listIndex, numbersOf(list.length, 0x8000_0000 + rollouts)])),
    zstdCompressSync(Buffer.concat([texts, list, numbersOf(list.length)])),
  ];
}

test('a frame from before rollouts had a JSON each, or an index, reads the same', () => {
  fc.assert(
    fc.property(fc.array(body, { minLength: 1, maxLength: 8 }), (given) => {
      const writer = new BodyFrameWriter();
      for (const one of given) writer.add(one);
      const frame = writer.take();
      const now = new BodyFrameReader(frame);
      const [withIndex, without] = olderFrames(frame, given.length).map((older) => new BodyFrameReader(older));
      for (const at of given.keys()) {
        // Asked for alone, and in another order than they stand.
        const place = given.length - 1 - at;
        for (const older of [withIndex, without]) {
          expect(older?.rollouts).toBe(given.length);
          expect(older?.read(place)).toEqual(given[place]);
          expect(older?.messageTexts(place).toString()).toBe(now.messageTexts(place).toString());
        }
        expect(withIndex?.hasEscapedCall(place)).toBe(now.hasEscapedCall(place));
      }
    }),
  );
});

test('a frame has no rollouts beyond its own', () => {
  const writer = new BodyFrameWriter();
  writer.add({ messages: [], rawText: null });
  const frame = writer.take();
  for (const one of [frame, ...olderFrames(frame, 1)]) {
    expect(() => new BodyFrameReader(one).read(1)).toThrow('a frame of 1 rollouts has none at 1');
  }
});

test.each([
  [String.raw`{"q":"\u00e9"}`, '', true],
  ['{"q":"é"}', String.raw`rac12`, false],
  ['{}', String.raw`<tool_call>{"name":"search","arguments":{"q":"\u00e9"}}</tool_call>`, true],
  ['{}', '<tool_call>{"name":"search","arguments":{"q":"é"}}</tool_call>', false],
])('tells whether a call holds an escape: %s %s %s', (text, content, expected) => {
  const writer = new BodyFrameWriter();
  const call = { type: 'function' as const, function: { name: 'search', arguments: text } };
  const observed = {
    role: 'tool' as const,
    content: String.raw`<tool_call>
`,
  };
  writer.add({ messages: [observed, { role: 'assistant', content, tool_calls: [call] }], rawText: null });
  expect(new BodyFrameReader(writer.take()).hasEscapedCall(0)).toBe(expected);
});

test('a frame is full after sixteen rollouts, or after one large one', () => {
  const writer = new BodyFrameWriter();
  for (let rollout = 0; rollout < 15; rollout += 1) writer.add({ messages: [], rawText: 'short' });
  expect(writer.isFull).toBe(false);
  writer.add({ messages: [], rawText: null });
  expect(writer.isFull).toBe(true);
  writer.take();
  writer.add({ messages: [{ role: 'tool', content: 'x'.repeat(300_000) }], rawText: null });
  expect(writer.isFull).toBe(true);
});

test('texts larger than the buffer come back as they were', () => {
  const given: RolloutBody = {
    messages: [
      { role: 'user', content: 'é”x'.repeat(700_000) },
      { role: 'tool', content: 'b'.repeat(3_000_000) },
    ],
    rawText: 'raw',
  };
  expect(pack([given])).toEqual([given]);
});

test('a lone surrogate becomes the replacement character', () => {
  expect(pack([{ messages: [{ role: 'user', content: 'a\ud800b' }], rawText: null }])[0]?.messages[0]?.content).toBe(
    'a\ufffdb',
  );
});
