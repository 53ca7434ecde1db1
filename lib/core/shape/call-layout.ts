import type { LoggedCall } from '@/lib/core/rollout/read-tool-call';
import { readArguments, type ArgumentNode } from './call-arguments';

/** A text of a call, and where it stands in the text of its span; null where it stands nowhere there. */
export interface CallText {
  readonly text: string;
  readonly start: number | null;
}

/** A piece of formatted JSON: a key, a value, or the marks and white space between them. */
export interface JsonToken extends CallText {
  readonly kind: 'key' | 'string' | 'number' | 'word' | 'between';
}

/** A named argument with its values: what is asked, where it goes, or what else is said. */
export interface CallRow {
  readonly kind: 'query' | 'address' | 'other';
  readonly name: string;
  readonly values: readonly CallText[];
}

export type CallLayout =
  /** Lines for what is asked and where it goes; `rest` is what else the arguments hold, empty for nothing. */
  | { readonly kind: 'rows'; readonly rows: readonly CallRow[]; readonly rest: readonly JsonToken[] }
  | { readonly kind: 'json'; readonly tokens: readonly JsonToken[] }
  /** No JSON, or too long or too deep to be laid out: shown as it is. */
  | { readonly kind: 'text' };

const QUERY_NAMES: ReadonlySet<string> = new Set(
  'q query queries query_list search_query search_queries search_term search_terms keyword keywords'.split(' '),
);
const ADDRESS_NAMES: ReadonlySet<string> = new Set('url urls link links href address addresses'.split(' '));
const SEARCH_TOOL = /search|google|bing|wiki|retriev|lookup/i;
const ADDRESS = /^https?:\/\/\S+$/i;
const LONGEST_QUERY = 500;

/**
 * How a tool call is drawn: a line for each query of a search and each address of a visit, formatted JSON for any other
 * call. Texts keep their place in the span's text, so that mentions found there can be marked here.
 *
 * @param call as the log wrote it
 * @param spanText text of its span (`callText` of the arguments); mentions refer to it
 * @example
 * callLayout({ name: 'search', arguments: '{"query":["a","b"]}' }, '• a\n• b')
 * // rows: [{ kind: 'query', name: 'query', values: [{ text: 'a', start: 2 }, { text: 'b', start: 6 }] }], rest: []
 */
export function callLayout(call: LoggedCall, spanText: string): CallLayout {
  const node = readArguments(call.arguments, spanText);
  if (node === null || node.kind === 'string' || node.kind === 'number') return bareLayout(call.name, spanText);
  if (node.kind !== 'object') return { kind: 'json', tokens: jsonTokens(node) };
  const rows: CallRow[] = [];
  const rest: [string, ArgumentNode][] = [];
  for (const [name, argument] of node.entries) {
    const row = rowOf(name, argument);
    if (row === null) rest.push([name, argument]);
    else rows.push(row);
  }
  if (rows.every(({ kind }) => kind === 'other')) return { kind: 'json', tokens: jsonTokens(node) };
  return { kind: 'rows', rows, rest: rest.length === 0 ? [] : jsonTokens({ kind: 'object', entries: rest }) };
}

/** Arguments that are one text: a query or an address by themselves, as tags write them, or anything. */
function bareLayout(tool: string, spanText: string): CallLayout {
  const values = [{ text: spanText, start: 0 }];
  if (spanText.length > LONGEST_QUERY || /[\n{}]/.test(spanText.trim())) return { kind: 'text' };
  if (ADDRESS.test(spanText.trim()))
    return { kind: 'rows', rows: [{ kind: 'address', name: 'url', values }], rest: [] };
  if (SEARCH_TOOL.test(tool) && spanText.trim() !== '')
    return { kind: 'rows', rows: [{ kind: 'query', name: 'query', values }], rest: [] };
  return { kind: 'text' };
}

/** An argument of one value or a list of texts as a line; null for anything nested. */
function rowOf(name: string, argument: ArgumentNode): CallRow | null {
  if (argument.kind === 'word') return { kind: 'other', name, values: [{ text: argument.text, start: null }] };
  if (argument.kind === 'object') return null;
  const items = argument.kind === 'list' ? argument.items : [argument];
  const values = items.flatMap((item) => (item.kind === 'string' || item.kind === 'number' ? [item] : []));
  if (values.length !== items.length || items.length === 0) return null;
  return {
    kind: rowKind(name.toLowerCase(), values),
    name,
    values: values.map(({ text, start }) => ({ text, start })),
  };
}

function rowKind(name: string, values: readonly CallText[]): CallRow['kind'] {
  if (ADDRESS_NAMES.has(name) || values.every(({ text }) => ADDRESS.test(text))) return 'address';
  return QUERY_NAMES.has(name) ? 'query' : 'other';
}

/** JSON on lines of its own with two blanks a level. Texts keep their line breaks: code in an argument stays readable. */
function jsonTokens(node: ArgumentNode, indent = ''): readonly JsonToken[] {
  switch (node.kind) {
    case 'string':
      return [between('"'), node, between('"')];
    case 'number':
      return [node];
    case 'word':
      return [{ ...node, start: null }];
    case 'list':
      return childTokens(
        '[]',
        indent,
        node.items.map((item) => [null, item]),
      );
    case 'object':
      return childTokens('{}', indent, node.entries);
  }
}

function between(text: string): JsonToken {
  return { kind: 'between', text, start: null };
}

function childTokens(
  brackets: '[]' | '{}',
  indent: string,
  children: readonly (readonly [string | null, ArgumentNode])[],
): readonly JsonToken[] {
  if (children.length === 0) return [between(brackets)];
  const deeper = `${indent}  `;
  const lines = children.flatMap(([name, child], index): readonly JsonToken[] => {
    const opens = between(`${index === 0 ? brackets.charAt(0) : ','}\n${deeper}`);
    const value = jsonTokens(child, deeper);
    if (name === null) return [opens, ...value];
    return [opens, { kind: 'key', text: JSON.stringify(name), start: null }, between(': '), ...value];
  });
  return [...lines, between(`\n${indent}${brackets.charAt(1)}`)];
}
