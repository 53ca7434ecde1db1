import { describe, expect, test } from 'vitest';

import { characterFolds } from './character-folds';
import { foldText } from './fold-text';

const folds = characterFolds();
const simpleUnits = Array.from(folds.simple.keys()).filter((unit) => folds.simple[unit] === 1);

// The matching of simple texts rests on these; they are checked for every unit of the running engine's Unicode version.
describe('simple units', () => {
  test('are most of them', () => {
    expect(simpleUnits.length).toBeGreaterThan(55_000);
  });

  test('the lower case of one is simple and folds to the same', () => {
    const broken = simpleUnits.filter((unit) => {
      const lower = folds.lower[unit] ?? 0;
      return folds.simple[lower] !== 1 || folds.folded[lower] !== folds.folded[unit];
    });
    expect(broken).toEqual([]);
  });

  test('fold the same behind any other, and before it', () => {
    const before = Array.from('aσ가ᄀカ ½');
    const broken = simpleUnits.filter((unit) => {
      const character = String.fromCharCode(unit);
      return before.some((other) => {
        const both = foldText(other) + foldText(character);
        return (
          foldText(other + character).replace('  ', ' ') !== both.replace('  ', ' ') ||
          (other + character).toLowerCase() !== other.toLowerCase() + character.toLowerCase()
        );
      });
    });
    expect(broken).toEqual([]);
  }, 30_000);

  test('isSimpleText knows them', () => {
    expect(folds.isSimpleText(simpleUnits.map((unit) => String.fromCharCode(unit)).join(''))).toBe(true);
    const known = Array.from(folds.simple.keys()).filter(
      (unit) => folds.isSimpleText(String.fromCharCode(unit)) !== (folds.simple[unit] === 1),
    );
    expect(known).toEqual([]);
  });
});
