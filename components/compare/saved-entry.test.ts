import { describe, expect, it } from 'vitest';

import { savedEntries, savedQueryOf } from './saved-entry';

describe('saved comparisons', () => {
  it('keep what is compared and how, not where a page stands', () => {
    expect(savedQueryOf('/compare', 'runs=1%2C2%40last&baseline=1&alpha=0.5&from=50&matching=shared&tables=x&k=')).toBe(
      'runs=1%2C2%40last&baseline=1&alpha=0.5',
    );
  });

  const sides = [{ name: '1', runId: 1, runName: 'A' }];
  const reopened = (path: string, query: string) =>
    savedEntries([{ id: 'x', name: 'N', query: savedQueryOf(path, query), sides }])[0]?.href;

  it.each([
    ['/compare', 'runs=1%2C2&metrics=turns&metric=turns&details=1'],
    ['/compare/questions', 'runs=1%2C2&metrics=turns&against=1&moved=correct%3Efailure&sort=improvement&q=ship'],
    ['/compare/entities', 'runs=1%2C2&baseline=1&against=0&class=lost&name=key&sort=-pValue'],
    ['/compare/training', 'runs=1%2C2&over=shared&reward=grpo&x=tokens&smooth=0.6&bands=hidden&y=fitted'],
    ['/compare/panels', 'runs=1%2C2&alpha=0.5&over=all&against=queries'],
  ])('of %s open that page as it was', (path, query) => {
    const href = new URL(reopened(path, `${query}&from=50`) ?? '', 'http://localhost');
    expect(href.pathname).toBe(path);
    expect(Object.fromEntries(href.searchParams)).toEqual(Object.fromEntries(new URLSearchParams(query)));
  });

  it('open on the differences where no page is known, and keep no parameter of another page', () => {
    expect(savedEntries([{ id: 'x', name: 'N', query: 'runs=1%2C2&page=shoes', sides }])[0]?.href).toBe(
      '/compare?runs=1%2C2',
    );
    expect(savedQueryOf('/compare', 'runs=1&page=panels&moved=kept')).toBe('runs=1');
    expect(savedQueryOf('/compare/panels', 'runs=1&moved=kept')).toBe('page=panels&runs=1');
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
