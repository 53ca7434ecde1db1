/** A value of a call's arguments; texts and numbers know where they stand in the text of their span. */
export type ArgumentNode =
  | { readonly kind: 'string' | 'number'; readonly text: string; readonly start: number | null }
  | { readonly kind: 'word'; readonly text: 'true' | 'false' | 'null' }
  | { readonly kind: 'list'; readonly items: readonly ArgumentNode[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, ArgumentNode])[] };

/** Beyond, laying arguments out would cost more than it tells. */
const LONGEST = 60_000;
const DEEPEST = 24;
const BULLET = '• ';

/**
 * The arguments of a call as a tree whose leaves know their place in `spanText`, which lists them one after another
 * (`callText`): a mention found there can then be marked wherever the leaf is drawn.
 *
 * @returns null for what is no JSON, longer than 60,000 characters or nested more than 24 deep
 */
export function readArguments(callArguments: string, spanText: string): ArgumentNode | null {
  if (callArguments.length > LONGEST) return null;
  const value = parseJson(callArguments);
  if (value === undefined || isDeeperThan(value, DEEPEST)) return null;
  return new ArgumentReader(spanText, countLeaves(value)).read(value);
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** Recurses no deeper than `limit` itself. */
function isDeeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return limit === 0 || Object.values(value).some((child) => isDeeperThan(child, limit - 1));
}

function isLeaf(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
}

function countLeaves(value: unknown): number {
  if (typeof value !== 'object' || value === null) return isLeaf(value) ? 1 : 0;
  return Object.values(value).reduce<number>((sum, child) => sum + countLeaves(child), 0);
}

/** Reads a value in the order it is written, which is the order of the leaves in the span's text. */
class ArgumentReader {
  readonly #spanText: string;
  readonly #bullet: string;
  #position = 0;

  constructor(spanText: string, leaves: number) {
    this.#spanText = spanText;
    this.#bullet = leaves > 1 ? BULLET : '';
  }

  read(value: unknown): ArgumentNode {
    if (typeof value === 'string') return { kind: 'string', text: value, start: this.#place(value, value) };
    if (typeof value === 'number')
      return { kind: 'number', text: String(value), start: this.#place(value, `${value}`) };
    if (value === true || value === false) return { kind: 'word', text: value ? 'true' : 'false' };
    if (typeof value !== 'object' || value === null) return { kind: 'word', text: 'null' };
    if (Array.isArray(value)) return { kind: 'list', items: value.map((item: unknown) => this.read(item)) };
    const entries: readonly [string, unknown][] = Object.entries(value);
    return { kind: 'object', entries: entries.map(([name, item]) => [name, this.read(item)]) };
  }

  /** Where a leaf stands in the span's text; null for one that is not listed there. */
  #place(value: string | number, text: string): number | null {
    if (!isLeaf(value)) return null;
    const start = this.#position + this.#bullet.length;
    this.#position = start + text.length + 1;
    return this.#spanText.startsWith(text, start) ? start : null;
  }
}
