import { WeightedCache } from './weighted-cache';

declare global {
  var nearmissCaches: Map<string, unknown> | undefined;
}

/** A name belongs to one cache with values of one type; a test sees to it that no two modules use the same. */
function isCacheOf<Value>(cache: unknown): cache is WeightedCache<Value> {
  return cache !== undefined;
}

/**
 * The one cache of a name in this process. Each page and each call of the API is a bundle with its own instance of the
 * module that asks, so a cache made in the module alone would be made, filled and held in memory by each of them.
 *
 * @param name what it keeps; of no other cache
 * @param limit total weight that is kept, in the unit of `weigh`
 */
export function processCache<Value>(
  name: string,
  limit: number,
  weigh: (value: Value) => number,
): WeightedCache<Value> {
  const caches = (globalThis.nearmissCaches ??= new Map<string, unknown>());
  const known = caches.get(name);
  if (isCacheOf<Value>(known)) return known;
  const cache = new WeightedCache<Value>(limit, weigh);
  caches.set(name, cache);
  return cache;
}
