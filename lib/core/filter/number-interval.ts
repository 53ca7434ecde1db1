import type { NumberInterval } from './filter-term';

const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`;
const COMPARISON = new RegExp(`^(>=|<=|>|<)(${NUMBER})$`);
const RANGE = new RegExp(String.raw`^([[(]?)(${NUMBER})?\.\.(${NUMBER})?([\])]?)$`);
const SINGLE = new RegExp(`^=?(${NUMBER})$`);

/** An interval as it is written in a filter, or what is wrong with it. */
export type ReadInterval =
  | { readonly kind: 'interval'; readonly interval: NumberInterval }
  | { readonly kind: 'wrong'; readonly message: string };

function readComparison(text: string): ReadInterval | null {
  const found = COMPARISON.exec(text);
  if (found === null) return null;
  const bound = Number(found[2]);
  const closed = found[1] === '>=' || found[1] === '<=';
  const interval =
    found[1]?.startsWith('>') === true
      ? { low: bound, high: Infinity, lowClosed: closed, highClosed: false }
      : { low: -Infinity, high: bound, lowClosed: false, highClosed: closed };
  return { kind: 'interval', interval };
}

function readRange(text: string): ReadInterval | null {
  const found = RANGE.exec(text);
  if (found === null) return null;
  const [, opening, lowText, highText, closing] = found;
  if (lowText === undefined && highText === undefined) return { kind: 'wrong', message: 'a range needs a number' };
  const low = lowText === undefined ? -Infinity : Number(lowText);
  const high = highText === undefined ? Infinity : Number(highText);
  if (low > high) return { kind: 'wrong', message: `a range from ${low} to ${high} holds nothing` };
  const lowClosed = lowText !== undefined && opening !== '(';
  const highClosed = highText !== undefined && closing !== ')';
  return { kind: 'interval', interval: { low, high, lowClosed, highClosed } };
}

/**
 * Reads `5`, `>=5`, `<0.5`, `0.2..0.4` (both ends in), `(0.2..0.4]`, `[0.2..0.4)` (one end out) and `10..`.
 *
 * @example readInterval('(0.2..0.4]') // above 0.2, up to 0.4
 */
export function readInterval(text: string): ReadInterval {
  const read = readComparison(text) ?? readRange(text);
  if (read !== null) return read;
  const single = SINGLE.exec(text);
  if (single === null) return { kind: 'wrong', message: 'expected a number, a range such as 0.2..0.4, or none' };
  const value = Number(single[1]);
  return { kind: 'interval', interval: { low: value, high: value, lowClosed: true, highClosed: true } };
}
