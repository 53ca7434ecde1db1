import { isUtf8 } from 'node:buffer';
import { asBuffer, withoutByteOrderMark } from '@/lib/import/json/parse-json';
import type { SourceRecord } from '@/lib/import/importer';

/** The text of one line without its line end and, on line 1, without a byte order mark; null where it is not valid UTF-8. */
export function decodeLine({ line, bytes }: SourceRecord): string | null {
  const content = asBuffer(line === 1 ? withoutByteOrderMark(bytes) : bytes);
  if (!isUtf8(content)) return null;
  const text = content.toString('utf8');
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}
