import type { Transcript } from '@/lib/core/rollout/transcript';

/** One thing a rollout searched for. */
export interface AskedQuery {
  readonly turn: number;
  readonly text: string;
}

/** Names under which search tools take what is searched for; a list of texts under one of them is several queries. */
const QUERY_FIELDS: ReadonlySet<string> = new Set([
  'query',
  'queries',
  'q',
  'search_query',
  'search_queries',
  'question',
  'keywords',
]);

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function textsIn(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((text) => (typeof text === 'string' && text.trim() !== '' ? [text] : []));
}

/**
 * What the tool calls of a rollout search for, in the order of the log: texts under a query's usual names in the JSON of
 * the arguments, or the arguments themselves where they are no JSON and the tool is called something with "search". A
 * call that visits a page, or one that cannot be read so, asks nothing here.
 */
export function queryTexts({ spans }: Pick<Transcript, 'spans'>): readonly AskedQuery[] {
  return spans.flatMap(({ kind, turn, tool }) => {
    if (kind !== 'query' || tool === null) return [];
    const fields = parseObject(tool.arguments);
    const texts =
      fields === null
        ? tool.name.toLowerCase().includes('search')
          ? textsIn(tool.arguments)
          : []
        : Object.entries(fields).flatMap(([name, value]) =>
            QUERY_FIELDS.has(name.toLowerCase()) ? textsIn(value) : [],
          );
    return texts.map((text) => ({ turn, text }));
  });
}
