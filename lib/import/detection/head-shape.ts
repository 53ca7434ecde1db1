import { readTopLevelKeys, skipSpace, type JsonKind } from '@/lib/import/json/top-level-keys';
import type { FileHead } from '@/lib/import/probe/read-probe';

export type RecordKeys = ReadonlyMap<string, JsonKind>;

/** What the first bytes of a file look like, before any format is thought of. */
export type HeadShape =
  | { readonly kind: 'empty' }
  /** Objects, one a line: the keys of the first ones that stand in the head (the last may be cut). */
  | { readonly kind: 'json_lines'; readonly records: readonly RecordKeys[] }
  /** One list: the keys of its first element where that is an object. */
  | { readonly kind: 'json_list'; readonly first: RecordKeys | null }
  /** One object over several lines. */
  | { readonly kind: 'json_object'; readonly keys: RecordKeys }
  | { readonly kind: 'text'; readonly text: string };

const LINES_LOOKED_AT = 200;

/** Reads the shape of the head. Never throws; bytes that are not UTF-8 count as text. */
export function readHeadShape(head: FileHead): HeadShape {
  const text = headText(head);
  const start = skipSpace(text, 0);
  if (start >= text.length) return { kind: 'empty' };
  const lines = text.split('\n', LINES_LOOKED_AT).filter((line) => line.startsWith('{'));
  const objects = lines.map((line) => readTopLevelKeys(line, 0));
  const closed = objects.filter((object, index) => object.end !== null && isClosedLine(lines[index] ?? '', object.end));
  if (closed.length > 0 || isOneLongLine(text, start)) {
    return { kind: 'json_lines', records: objects.map((object) => object.kinds) };
  }
  if (text[start] === '{') return { kind: 'json_object', keys: readTopLevelKeys(text, start).kinds };
  if (text[start] === '[') {
    const first = skipSpace(text, start + 1);
    if (text[first] === '{') return { kind: 'json_list', first: readTopLevelKeys(text, first).kinds };
    if (first >= text.length || '"[]-0123456789tfn'.includes(text.charAt(first)))
      return { kind: 'json_list', first: null };
  }
  return { kind: 'text', text };
}

/** The head as text, without byte order mark; a character cut at the end becomes a replacement character. */
export function headText(head: FileHead): string {
  return new TextDecoder('utf-8').decode(head.bytes);
}

/** The keys of every record in the head, whatever holds them. */
export function recordsOf(shape: HeadShape): readonly RecordKeys[] {
  switch (shape.kind) {
    case 'json_lines':
      return shape.records;
    case 'json_list':
      return shape.first === null ? [] : [shape.first];
    case 'json_object':
      return [shape.keys];
    case 'empty':
    case 'text':
      return [];
  }
}

function isClosedLine(line: string, end: number): boolean {
  return line.slice(end).trim() === '';
}

/** A first line longer than the head: it holds no newline at all, and an object opens in it. */
function isOneLongLine(text: string, start: number): boolean {
  return text[start] === '{' && !text.trimEnd().includes('\n');
}
