import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeFailure } from './describe-failure.mjs';
import { parseStartOptions, UsageError } from './options.mjs';

describe('parseStartOptions', () => {
  test('has defaults inside the checkout', () => {
    expect(parseStartOptions([], '/checkout')).toEqual({ port: 3000, dataFolder: '/checkout/.nearmiss', help: false });
  });

  test('takes a folder from where the user stands', () => {
    const base = process.env['INIT_CWD'] ?? process.cwd();
    expect(parseStartOptions(['--port', '3100', '--data', 'logs'], '/checkout')).toEqual({
      port: 3100,
      dataFolder: resolve(base, 'logs'),
      help: false,
    });
  });

  test.each([
    ['--port', '0'],
    ['--port', '65536'],
    ['--port', 'x'],
    ['--port'],
    ['--data', ''],
    ['--prot', '1'],
    ['x'],
  ])('refuses %j %j', (...args) => {
    expect(() => parseStartOptions(args, '/checkout')).toThrow(UsageError);
  });
});

describe('describeFailure', () => {
  test('finds a full disk behind other errors, and in what a tool wrote', () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    expect(describeFailure(new Error('upload failed', { cause: full }))).toMatch(/^The disk is full\./);
    expect(describeFailure(new Error('FATAL: No space left on device'))).toMatch(/^The disk is full\./);
  });

  test('keeps the stack of what nobody foresaw', () => {
    expect(describeFailure(new TypeError('x is not a function'))).toContain('options.test.ts');
    expect(describeFailure('text')).toBe('text');
  });
});
