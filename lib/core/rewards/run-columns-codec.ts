import { MATCHERS, SCOPES } from '@/lib/core/entities/entity';
import { VERDICTS, type RunColumns } from './run-columns';

/*
 * Layout, little-endian: header of eight uint32 (magic, version, length, groupCount, questionCount, matched columns,
 * checksum of all the rest, 0), then the columns one after the other, widest numbers first so that each starts at a multiple
 * of its width: rewardLogged; group, question, step, rolloutIndex, toolCalls, turns, tokens; entityCount, matched;
 * verdict; zeros up to a multiple of 4.
 */
/** "NMRC" read as a little-endian uint32. */
const MAGIC = 0x43524d4e;
const VERSION = 1;
const HEADER_BYTES = 32;
/** Place of the checksum among the header's words. */
const CHECKSUM_WORD = 6;
const MATCHED_COLUMN_COUNT = MATCHERS.length * SCOPES.length;
const INT32_COLUMNS = ['group', 'question', 'step', 'rolloutIndex', 'toolCalls', 'turns', 'tokens'] as const;
const BYTES_PER_ROLLOUT = 8 + 4 * INT32_COLUMNS.length + 2 * (1 + MATCHED_COLUMN_COUNT) + 1;

export const RUN_COLUMNS_ERROR_CODES = ['not_run_columns', 'unknown_version', 'damaged'] as const;

/** The bytes are not, or no longer, the columns of a run. */
export class RunColumnsError extends Error {
  readonly code: (typeof RUN_COLUMNS_ERROR_CODES)[number];
  constructor(code: (typeof RUN_COLUMNS_ERROR_CODES)[number], message: string) {
    super(message);
    this.name = 'RunColumnsError';
    this.code = code;
  }
}

function bytesNeeded(length: number): number {
  return HEADER_BYTES + Math.ceil((length * BYTES_PER_ROLLOUT) / 4) * 4;
}

/** 32-bit multiplicative hash over words: finds flipped bits and lost or shifted bytes, keeps nobody from forging. */
function checksum(header: Uint32Array, body: Uint32Array): number {
  let hash = 0x811c9dc5;
  const add = (word: number): void => {
    hash = Math.imul(hash ^ word, 0x01000193);
    hash ^= hash >>> 15;
  };
  header.subarray(0, CHECKSUM_WORD).forEach(add);
  for (let index = 0; index < body.length; index += 1) add(body[index] ?? 0);
  return hash >>> 0;
}

/**
 * The columns of a run as one block of bytes, 71 a rollout plus 32. Not compressed.
 *
 * @throws RangeError if a column's length is not `columns.length`.
 */
export function encodeRunColumns(columns: RunColumns): Uint8Array {
  const { length } = columns;
  const buffer = new ArrayBuffer(bytesNeeded(length));
  let offset = HEADER_BYTES;
  const parts = [
    columns.rewardLogged,
    ...INT32_COLUMNS.map((name) => columns[name]),
    columns.entityCount,
    ...columns.matched,
    columns.verdict,
  ];
  if (columns.matched.length !== MATCHED_COLUMN_COUNT) {
    throw new RangeError(`matched has ${columns.matched.length} columns, expected ${MATCHED_COLUMN_COUNT}`);
  }
  for (const part of parts) {
    if (part.length !== length) throw new RangeError(`a column has ${part.length} entries, expected ${length}`);
    new Uint8Array(buffer).set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offset);
    offset += part.byteLength;
  }
  const header = new Uint32Array(buffer, 0, HEADER_BYTES / 4);
  header.set([MAGIC, VERSION, length, columns.groupCount, columns.questionCount, MATCHED_COLUMN_COUNT]);
  header[CHECKSUM_WORD] = checksum(header, new Uint32Array(buffer, HEADER_BYTES));
  return new Uint8Array(buffer);
}

/**
 * Reads what `encodeRunColumns` wrote. The columns share memory with `bytes` where its start is a multiple of 8, else
 * with a copy.
 *
 * @throws RunColumnsError if the bytes are something else, of another version, or damaged.
 */
export function decodeRunColumns(bytes: Uint8Array): RunColumns {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  const { buffer, byteOffset } = aligned;
  const [length, groupCount, questionCount] = readHeader(aligned);
  let offset = byteOffset + HEADER_BYTES;
  const take = (byteLength: number): number => {
    const start = offset;
    offset += byteLength;
    return start;
  };
  const int32 = (): Int32Array => new Int32Array(buffer, take(4 * length), length);
  const uint16 = (): Uint16Array => new Uint16Array(buffer, take(2 * length), length);
  const rewardLogged = new Float64Array(buffer, take(8 * length), length);
  const [group, question, step, rolloutIndex] = [int32(), int32(), int32(), int32()];
  const [toolCalls, turns, tokens, entityCount] = [int32(), int32(), int32(), uint16()];
  const matched = Array.from({ length: MATCHED_COLUMN_COUNT }, uint16);
  const verdict = new Uint8Array(buffer, take(length), length);
  checkRange('group', group, groupCount);
  checkRange('question', question, questionCount);
  checkRange('verdict', verdict, VERDICTS.length);
  return {
    length,
    groupCount,
    questionCount,
    group,
    question,
    step,
    rolloutIndex,
    verdict,
    toolCalls,
    turns,
    tokens,
    rewardLogged,
    entityCount,
    matched,
  };
}

/** Length, groupCount and questionCount, once the header and the checksum are found to be right. */
function readHeader(bytes: Uint8Array): readonly [number, number, number] {
  if (bytes.byteLength < HEADER_BYTES) {
    throw new RunColumnsError('not_run_columns', `${bytes.byteLength} bytes, fewer than the header's ${HEADER_BYTES}`);
  }
  const header = new Uint32Array(bytes.buffer, bytes.byteOffset, HEADER_BYTES / 4);
  const [magic, version, length = 0, groupCount = 0, questionCount = 0, matchedColumns, sum] = header;
  if (magic !== MAGIC) throw new RunColumnsError('not_run_columns', 'the bytes do not begin with NMRC');
  if (version !== VERSION || matchedColumns !== MATCHED_COLUMN_COUNT) {
    const found = `version ${version} with ${matchedColumns} matched columns`;
    const message = `found ${found}, supported is version ${VERSION} with ${MATCHED_COLUMN_COUNT}`;
    throw new RunColumnsError('unknown_version', message);
  }
  if (bytes.byteLength !== bytesNeeded(length)) {
    const message = `${bytes.byteLength} bytes, expected ${bytesNeeded(length)} for ${length} rollouts`;
    throw new RunColumnsError('damaged', message);
  }
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + HEADER_BYTES, (bytes.byteLength - HEADER_BYTES) / 4);
  if (checksum(header, words) !== sum) throw new RunColumnsError('damaged', 'the checksum does not fit the columns');
  return [length, groupCount, questionCount];
}

function checkRange(name: string, column: Int32Array | Uint8Array, count: number): void {
  for (let index = 0; index < column.length; index += 1) {
    const value = column[index] ?? -1;
    if (value < 0 || value >= count) {
      throw new RunColumnsError('damaged', `${name} holds ${value}, expected 0 to ${count - 1}`);
    }
  }
}
