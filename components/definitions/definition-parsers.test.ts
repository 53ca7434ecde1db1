import { createLoader } from 'nuqs/server';
import { describe, expect, it } from 'vitest';
import { DEFAULT_DEFINITIONS } from '@/lib/core/rewards/definitions';
import { definitionParsers, definitionQuery, hrefWith } from './definition-parsers';
import { ignoredParameters } from './ignored-parameters';

const load = createLoader(definitionParsers);

describe('definitions in the URL', () => {
  it('keeps the defaults out of it', () => {
    expect(definitionQuery(DEFAULT_DEFINITIONS)).toBe('');
    expect(hrefWith('/runs/1', DEFAULT_DEFINITIONS)).toBe('/runs/1');
    expect(load('')).toEqual(DEFAULT_DEFINITIONS);
  });

  it('reads back what it writes', () => {
    const definitions = {
      ...DEFAULT_DEFINITIONS,
      alpha: 0,
      threshold: 0.75,
      matcher: 'aliases',
      epsilon: 1e-4,
    } as const;
    expect(load(`?${definitionQuery(definitions)}`)).toEqual(definitions);
  });

  it('falls back where a value is out of range or not of the list', () => {
    const text = 'alpha=1.5&threshold=-1&matcher=regex&epsilon=NaN';
    expect(load(`?${text}`)).toEqual(DEFAULT_DEFINITIONS);
    expect(ignoredParameters(definitionParsers, new URLSearchParams(text))).toEqual(text.split('&'));
  });

  it('adds further parameters, empty ones left out', () => {
    expect(hrefWith('/x', { ...DEFAULT_DEFINITIONS, alpha: 0.1 }, { filter: 'rate:0', sort: '' })).toBe(
      '/x?alpha=0.1&filter=rate%3A0',
    );
  });
});
