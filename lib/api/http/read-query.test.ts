import { describe, expect, it } from 'vitest';

import { ApiError } from '@/lib/api/problem';
import { createImportQuerySchema } from '@/lib/api/schemas/import';
import { rolloutListQuerySchema } from '@/lib/api/schemas/rollout';

import { readQuery } from './read-query';

function problemOf(query: string) {
  try {
    readQuery(rolloutListQuerySchema, new URLSearchParams(query));
    return null;
  } catch (error) {
    return error instanceof ApiError ? { code: error.code, ...error.extras } : error;
  }
}

describe('readQuery', () => {
  it('fills in defaults', () => {
    expect(readQuery(rolloutListQuerySchema, new URLSearchParams('alpha=0.1&sort=-matchRate'))).toEqual({
      alpha: 0.1,
      threshold: 0.5,
      matcher: 'exact',
      scope: 'thoughts',
      std: 'sample',
      epsilon: 1e-6,
      limit: 50,
      sort: '-matchRate',
      filter: '',
    });
  });

  it.each([
    ['alpha=2', 'alpha', '2'],
    ['alpha=', 'alpha', ''],
    ['alpha=NaN', 'alpha', 'NaN'],
    ['alpha=0x1', 'alpha', '0x1'],
    ['alpha=0.1&alpha=0.2', 'alpha', '0.1, 0.2'],
    ['matcher=fuzzy', 'matcher', 'fuzzy'],
    ['limit=0', 'limit', '0'],
    ['limit=1.5', 'limit', '1.5'],
    ['limit=1001', 'limit', '1001'],
    ['sort=prediction', 'sort', 'prediction'],
    ['sort=constructor', 'sort', 'constructor'],
  ])('%s names the parameter and its value', (query, parameter, value) => {
    expect(problemOf(query)).toEqual({ code: 'invalid_parameter', parameter, value });
  });

  it.each(['aplha=0.1', '__proto__=1', 'constructor=1'])('%s is an unknown parameter', (query) => {
    expect(problemOf(query)).toMatchObject({ code: 'unknown_parameter', parameter: query.split('=')[0] });
  });

  it('says which parameter is missing', () => {
    expect(() => readQuery(createImportQuerySchema, new URLSearchParams())).toThrow(/"filename" is needed/);
  });
});
