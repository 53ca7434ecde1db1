import { describe, expect, it } from 'vitest';

import { WeightedCache } from './weighted-cache';

function lengthCache(limit: number): WeightedCache<string> {
  return new WeightedCache<string>(limit, (value) => value.length);
}

describe('WeightedCache', () => {
  it('makes a value once, also when asked twice at the same time', async () => {
    const cache = lengthCache(10);
    let made = 0;
    const make = async () => {
      made += 1;
      await Promise.resolve();
      return 'four';
    };
    expect(await Promise.all([cache.get('a', make), cache.get('a', make)])).toEqual(['four', 'four']);
    expect(await cache.get('a', make)).toBe('four');
    expect(made).toBe(1);
  });

  it('drops what was used longest ago when it grows too heavy', async () => {
    const cache = lengthCache(8);
    await cache.get('a', () => 'four');
    await cache.get('b', () => 'four');
    await cache.get('a', () => 'not made again');
    await cache.get('c', () => 'four');
    expect(cache.totalWeight).toBe(8);
    expect(await cache.get('a', () => 'made again')).toBe('four');
    expect(await cache.get('b', () => 'anew')).toBe('anew');
  });

  it('keeps a value heavier than the limit until the next one comes', async () => {
    const cache = lengthCache(3);
    await cache.get('big', () => 'heavier');
    expect(await cache.get('big', () => 'again')).toBe('heavier');
    await cache.get('b', () => 'b');
    expect(cache.totalWeight).toBe(1);
  });

  it('does not keep a failure', async () => {
    const cache = lengthCache(3);
    const fail = () => Promise.reject(new Error('no database'));
    await expect(cache.get('a', fail)).rejects.toThrow('no database');
    expect(await cache.get('a', () => 'yes')).toBe('yes');
  });
});
