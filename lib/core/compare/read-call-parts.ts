import type { LoggedCall } from '@/lib/core/rollout/read-tool-call';

/** What a tool call asks and where it goes, as the log wrote both. */
export interface CallParts {
  readonly tool: string;
  readonly queries: readonly string[];
  readonly addresses: readonly string[];
}

/** Longer arguments (a program, a document) are read as one query, of which this many characters count. */
const LONGEST_ARGUMENTS = 20_000;
/** More queries or addresses of one call do not count. */
const MOST_PARTS = 16;

const LOOKS_LIKE_ADDRESS = /^(?:https?:\/\/|www\.)\S+$/i;
/** Names of arguments that hold an address, whatever it looks like: a page of a wiki, a section of it, a document. */
const ADDRESS_NAME = /^(?:urls?|uri|href|links?|(?:page|section|doc|document)(?:_?(?:id|title|name))?s?)$/i;
/** `page: "2"` turns a page of results and goes nowhere. */
const RESULT_PAGE = /^\d{1,4}$/;

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

class PartsReader {
  readonly queries: string[] = [];
  readonly addresses: string[] = [];
  /** Strings of a call beside each other (a name, a date, an option): together they are one query. */
  readonly #single: string[] = [];

  read(root: unknown): void {
    const left: { readonly value: unknown; readonly name: string; readonly inList: boolean }[] = [];
    left.push({ value: root, name: '', inList: false });
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const { value, name } = next;
      if (typeof value === 'string') this.#readText(value.trim(), name, next.inList);
      else if (Array.isArray(value)) {
        for (const item of value.toReversed()) left.push({ value: item, name, inList: true });
      } else if (typeof value === 'object' && value !== null) {
        for (const [key, item] of Object.entries(value).toReversed()) {
          left.push({ value: item, name: key, inList: false });
        }
      }
    }
    if (this.#single.length > 0) this.queries.unshift(this.#single.join(' '));
  }

  #readText(text: string, name: string, inList: boolean): void {
    if (text === '') return;
    const isNamed = ADDRESS_NAME.test(name) && !RESULT_PAGE.test(text);
    if (isNamed || LOOKS_LIKE_ADDRESS.test(text)) this.addresses.push(text);
    else if (inList) this.queries.push(text);
    else this.#single.push(text);
  }
}

/**
 * Takes a call apart: addresses are strings that look like one and arguments named for one (`url`, `page_id`, ...);
 * queries are the strings in lists, one each, and all other strings together as one. A call that names an address goes
 * there: what else it says (the goal of a visit) is no query. A call without any string asks its arguments as written.
 *
 * @returns At most 16 queries and 16 addresses; the rest of a longer call does not count.
 * @example
 * readCallParts({ name: 'search', arguments: '{"query":["weyprecht","tegetthoff"]}' })
 * // { tool: 'search', queries: ['weyprecht', 'tegetthoff'], addresses: [] }
 */
export function readCallParts({ name, arguments: written }: LoggedCall): CallParts {
  const value = written.length > LONGEST_ARGUMENTS ? undefined : parseJson(written);
  const reader = new PartsReader();
  reader.read(typeof value === 'object' || typeof value === 'string' ? value : written.slice(0, LONGEST_ARGUMENTS));
  const addresses = reader.addresses.slice(0, MOST_PARTS);
  const asked = reader.queries.length > 0 ? reader.queries : [written.slice(0, LONGEST_ARGUMENTS)];
  return { tool: name.trim(), queries: addresses.length > 0 ? [] : asked.slice(0, MOST_PARTS), addresses };
}
