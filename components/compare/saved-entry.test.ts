import { describe, expect, it } from 'vitest';

import { savedEntries, savedQueryOf } from './saved-entry';

describe('saved comparisons', () => {
  it('keep what is compared and how, not where a page stands', () => {
    expect(savedQueryOf('/compare', 'runs=1%2C2%40last&baseline=1&alpha=0.5&from=50&matching=shared&tables=x&k=')).toBe(
      'runs=1%2C2%40last&baseline=1&alpha=0.5',
    );
  });

  const sides = [{ name: '1', runId: 1, runName: 'A', isChanged: null }];
  const createdAt = '2026-03-04T15:06:07.000Z';
  const reopened = (path: string, query: string) =>
    savedEntries([{ id: 'x', name: 'N', query: savedQueryOf(path, query), sides, createdAt }])[0]?.href;

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
    expect(savedEntries([{ id: 'x', name: 'N', query: 'runs=1%2C2&page=shoes', sides, createdAt }])[0]?.href).toBe(
      '/compare?runs=1%2C2',
    );
    expect(savedQueryOf('/compare', 'runs=1&page=panels&moved=kept')).toBe('runs=1');
    expect(savedQueryOf('/compare/panels', 'runs=1&moved=kept')).toBe('page=panels&runs=1');
  });

  it('say which runs they are of, which is gone, and whose numbers are others since', () => {
    const sides = [
      { name: '1', runId: 1, runName: 'A', isChanged: true },
      { name: '1@last', runId: 1, runName: 'A', isChanged: true },
      { name: '2', runId: 2, runName: 'B', isChanged: false },
      { name: '9', runId: 9, runName: null, isChanged: null },
    ];
    const [entry] = savedEntries([{ id: 'x', name: 'N', query: 'runs=1', sides, createdAt }]);
    expect(entry).toEqual({
      id: 'x',
      name: 'N',
      filter: 'A · A @ last · B · run 9 is gone · saved 2026-03-04 15:06 UTC, computed anew since: A',
      href: '/compare?runs=1',
    });
    const [calm] = savedEntries([{ id: 'x', name: 'N', query: 'runs=1', sides: sides.slice(2), createdAt }]);
    expect(calm?.filter).toBe('B · run 9 is gone · saved 2026-03-04 15:06 UTC');
  });
});
