import { describe, expect, it } from 'vitest';

import { ApiError, problemDocument } from '@/lib/api/problem';
import { listRuns } from '@/lib/api/runs';
import { closeDatabase, database } from '@/lib/db/client';

import { toApiError } from './to-api-error';

function codedError(code: string): Error {
  return Object.assign(new Error('secret /home/somebody'), { code });
}

describe('toApiError', () => {
  it('passes expected failures on', () => {
    const error = new ApiError('run_not_found', 'there is no run 7');
    expect(toApiError(error)).toBe(error);
  });

  it.each([
    ['ENOSPC', 'disk_full', 507],
    ['53100', 'disk_full', 507],
    ['ECONNREFUSED', 'database_unavailable', 503],
    ['57P01', 'database_unavailable', 503],
    ['P1001', 'database_unavailable', 503],
    ['EPERM', 'internal', 500],
  ])('%s is %s, also as a cause', (systemCode, code, status) => {
    const error = new Error('could not write', { cause: codedError(systemCode) });
    expect(toApiError(codedError(systemCode))).toMatchObject({ code, status });
    expect(toApiError(error)).toMatchObject({ code, status });
  });

  it('tells nothing of an unexpected failure', () => {
    expect(JSON.stringify(problemDocument(toApiError(codedError('EPERM'))))).not.toContain('secret');
    expect(toApiError('a text').code).toBe('internal');
  });

  it('knows what Prisma and the pool throw where no database answers', async () => {
    const before = process.env['DATABASE_URL'];
    process.env['DATABASE_URL'] = 'postgresql://nobody@127.0.0.1:1/nothing';
    const failures = await Promise.all([
      listRuns({ limit: 1 }).catch(toApiError),
      database().pool.query('SELECT 1').catch(toApiError),
    ]);
    await closeDatabase();
    if (before === undefined) delete process.env['DATABASE_URL'];
    else process.env['DATABASE_URL'] = before;
    expect(failures).toEqual([
      expect.objectContaining({ code: 'database_unavailable' }),
      expect.objectContaining({ code: 'database_unavailable' }),
    ]);
  });
});
