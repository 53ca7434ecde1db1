import { describe, expect, test } from 'vitest';

import { UsageError } from '@/lib/cli/setup/options.mjs';

import { parseImportOptions } from './import-options';

const place = { workingFolder: '/home/me/logs', projectRoot: '/opt/nearmiss' };

describe('parseImportOptions', () => {
  test('takes paths from where the user stands, the data folder from the checkout', () => {
    expect(parseImportOptions(['a.jsonl', '/b/c', '../d'], place)).toEqual({
      paths: ['/home/me/logs/a.jsonl', '/b/c', '/home/me/d'],
      runName: null,
      format: null,
      entityFiles: [],
      mapFile: null,
      dryRun: false,
      again: false,
      json: false,
      upload: false,
      server: null,
      dataFolder: '/opt/nearmiss/.nearmiss',
    });
  });

  test('reads every option', () => {
    const line =
      'x --run  --format verl --entities e1 --entities=/e2 --map m.json --dry-run --again --json --upload --server http://localhost:3100/x --data d';
    const args = line.split(' ').map((word) => (word === '' ? ' my run ' : word));
    expect(parseImportOptions(args, place)).toEqual({
      paths: ['/home/me/logs/x'],
      runName: 'my run',
      format: 'verl',
      entityFiles: ['/home/me/logs/e1', '/e2'],
      mapFile: '/home/me/logs/m.json',
      dryRun: true,
      again: true,
      json: true,
      upload: true,
      server: 'http://localhost:3100',
      dataFolder: '/home/me/logs/d',
    });
  });

  test('a path that begins with a dash stands behind --', () => {
    expect(parseImportOptions(['--', '-x'], place).paths).toEqual(['/home/me/logs/-x']);
  });

  test.each([
    [[], 'at least one'],
    [['--dry-run'], 'at least one'],
    [['x', '--frmat', 'verl'], '--frmat'],
    [['x', '--run'], '--run'],
    [['x', '--run', ' '], '--run'],
    [['x', '--run', 'n'.repeat(201)], '--run'],
    [['x', '--server', 'localhost:3000'], '"localhost:3000"'],
    [['x', '--server', 'nowhere'], '"nowhere"'],
    [['x', '--data', ''], '--data'],
    [['x', '--json=yes'], '--json'],
    [[''], 'PATH'],
  ])('refuses %j naming what is wrong', (args, named) => {
    const parse = () => parseImportOptions(args, place);
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(named);
  });
});
