const HEADER_BYTES = 19;
const EXTENSION_LENGTH_AT = 15;
const COUNT_BYTES = 2;
const LENGTH_BYTES = 4;
const END = -1;
const NULL_LENGTH = -1;

/** The fields of a row; null for NULL. */
export type BinaryRow = readonly (Buffer | null)[];

/**
 * Reads rows in PostgreSQL's binary COPY format, one after the other, however the bytes come in. A field is a view into
 * the bytes that came: use it, or copy it, before the next row is asked for.
 * Source: https://www.postgresql.org/docs/18/sql-copy.html, "Binary Format".
 *
 * @throws Error where the bytes end before the format does
 */
export async function* readBinaryRows(chunks: AsyncIterable<Buffer>): AsyncGenerator<BinaryRow> {
  let rest: Buffer = Buffer.alloc(0);
  let isAtHeader = true;
  let isEnded = false;
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    if (isAtHeader) {
      if (bytes.length < HEADER_BYTES) {
        rest = bytes;
        continue;
      }
      at = HEADER_BYTES + bytes.readInt32BE(EXTENSION_LENGTH_AT);
      isAtHeader = false;
    }
    // What comes behind the end is read as well: the stream has to end by itself.
    for (let row = rowAt(bytes, at); row !== null && !isEnded; row = rowAt(bytes, at)) {
      isEnded = row === 'end';
      if (row === 'end') break;
      at = row.end;
      yield row.fields;
    }
    rest = bytes.subarray(at);
  }
  if (!isEnded) throw new Error('the rows of a COPY ended before their end was told');
}

/** The row that begins at an offset; null where not all of it is here. */
function rowAt(bytes: Buffer, start: number): { readonly fields: BinaryRow; readonly end: number } | 'end' | null {
  if (bytes.length < start + COUNT_BYTES) return null;
  const count = bytes.readInt16BE(start);
  if (count === END) return 'end';
  const fields: (Buffer | null)[] = [];
  let at = start + COUNT_BYTES;
  for (let field = 0; field < count; field += 1) {
    if (bytes.length < at + LENGTH_BYTES) return null;
    const length = bytes.readInt32BE(at);
    at += LENGTH_BYTES;
    if (length === NULL_LENGTH) {
      fields.push(null);
      continue;
    }
    if (bytes.length < at + length) return null;
    fields.push(bytes.subarray(at, at + length));
    at += length;
  }
  return { fields, end: at };
}
