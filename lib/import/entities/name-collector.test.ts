import { describe, expect, it } from 'vitest';
import { NameCollector } from './name-collector';
import { titleOfWikiAddress, withoutQualifier } from './page-title';
import { isNameOfAnswer, isPlainValue } from './plain-value';

function collect(add: (names: NameCollector) => void): string[] | null {
  const names = new NameCollector();
  add(names);
  return names.entities()?.map(({ name, aliases }) => [name, ...aliases].join('=')) ?? null;
}

describe('NameCollector', () => {
  it('takes names that read alike for one, under the first form', () => {
    expect(
      collect((names) => {
        names.addName('Founder’s Medal');
        names.addName("founder's  medal");
        names.addName(' ');
      }),
    ).toEqual(['Founder’s Medal']);
  });

  it('finds an entity by its aliases', () => {
    expect(
      collect((names) => {
        names.addName('United States', ['USA', 'US']);
        names.addName('usa');
        names.addName('America', ['US']);
      }),
    ).toEqual(['United States=USA=US=America']);
  });

  it('joins X with X (film), and not where two titles are X', () => {
    expect(
      collect((names) => {
        names.addTitle('The Ferry (film)');
        names.addTitle('Night Train (1951 film)');
        names.addTitle('Night Train (1972 film)');
        names.addTitle('Night Train (novel)');
        names.addName('the ferry');
        names.addName('Night Train');
      }),
    ).toEqual([
      'The Ferry (film)=The Ferry',
      'Night Train (1951 film)',
      'Night Train (1972 film)',
      'Night Train (novel)',
    ]);
  });

  it('leaves X to the page of that title, whichever comes first', () => {
    const expected = ['Emma (film)', 'Emma'];
    expect(collect((names) => ['Emma (film)', 'Emma'].forEach((title) => names.addTitle(title)))).toEqual(expected);
    expect(collect((names) => ['Emma', 'Emma (film)'].forEach((title) => names.addTitle(title)))).toEqual(
      expected.toReversed(),
    );
  });

  it('gives up beyond 4096 entities', () => {
    const fill = (count: number) => (names: NameCollector) => {
      for (let index = 0; index < count; index += 1) names.addName(`n${index}`);
    };
    expect(collect(fill(4096))).toHaveLength(4096);
    expect(collect(fill(4097))).toBeNull();
  });
});

it.each([
  ['Polish-Russian War (film)', 'Polish-Russian War'],
  ['The Beach (2000 film) (soundtrack)', 'The Beach (2000 film)'],
  ['(What)', '(What)'],
  ['f(x)', 'f(x)'],
  ['A (b) c)', 'A (b) c)'],
])('withoutQualifier(%j) is %j', (title, expected) => {
  expect(withoutQualifier(title)).toBe(expected);
});

it.each([
  ['https://en.wikipedia.org/wiki/Sportforum_Hohensch%C3%B6nhausen#Stage_7', 'Sportforum Hohenschönhausen'],
  ['https://en.wikipedia.org/wiki/AC/DC?action=raw', 'AC/DC'],
  ['https://en.wikipedia.org/wiki/List_of_seasons', null],
  ['https://en.wikipedia.org/wiki/File:A.png', null],
  ['https://en.wikipedia.org/wiki/Bad_%E9scape', null],
  ['https://en.wikipedia.org/wiki/', null],
  ['https://example.org/glasgow-bridge', null],
  ['', null],
])('titleOfWikiAddress(%j) is %j', (address, expected) => {
  expect(titleOfWikiAddress(address)).toBe(expected);
});

it.each([
  '16 August 1986',
  '12,000',
  '160km',
  '1978 and 1988',
  '0–17',
  '55 seconds',
  '80 years',
  '3rd',
  '24',
  'c. 1850',
  '5 May',
  '2.5 million dollars',
  '10%',
  '1990s',
])('%j is a plain value', (text) => {
  expect(isPlainValue(text)).toBe(true);
});

it.each(['Boeing 747', 'Apollo 11', '2005 Tour de France', 'American', 'May', 'The Second', 'U2', ''])(
  '%j is no plain value',
  (text) => {
    expect(isPlainValue(text)).toBe(false);
  },
);

it.each(['yes', 'No.', ' TRUE ', '1903', 'noanswer'])('the answer %j names nothing', (answer) => {
  expect(isNameOfAnswer(answer)).toBe(false);
});

it('an answer that begins like yes or no may be a name', () => {
  expect(['Norway', 'No Country for Old Men', 'Aare'].every(isNameOfAnswer)).toBe(true);
});
