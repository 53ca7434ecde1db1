import type { ColumnMetaData, DataReader, DecodedArray, PageHeader, SchemaElement, SchemaTree } from 'hyparquet';
import { parquetHeader, readPage } from 'hyparquet/src/column.js';
import { convert, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { getMaxRepetitionLevel } from 'hyparquet/src/schema.js';
import type { ByteSource } from './byte-source';
import { PARQUET_COMPRESSORS } from './parquet-codecs';
import { BYTE_STRING_PARSERS, textFromBinary } from './parquet-text';

/** Read at a time; a page that is longer is read whole. Pages are 1 MiB before packing in most writers. */
const WINDOW_BYTES = 1 << 20;
/** Larger pages are not written by anybody; a few bytes could announce one. */
const MAX_PAGE_BYTES = 2 ** 30;
const MAX_PAGE_VALUES = 16_000_000;

export const BYTE_STRING_TYPES = { ...DEFAULT_PARSERS, ...BYTE_STRING_PARSERS };

/** A column chunk whose bytes say something impossible. */
export class ParquetDamage extends Error {}

/**
 * The values of one leaf column in one row group, page by page, as rows: a repeated column gives nested lists, which
 * `assembleNested` of hyparquet puts together. Memory: the pages not yet taken and the dictionary.
 *
 * Built on hyparquet's page reader (version pinned), since its own readers hold the whole row group, and pandas writes a
 * file of a gigabyte as one.
 */
export class ParquetColumnReader {
  readonly #source: ByteSource;
  readonly #decoder: Parameters<typeof readPage>[2];
  readonly #isRepeated: boolean;
  readonly #hasPlainValues: boolean;
  readonly #endByte: number;
  readonly #maxPageValues: number;
  #position: number;
  #dictionary: DecodedArray | undefined;
  #rows: unknown[] = [];
  #taken = 0;
  /** The last row of a repeated column so far: the next page may go on with it. */
  #openRow: unknown[] = [];

  constructor(source: ByteSource, column: ColumnMetaData, schemaPath: SchemaTree[]) {
    const leaf = schemaPath.at(-1);
    if (leaf === undefined) throw new ParquetDamage('a column without a type');
    this.#source = source;
    this.#decoder = {
      pathInSchema: column.path_in_schema,
      type: column.type,
      element: leaf.element,
      schemaPath,
      codec: column.codec,
      parsers: BYTE_STRING_TYPES,
      compressors: PARQUET_COMPRESSORS,
      utf8: false,
    };
    this.#hasPlainValues =
      isText(leaf.element) || !['INT64', 'BYTE_ARRAY', 'FIXED_LEN_BYTE_ARRAY'].includes(column.type);
    this.#isRepeated = getMaxRepetitionLevel(schemaPath) > 0;
    this.#maxPageValues = Math.min(MAX_PAGE_VALUES, Number(column.num_values));
    // Some writers leave the dictionary's own offset out, and point at it as if it were data.
    this.#position = Number(column.dictionary_page_offset || column.data_page_offset);
    this.#endByte = this.#position + Number(column.total_compressed_size);
    if (this.#position < 4 || this.#endByte > source.size) throw new ParquetDamage('a column outside of the file');
  }

  get path(): string {
    return this.#decoder.pathInSchema.join('.');
  }

  get name(): string {
    return this.#decoder.pathInSchema[0] ?? '';
  }

  /** Rows that can be taken now. Reads pages until there is one, unless the column ended. */
  async available(): Promise<number> {
    while (this.#rows.length - this.#taken === 0 && this.#position < this.#endByte) await this.#readPage();
    return this.#rows.length - this.#taken;
  }

  take(count: number): unknown[] {
    if (this.#taken === 0 && count === this.#rows.length) {
      const rows = this.#rows;
      this.#rows = [];
      return rows;
    }
    const rows = this.#rows.slice(this.#taken, this.#taken + count);
    this.#taken += count;
    if (this.#taken === this.#rows.length) {
      this.#rows = [];
      this.#taken = 0;
    }
    return rows;
  }

  async #readPage(): Promise<void> {
    const { reader, header } = await this.#pageAt(this.#position);
    this.#position += reader.offset + header.compressed_page_size;
    if (header.type === 'DICTIONARY_PAGE') {
      const { data } = readPage(reader, header, this.#decoder, undefined, undefined, 0);
      this.#dictionary = data === undefined ? undefined : convert(data, this.#decoder);
      return;
    }
    if (header.type !== 'DATA_PAGE' && header.type !== 'DATA_PAGE_V2') return;
    const before = this.#isRepeated ? this.#openRow : undefined;
    const { data } = readPage(reader, header, this.#decoder, this.#dictionary, before, 0);
    if (data === undefined) return;
    const rows: unknown[] = Array.isArray(data) ? data : Array.from<unknown>(data);
    if (this.#isRepeated) this.#openRow = this.#position < this.#endByte ? rows.splice(-1) : [];
    this.#rows = this.#hasPlainValues ? rows : rows.map(plainValue);
  }

  /** The page that begins at a byte; its reader stands behind the header. */
  async #pageAt(position: number): Promise<{ reader: DataReader; header: PageHeader }> {
    const page = await this.#headerAt(position, WINDOW_BYTES);
    const { reader, header } = page;
    requirePossibleHeader(header, this.#maxPageValues);
    const pageEnd = reader.offset + header.compressed_page_size;
    if (position + pageEnd > this.#endByte) throw new ParquetDamage('a page is cut off');
    if (pageEnd <= reader.view.byteLength) return page;
    const view = viewOf(await this.#source.read(position, position + pageEnd));
    return { reader: { view, offset: reader.offset }, header };
  }

  async #headerAt(position: number, windowBytes: number): Promise<{ reader: DataReader; header: PageHeader }> {
    const end = Math.min(position + windowBytes, this.#endByte);
    const reader = { view: viewOf(await this.#source.read(position, end)), offset: 0 };
    try {
      return { header: parquetHeader(reader), reader };
    } catch (error) {
      // A header with long statistics may not fit the window.
      if (end === this.#endByte) throw error;
      return this.#headerAt(position, windowBytes * 8);
    }
  }
}

/** hyparquet believes page headers, and loops without end over some that no writer writes. */
function requirePossibleHeader(header: PageHeader, maxValues: number): void {
  const sizes = [header.compressed_page_size, header.uncompressed_page_size];
  if (sizes.every((size) => isCount(size, MAX_PAGE_BYTES)) && hasPossibleCounts(header, maxValues)) return;
  throw new ParquetDamage('a page announces what its column cannot hold');
}

function hasPossibleCounts(header: PageHeader, maxValues: number): boolean {
  if (header.type === 'DATA_PAGE') return isCount(header.data_page_header?.num_values, maxValues);
  if (header.type === 'DICTIONARY_PAGE') return isCount(header.dictionary_page_header?.num_values, MAX_PAGE_VALUES);
  if (header.type !== 'DATA_PAGE_V2') return true;
  const page = header.data_page_header_v2;
  if (page === undefined || !isCount(page.num_values, maxValues) || !isCount(page.num_nulls, page.num_values))
    return false;
  const levels = [page.repetition_levels_byte_length, page.definition_levels_byte_length];
  return [...levels, (levels[0] ?? 0) + (levels[1] ?? 0)].every((bytes) => isCount(bytes, header.compressed_page_size));
}

function isCount(value: unknown, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max;
}

function viewOf(bytes: Uint8Array): DataView<ArrayBufferLike> {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A leaf as JSON can say it: a whole number past the safe integers is text, bytes are text. */
function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (value instanceof Uint8Array) return textFromBinary(value);
  return Array.isArray(value) ? value.map(plainValue) : value;
}

function isText({ converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  return converted === 'UTF8' || converted === 'JSON' || converted === 'ENUM' || logical?.type === 'STRING';
}
