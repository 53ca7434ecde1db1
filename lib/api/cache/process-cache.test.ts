import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it, vi } from 'vitest';

import { ApiError } from '@/lib/api/problem';

import { processCache } from './process-cache';

const API = join(import.meta.dirname, '..');

function sources(): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(API, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => ({ name, text: readFileSync(join(API, name), 'utf8') }));
}

describe('processCache', () => {
  it('is the same for each instance of a module that asks for it', async () => {
    const cache = processCache<string>('texts of the test', 10, (text) => text.length);
    await cache.get('key', () => 'kept');
    vi.resetModules();
    const again = await import('./process-cache');
    expect(again.processCache).not.toBe(processCache);
    const other = again.processCache<string>('texts of the test', 10, (text) => text.length);
    expect(await other.get('key', () => 'made anew')).toBe('kept');
  });

  it('hands on a failure that another instance of a module is told apart by', async () => {
    const cache = processCache<string>('failures of the test', 10, (text) => text.length);
    vi.resetModules();
    const other = await import('@/lib/api/problem');
    expect(other.ApiError).not.toBe(ApiError);
    const failing = cache.get('key', () => Promise.reject(new other.ApiError('run_not_found', 'no run 1')));
    await expect(failing).rejects.toBeInstanceOf(ApiError);
    expect(new Error('no run 1')).not.toBeInstanceOf(ApiError);
  });

  it('has another for another name', async () => {
    const cache = processCache<string>('other texts of the test', 10, (text) => text.length);
    expect(await cache.get('key', () => 'its own')).toBe('its own');
  });

  it('is used under a name of its own by every module of the API, and by all that keep something', () => {
    const calls = sources().flatMap(({ text }) => [...text.matchAll(/processCache(?:<[^(]*>)?\(\s*'([^']+)'/g)]);
    const names = calls.map(([, name]) => name);
    expect(names.length).toBeGreaterThan(20);
    expect(new Set(names).size).toBe(names.length);
    const making = sources().filter(({ text }) => /new WeightedCache/.test(text));
    // A thread of its own shares no memory with the rest of the process.
    expect(making.map(({ name }) => name)).toEqual(['cache/process-cache.ts', 'compare/resample-thread.ts']);
  });
});
