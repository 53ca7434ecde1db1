import { describe, expect, test } from 'vitest';
import { readEnvironment } from './environment';

const complete = { DATABASE_URL: 'postgresql://u:p@127.0.0.1:5432/nearmiss', NEARMISS_DATA: '/srv/data' };

describe('readEnvironment', () => {
  test('fills the default port and makes the folder absolute', () => {
    expect(readEnvironment({ ...complete, NEARMISS_DATA: 'data' })).toEqual({
      databaseUrl: complete.DATABASE_URL,
      dataFolder: `${process.cwd()}/data`,
      port: 3000,
    });
  });

  test('names every variable that is missing or wrong', () => {
    expect(() => readEnvironment({ DATABASE_URL: 'mysql://x/y', NEARMISS_PORT: '99999' })).toThrow(
      /DATABASE_URL needs an address.*NEARMISS_DATA needs the name of a folder.*NEARMISS_PORT/,
    );
  });
});
