import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mentionsOf, segmentText, transcriptTurn } from './transcript';

const mention = fc
  .tuple(fc.nat(4), fc.nat(30), fc.nat(12))
  .map(([entity, start, length]) => ({ entity, start, end: start + length }));

describe('segmentText', () => {
  it('keeps both of two overlapping names', () => {
    const segments = segmentText('The New York Times', [
      { entity: 0, start: 4, end: 12 },
      { entity: 1, start: 4, end: 18 },
    ]);
    expect(segments.map(({ text, entities }) => [text, entities])).toEqual([
      ['The ', []],
      ['New York', [0, 1]],
      [' Times', [1]],
    ]);
  });

  it('has no segment for an empty text and one for a text without mentions', () => {
    expect(segmentText('', [])).toEqual([]);
    expect(segmentText('abc', [])).toEqual([{ start: 0, text: 'abc', entities: [] }]);
  });

  it('gives the text back and marks a place exactly where a mention covers it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.array(mention, { maxLength: 6 }), (text, mentions) => {
        const segments = segmentText(text, mentions);
        expect(segments.map((segment) => segment.text).join('')).toBe(text);
        for (const { start, entities } of segments) {
          const covering = mentions.filter((one) => one.start <= start && one.end > start).map((one) => one.entity);
          expect(entities).toEqual([...new Set(covering)].sort((a, b) => a - b));
        }
      }),
    );
  });
});

describe('transcriptTurn', () => {
  it('packs mentions and unpacks them the same', () => {
    const mentions = [
      { entity: 3, start: 0, end: 4 },
      { entity: 0, start: 2, end: 9 },
    ];
    const tool = { name: 'search', arguments: '{}' };
    const turn = transcriptTurn(2, [{ kind: 'query', text: 'Bering Sea', tool, mentions }]);
    expect(turn.spans[0]).toEqual({ kind: 'query', text: 'Bering Sea', tool, mentions: [3, 0, 4, 0, 2, 9] });
    expect(turn.spans.flatMap(mentionsOf)).toEqual(mentions);
  });
});
