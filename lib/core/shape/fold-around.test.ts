import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldAround, type FoldPiece, type FoldShape } from './fold-around';

const SHAPE: FoldShape = { around: 10, beginning: 40, leastGap: 20, mostPieces: 4, mostOfGroup: 100 };
const line = (n: number) => `line ${String(n).padStart(3, '0')} of the page\n`;
const LINES = Array.from({ length: 60 }, (_, n) => line(n)).join('');
const shownText = (text: string, pieces: readonly FoldPiece[]) =>
  pieces.filter((piece) => piece.isShown).map(({ start, end }) => text.slice(start, end));
const placeOf = (text: string, name: string) => ({
  start: text.indexOf(name),
  end: text.indexOf(name) + name.length,
  group: 0,
});

describe('foldAround', () => {
  it('shows the first line and whole lines around a place', () => {
    const pieces = foldAround(LINES, [placeOf(LINES, '030')], SHAPE);
    expect(shownText(LINES, pieces)).toEqual([line(0) + line(1), expect.stringContaining(line(30))]);
    expect(pieces.map((piece) => piece.isShown)).toEqual([true, false, true, false]);
    expect(shownText(LINES, pieces)[1]).toMatch(/^line 029.*\n$/s);
  });

  it('shows the first lines where nothing is mentioned', () => {
    expect(shownText(LINES, foldAround(LINES, [], SHAPE))).toEqual([line(0) + line(1)]);
  });

  it('merges places that are near and leaves no gap that is not worth one', () => {
    const places = [placeOf(LINES, '030'), placeOf(LINES, '031'), placeOf(LINES, '059')];
    const shown = shownText(LINES, foldAround(LINES, places, SHAPE));
    expect(shown).toHaveLength(3);
    expect(shown[2]).toContain(line(59));
    expect(foldAround('short', [], SHAPE)).toEqual([{ start: 0, end: 5, isShown: true, placesHidden: 0 }]);
    expect(foldAround('', [{ start: 0, end: 3, group: 0 }], SHAPE)).toEqual([]);
  });

  it('counts the places that are more than it shows, and shows what is kept', () => {
    const places = Array.from({ length: 10 }, (_, n) => placeOf(LINES, `0${n * 6 < 10 ? '0' : ''}${n * 6}`));
    const pieces = foldAround(LINES, places, SHAPE);
    expect(pieces.filter((piece) => piece.isShown)).toHaveLength(4);
    expect(pieces.at(-1)).toMatchObject({ isShown: false, placesHidden: 6 });
    const kept = foldAround(LINES, places, SHAPE, [placeOf(LINES, '054')]);
    expect(shownText(LINES, kept).at(-1)).toBe('054');
  });

  it('has excerpts for the first places of a group only, and counts the rest', () => {
    const weyprecht = Array.from({ length: 50 }, (_, n) => placeOf(LINES, `line ${String(n).padStart(3, '0')}`));
    const payer = { ...placeOf(LINES, '055'), group: 1 };
    const pieces = foldAround(LINES, [...weyprecht, payer], { ...SHAPE, mostOfGroup: 2 });
    const shown = shownText(LINES, pieces);
    expect(shown).toHaveLength(2);
    expect(shown[0]).not.toContain(line(5));
    expect(shown[1]).toContain(line(55));
    expect(pieces[1]).toMatchObject({ isShown: false, placesHidden: 50 - (shown[0]?.match(/line/g) ?? []).length });
  });

  it('cuts between words where no line ends near, and never inside a character', () => {
    const words = 'weyprecht tegetthoff '.repeat(60);
    const [, excerpt] = shownText(words, foldAround(words, [{ start: 600, end: 609, group: 0 }], SHAPE));
    expect(excerpt).toMatch(/^(weyprecht|tegetthoff) .*(weyprecht|tegetthoff)$/);
    const emoji = '😀'.repeat(400);
    for (const at of [400, 401, 402, 403]) {
      const shown = shownText(emoji, foldAround(emoji, [{ start: at, end: at + 1, group: 0 }], SHAPE));
      expect(shown.every((text) => text.isWellFormed())).toBe(true);
    }
  });

  it('gives the text back, and shows every place unless there are too many pieces', () => {
    const place = fc.tuple(fc.integer({ min: -5, max: 420 }), fc.nat(30), fc.nat(2)).map(([start, length, group]) => ({
      start,
      end: start + length,
      group,
    }));
    const text = fc.array(fc.constantFrom('a', ' ', '\n', 'word', '😀'), { maxLength: 400 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text, fc.array(place, { maxLength: 12 }), fc.array(place, { maxLength: 2 }), (log, places, kept) => {
        const pieces = foldAround(log, places, SHAPE, kept);
        expect(pieces.map(({ start, end }) => log.slice(start, end)).join('')).toBe(log);
        const inside = places.filter(({ start, end }) => Math.max(0, start) < Math.min(log.length, end));
        const isVisible = (at: number) => pieces.some((piece) => piece.isShown && piece.start <= at && at < piece.end);
        const excerpts = foldAround(log, places, { ...SHAPE, mostPieces: 1000 }).filter((piece) => piece.isShown);
        if (excerpts.length <= SHAPE.mostPieces) {
          for (const { start, end } of inside) {
            expect(isVisible(Math.max(0, start)) && isVisible(Math.min(log.length, end) - 1)).toBe(true);
          }
        }
        const visible = inside.filter(({ start }) => isVisible(Math.max(0, start))).length;
        const hidden = pieces.reduce((sum, piece) => sum + piece.placesHidden, 0);
        expect(hidden + visible).toBe(inside.length);
      }),
    );
  });

  it('folds a megabyte with ten thousand places in a moment', () => {
    const text = 'word '.repeat(200_000);
    const places = Array.from({ length: 10_000 }, (_, n) => ({ start: n * 100, end: n * 100 + 4, group: n % 40 }));
    const before = performance.now();
    const pieces = foldAround(text, places, {
      around: 10,
      beginning: 400,
      leastGap: 20,
      mostPieces: 40,
      mostOfGroup: 3,
    });
    expect(performance.now() - before).toBeLessThan(200);
    expect(pieces.length).toBeLessThanOrEqual(81);
  });
});
