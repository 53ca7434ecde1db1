import { describe, expect, it } from 'vitest';

import { withoutSide, withSide, withSteps } from './change-sides';

const THREE = { runs: '12,13@5,14', baseline: 1 };

describe('changing the sides of a comparison', () => {
  it('gives a side other steps', () => {
    expect(withSteps(THREE, 0, { kind: 'range', first: 10, last: 20 })).toEqual({
      runs: '12@10..20,13@5,14',
      baseline: 1,
    });
    expect(withSteps(THREE, 1, { kind: 'all' })).toEqual({ runs: '12,13,14', baseline: 1 });
  });

  it('refuses a side that is there already, and more than ten', () => {
    expect(withSteps({ runs: '12,12@last', baseline: 0 }, 1, { kind: 'all' })).toBe('twice');
    expect(withSide(THREE, { runId: 14, steps: { kind: 'all' } })).toBe('twice');
    const ten = Array.from({ length: 10 }, (_, at) => at + 1).join(',');
    expect(withSide({ runs: ten, baseline: 0 }, { runId: 11, steps: { kind: 'all' } })).toBe('too_many');
  });

  it('adds a run once more at other steps', () => {
    expect(withSide(THREE, { runId: 12, steps: { kind: 'last' } })).toEqual({
      runs: '12,13@5,14,12@last',
      baseline: 1,
    });
  });

  it('keeps the baseline when another side goes, and makes the first one it when it goes itself', () => {
    expect(withoutSide(THREE, 0)).toEqual({ runs: '13@5,14', baseline: 0 });
    expect(withoutSide(THREE, 1)).toEqual({ runs: '12,14', baseline: 0 });
    expect(withoutSide(THREE, 2)).toEqual({ runs: '12,13@5', baseline: 1 });
  });
});
