import { describe, expect, test } from 'vitest';
import { placeInState, placeOfRow, stateWithPlace, topOfPlace } from './reading-place';

const AT = { turn: 9, row: 10 };

describe('placeOfRow', () => {
  test('says what part of a row is behind the bars, whatever its height becomes', () => {
    const place = placeOfRow(AT, -50, 200);
    expect(place).toEqual({ turn: 9, row: 10, share: 0.25, belowPx: 0 });
    expect(topOfPlace(place, 200)).toBe(-50);
    expect(topOfPlace(place, 1000)).toBe(-250);
  });

  test('keeps the distance of a row that begins below the bars', () => {
    const place = placeOfRow(AT, 30, 200);
    expect(place).toMatchObject({ share: 0, belowPx: 30 });
    expect(topOfPlace(place, 1000)).toBe(30);
  });

  test('a row without height and one that is passed have a place', () => {
    expect(placeOfRow(AT, -50, 0).share).toBe(0);
    expect(placeOfRow(AT, -500, 200).share).toBe(1);
  });
});

describe('placeInState', () => {
  test('finds what was written, and leaves the rest of the state', () => {
    const place = placeOfRow(AT, -50, 200);
    const state = stateWithPlace({ tree: 'of the router' }, place);
    expect(placeInState(state)).toEqual(place);
    expect(state).toMatchObject({ tree: 'of the router' });
    expect(placeInState(stateWithPlace(state, null))).toBeNull();
  });

  test.each([null, undefined, 'text', {}, { readingPlace: 3 }, { readingPlace: { turn: 1, row: Number.NaN } }])(
    'finds nothing in %j',
    (state) => {
      expect(placeInState(state)).toBeNull();
    },
  );
});
