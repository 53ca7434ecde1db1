import { describe, expect, test } from 'vitest';

import { normaliseAddress } from './normalise-address';
import { queryWords } from './query-words';
import { readCallParts } from './read-call-parts';

function partsOf(name: string, value: unknown) {
  return readCallParts({ name, arguments: typeof value === 'string' ? value : JSON.stringify(value) });
}

describe('readCallParts', () => {
  test('takes each query of a list for one, and the strings beside each other for one together', () => {
    expect(partsOf('search', { query: ['weyprecht', 'tegetthoff'] }).queries).toEqual(['weyprecht', 'tegetthoff']);
    expect(partsOf('book', { user: 'mia', flight: { number: 'HAT1', day: 3 } }).queries).toEqual(['mia HAT1']);
  });

  test('takes a visit for its address and leaves out its goal', () => {
    expect(partsOf('visit', { url: ['https://a.org/x'], goal: 'Who led it?' })).toEqual({
      tool: 'visit',
      queries: [],
      addresses: ['https://a.org/x'],
    });
    expect(partsOf('access', 'https://a.org/x').addresses).toEqual(['https://a.org/x']);
    expect(partsOf('read_section', { section_id: 'titanic:plot' }).addresses).toEqual(['titanic:plot']);
  });

  test('takes a page number for no address, text for a query, a call without strings for its arguments', () => {
    expect(partsOf('search', { query: 'ship', page: '2' })).toMatchObject({ addresses: [], queries: ['ship 2'] });
    expect(partsOf('search', 'Karl Weyprecht').queries).toEqual(['Karl Weyprecht']);
    expect(partsOf('add', { a: 1 }).queries).toEqual(['{"a":1}']);
    expect(partsOf('list', '{}').queries).toEqual(['{}']);
  });

  test('bounds what a hostile call costs', () => {
    const many = partsOf('search', { query: Array.from({ length: 100 }, (_, at) => `q${at}`) });
    expect(many.queries).toHaveLength(16);
    expect(partsOf('search', `"${'x'.repeat(50_000)}"`).queries[0]).toHaveLength(20_000);
    expect(partsOf('search', `${'['.repeat(9_000)}"deep"${']'.repeat(9_000)}`).queries).toEqual(['deep']);
  });
});

describe('queryWords', () => {
  test('are the same for another order, case, quotes and empty words', () => {
    expect(queryWords('Who directed the film “Titanic”?')).toEqual(['directed', 'film', 'titanic']);
    expect([...queryWords('TITANIC film, directed by')].sort()).toEqual(['directed', 'film', 'titanic']);
  });

  test('keep empty words where there are no others, letters where words have no spaces, and the text of signs', () => {
    expect(queryWords('who is it')).toEqual(['who', 'is', 'it']);
    expect(queryWords('abc电影')).toEqual(['abc', '电', '影']);
    expect(queryWords(' ?! ')).toEqual(['=?!']);
  });
});

describe('normaliseAddress', () => {
  test.each([
    ['https://en.m.wikipedia.org/wiki/Titanic#Plot', 'en.wikipedia.org/wiki/titanic'],
    ['http://www.en.wikipedia.org/wiki/Titanic/', 'en.wikipedia.org/wiki/titanic'],
    ['www.a.org/x?utm_source=y', 'a.org/x'],
    ['https://a.org/x?utm_source=y&page=2', 'a.org/x?page=2'],
    ['https://a.org/%C3%A9', 'a.org/é'],
    ['https://a.org/%', 'a.org/%'],
  ])('%s is %s', (address, place) => {
    expect(normaliseAddress(address).place).toBe(place);
  });

  test('knows the page of a section and of a query', () => {
    expect(normaliseAddress('Titanic:Early life')).toEqual({ place: 'titanic:early_life', page: 'titanic' });
    expect(normaliseAddress('https://a.org/x?p=2').page).toBe('a.org/x');
  });
});
