import { parseAsInteger, parseAsStringLiteral } from 'nuqs/server';
import { describe, expect, it } from 'vitest';
import { definitionParsers } from './definition-parsers';
import { ignoredParameters, stillIgnored } from './ignored-parameters';

const parsers = { sort: parseAsStringLiteral(['a', 'b']).withDefault('a'), from: parseAsInteger.withDefault(0) };

describe('parameters that are no such values', () => {
  it('are named as the address has them', () => {
    expect(ignoredParameters(parsers, new URLSearchParams('sort=<b>&from=x&other=1'))).toEqual(['sort=<b>', 'from=x']);
    expect(ignoredParameters(definitionParsers, new URLSearchParams('alpha=1.5&scope=queries&rows=zz'))).toEqual([
      'alpha=1.5',
    ]);
  });

  it('are none where they are absent, empty or well', () => {
    expect(ignoredParameters(parsers, new URLSearchParams('sort=&from=3'))).toEqual([]);
  });

  it('are forgotten once the address has other values', () => {
    const ignored = ['sort=zz', 'from=x=y'];
    expect(stillIgnored(ignored, new URLSearchParams('sort=zz&from=x%3Dy'))).toEqual(ignored);
    expect(stillIgnored(ignored, new URLSearchParams('sort=a'))).toEqual([]);
  });
});
