import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextMarks } from './text-marks';

const range = fc.tuple(fc.nat(40), fc.nat(12)).map(([start, length]) => ({ start, end: start + length }));

describe('TextMarks', () => {
  it('keeps mention, match and tag of one stretch', () => {
    const text = '<think>New York Times</think>';
    const marks = new TextMarks(
      text,
      [{ entity: 1, start: 7, end: 15 }],
      [
        { start: 11, end: 15, current: true },
        { start: 16, end: 21, current: false },
      ],
      true,
    );
    expect(marks.segments(0, text.length).map(({ start: _start, ...rest }) => rest)).toEqual([
      { text: '<think>', entities: [], found: null, isTag: true },
      { text: 'New ', entities: [1], found: null, isTag: false },
      { text: 'York', entities: [1], found: 'current', isTag: false },
      { text: ' ', entities: [], found: null, isTag: false },
      { text: 'Times', entities: [], found: 'match', isTag: false },
      { text: '</think>', entities: [], found: null, isTag: true },
    ]);
    expect(marks.hasMarks(0, 7)).toBe(false);
    expect(marks.hasMarks(0, 8)).toBe(true);
  });

  it.each([
    '<|im_start|>',
    '<|im_end|>',
    '<tool_call>',
    '</information>',
    '<｜Assistant｜>',
    '[INST]',
    '<function=search>',
  ])('takes %s for a special tag', (tag) => {
    const segments = new TextMarks(`a ${tag} b`, [], [], true).segments(0, tag.length + 4);
    expect(segments.filter((segment) => segment.isTag).map((segment) => segment.text)).toEqual([tag]);
  });

  it.each(['<script>alert(1)</script>', 'a < b > c', '<thinker>', '<|a\nb|>', '[1]'])('leaves %j as text', (text) => {
    expect(new TextMarks(text, [], [], true).segments(0, text.length).some((segment) => segment.isTag)).toBe(false);
  });

  it('marks no tag where it is told not to', () => {
    expect(new TextMarks('<think>', [], [], false).segments(0, 7).map((segment) => segment.isTag)).toEqual([false]);
  });

  it('gives any stretch back and marks each character as a scan of all marks would', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 40 }),
        fc.array(range, { maxLength: 6 }),
        fc.array(range, { maxLength: 4 }),
        range,
        (text, mentions, found, stretch) => {
          const marks = new TextMarks(
            text,
            mentions.map((one, index) => ({ ...one, entity: index % 3 })),
            found.map((one, index) => ({ ...one, current: index === 0 })),
            false,
          );
          const start = Math.min(stretch.start, text.length);
          const end = Math.min(stretch.end, text.length);
          const segments = marks.segments(start, end);
          expect(segments.map((segment) => segment.text).join('')).toBe(text.slice(start, end));
          for (const segment of segments) {
            const covers = ({ start: from, end: to }: { start: number; end: number }) =>
              from <= segment.start && segment.start < to;
            const entities = mentions.flatMap((one, index) => (covers(one) ? [index % 3] : []));
            expect(segment.entities).toEqual([...new Set(entities)].sort((a, b) => a - b));
            expect(segment.found !== null).toBe(found.some(covers));
          }
        },
      ),
    );
  });

  it('cuts ten thousand marks out of a megabyte piece by piece in a moment', () => {
    const text = 'word '.repeat(200_000);
    const mentions = Array.from({ length: 10_000 }, (_, n) => ({ entity: n % 40, start: n * 100, end: n * 100 + 4 }));
    const before = performance.now();
    const marks = new TextMarks(text, mentions, [], true);
    let segments = 0;
    for (let at = 0; at < text.length; at += 1000) segments += marks.segments(at, at + 1000).length;
    expect(segments).toBe(20_000);
    expect(performance.now() - before).toBeLessThan(250);
  });
});
