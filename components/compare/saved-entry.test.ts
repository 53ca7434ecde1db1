import { describe, expect, it } from 'vitest';

import { savedEntries, savedQueryOf } from './saved-entry';

describe('saved comparisons', () => {
  it('keep what is compared and how, not where a page stands', () => {
    expect(savedQueryOf('runs=1%2C2%40last&baseline=1&alpha=0.5&from=50&matching=shared&tables=x&k=')).toBe(
      'runs=1%2C2%40last&baseline=1&alpha=0.5',
    );
  });

  it('say which runs they are of, and which is gone', () => {
    const sides = [
      { name: '1', runId: 1, runName: 'A' },
      { name: '1@last', runId: 1, runName: 'A' },
      { name: '9', runId: 9, runName: null },
    ];
    expect(savedEntries([{ id: 'x', name: 'N', query: 'runs=1', sides }])).toEqual([
      { id: 'x', name: 'N', filter: 'A · A @ last · run 9 is gone', href: '/compare?runs=1' },
    ]);
  });
});
