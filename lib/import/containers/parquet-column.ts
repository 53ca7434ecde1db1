import type { ColumnMetaData, DataReader, DecodedArray, PageHeader, SchemaElement, SchemaTree } from 'hyparquet';
import { parquetHeader, readPage } from 'hyparquet/src/column.js';
import { convert, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel } from 'hyparquet/src/schema.js';
import type { ByteSource } from './byte-source';
import { PARQUET_COMPRESSORS } from './parquet-codecs';
import { hasPossibleLevels, hasPossibleRuns, hasPossibleValues, type PageShape } from './parquet-page-guard';
import { BYTE_STRING_PARSERS, textFromBinary } from './parquet-text';

/** Read at a time; a page that is longer is read whole. Pages are 1 MiB before packing in most writers. */
const WINDOW_BYTES = 1 << 20;
/** Larger pages are not written by anybody; a few bytes could announce one. */
const MAX_PAGE_BYTES = 2 ** 30;
const MAX_PAGE_VALUES = 16_000_000;
/** Columns of nulls take no bytes a value, but a file that has rows has other columns too. */
const VALUES_PER_FILE_BYTE = 64;
const VALUES_OF_ANY_FILE = 65_536;

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
  /** Of a dictionary too, which the column's own count says nothing of. */
  readonly #maxValues: number;
  #position: number;
  #dictionary: DecodedArray | undefined;
  #rows: unknown[] = [];
  #taken = 0;
  /** The last row of a repeated column so far: the next page may go on with it. */
  #openRow: unknown[] = [];
  /** Whether an unpacked data page is possible; null for other pages. */
  #guard: ((page: Uint8Array) => boolean) | null = null;

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
      compressors: this.#guardedCompressors(column.codec),
      utf8: false,
    };
    this.#hasPlainValues =
      isText(leaf.element) || !['INT64', 'BYTE_ARRAY', 'FIXED_LEN_BYTE_ARRAY'].includes(column.type);
    this.#isRepeated = getMaxRepetitionLevel(schemaPath) > 0;
    this.#maxValues = Math.min(MAX_PAGE_VALUES, VALUES_OF_ANY_FILE + source.size * VALUES_PER_FILE_BYTE);
    this.#maxPageValues = Math.min(this.#maxValues, Number(column.num_values));
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
    this.#guard = null;
    if (header.type === 'DICTIONARY_PAGE') {
      const { data } = readPage(reader, header, this.#decoder, undefined, undefined, 0);
      this.#dictionary = data === undefined ? undefined : convert(data, this.#decoder);
      return;
    }
    if (header.type !== 'DATA_PAGE' && header.type !== 'DATA_PAGE_V2') return;
    this.#guardLevels(reader, header);
    const before = this.#isRepeated ? this.#openRow : undefined;
    const { data } = readPage(reader, header, this.#decoder, this.#dictionary, before, 0);
    if (data === undefined) return;
    const rows: unknown[] = Array.isArray(data) ? data : Array.from<unknown>(data);
    if (this.#isRepeated) this.#openRow = this.#position < this.#endByte ? rows.splice(-1) : [];
    this.#rows = this.#hasPlainValues ? rows : rows.map(plainValue);
  }

  /** The column's unpacker, which looks at what came out of a data page before hyparquet reads it. */
  #guardedCompressors(codec: ColumnMetaData['codec']): typeof PARQUET_COMPRESSORS {
    const unpack = PARQUET_COMPRESSORS[codec];
    if (unpack === undefined) return PARQUET_COMPRESSORS;
    const guarded: typeof unpack = (packed, bytes) => {
      const page = unpack(packed, bytes);
      if (this.#guard !== null && !this.#guard(page))
        throw new ParquetDamage('a page announces more values than it has');
      return page;
    };
    return { ...PARQUET_COMPRESSORS, [codec]: guarded };
  }

  /** Checks what of a data page is not packed, and says how the rest is to be checked once it is unpacked. */
  #guardLevels({ view, offset }: DataReader, header: PageHeader): void {
    const { compressed_page_size: size } = header;
    const bytes = new Uint8Array(view.buffer, view.byteOffset + offset, size);
    const shape = this.#shapeOf(header);
    let fits = true;
    if (header.type === 'DATA_PAGE') this.#guard = (page) => hasPossibleRuns(page, shape);
    else {
      // A run that goes on past the levels is read on by hyparquet, so the bytes are not cut there.
      const repetition = header.data_page_header_v2?.repetition_levels_byte_length ?? 0;
      fits =
        hasPossibleLevels(bytes, shape.maxRepetition, shape.values) &&
        hasPossibleLevels(bytes.subarray(repetition), shape.maxDefinition, shape.values);
      this.#guard = (page) => hasPossibleValues(page, shape);
    }
    const isPacked = this.#decoder.codec !== 'UNCOMPRESSED' && header.data_page_header_v2?.is_compressed !== false;
    const levelBytes = header.type === 'DATA_PAGE' ? 0 : levelBytesOf(header);
    if (!isPacked) fits = fits && this.#guard(bytes.subarray(levelBytes));
    if (!fits) throw new ParquetDamage('a page announces more values than it has');
  }

  #shapeOf({ data_page_header: first, data_page_header_v2: second }: PageHeader): PageShape {
    const { schemaPath, type } = this.#decoder;
    return {
      values: first?.num_values ?? second?.num_values ?? 0,
      maxRepetition: getMaxRepetitionLevel(schemaPath),
      maxDefinition: getMaxDefinitionLevel(schemaPath),
      encoding: first?.encoding ?? second?.encoding ?? 'PLAIN',
      isBoolean: type === 'BOOLEAN',
    };
  }

  /** The page that begins at a byte; its reader stands behind the header. */
  async #pageAt(position: number): Promise<{ reader: DataReader; header: PageHeader }> {
    const page = await this.#headerAt(position, WINDOW_BYTES);
    const { reader, header } = page;
    requirePossibleHeader(header, { page: this.#maxPageValues, dictionary: this.#maxValues });
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

interface MaxValues {
  readonly page: number;
  readonly dictionary: number;
}

/** hyparquet believes page headers, and loops without end over some that no writer writes. */
function requirePossibleHeader(header: PageHeader, maxValues: MaxValues): void {
  const sizes = [header.compressed_page_size, header.uncompressed_page_size];
  if (sizes.every((size) => isCount(size, MAX_PAGE_BYTES)) && hasPossibleCounts(header, maxValues)) return;
  throw new ParquetDamage('a page announces what its column cannot hold');
}

function hasPossibleCounts(header: PageHeader, maxValues: MaxValues): boolean {
  if (header.type === 'DATA_PAGE') return isCount(header.data_page_header?.num_values, maxValues.page);
  if (header.type === 'DICTIONARY_PAGE')
    return isCount(header.dictionary_page_header?.num_values, maxValues.dictionary);
  if (header.type !== 'DATA_PAGE_V2') return true;
  const page = header.data_page_header_v2;
  if (page === undefined || !isCount(page.num_values, maxValues.page) || !isCount(page.num_nulls, page.num_values))
    return false;
  const levels = [page.repetition_levels_byte_length, page.definition_levels_byte_length];
  return [...levels, (levels[0] ?? 0) + (levels[1] ?? 0)].every((bytes) => isCount(bytes, header.compressed_page_size));
}

function levelBytesOf({ data_page_header_v2: page }: PageHeader): number {
  return (page?.repetition_levels_byte_length ?? 0) + (page?.definition_levels_byte_length ?? 0);
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
