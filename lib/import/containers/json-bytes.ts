export const NEWLINE = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const OPEN_LIST = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_LIST = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;

/** What a byte outside of strings means to a splitter; any other byte is 0. Those and spaces are passed over without a look. */
export const SPACE_CLASS = 1;
export const NEWLINE_CLASS = 2;
export const QUOTE_CLASS = 3;
export const OPEN_CLASS = 4;
export const CLOSE_CLASS = 5;
export const COMMA_CLASS = 6;
export const COLON_CLASS = 7;

export const BYTE_CLASSES: Uint8Array = classTable();

function classTable(): Uint8Array {
  const classes = new Uint8Array(256);
  for (const [text, byteClass] of [
    [' \t', SPACE_CLASS],
    ['\n\r', NEWLINE_CLASS],
    ['"', QUOTE_CLASS],
    ['[{', OPEN_CLASS],
    [']}', CLOSE_CLASS],
    [',', COMMA_CLASS],
    [':', COLON_CLASS],
  ] as const) {
    for (const character of text) classes[character.charCodeAt(0)] = byteClass;
  }
  return classes;
}

export function isSpaceByte(byte: number): boolean {
  return byte === SPACE || byte === NEWLINE || byte === CARRIAGE_RETURN || byte === 0x09;
}

/** Position of the first byte from `from` on that is no white space; the length where there is none. */
export function skipSpaces(buffer: Buffer, from: number): number {
  let position = from;
  while (position < buffer.length && isSpaceByte(buffer[position] ?? 0)) position += 1;
  return position;
}

/** Short strings are cheaper to walk than to search. */
const WALKED_BYTES = 64;

/** Where a string that began in this chunk or an earlier one stands. */
export interface StringState {
  isOpen: boolean;
  /** The next byte is escaped by a backslash at the end of the chunk before. */
  isEscaped: boolean;
}

/** Position behind the closing quote; the buffer's length, with `state.isOpen` still set, where the string goes on. */
export function skipStringInPlace(buffer: Buffer, from: number, state: StringState): number {
  const end = buffer.length;
  let position = from;
  if (state.isEscaped && position < end) {
    state.isEscaped = false;
    position += 1;
  }
  for (;;) {
    const walkedTo = Math.min(end, position + WALKED_BYTES);
    while (position < walkedTo) {
      const byte = buffer[position];
      position += byte === BACKSLASH ? 2 : 1;
      if (byte === QUOTE) {
        state.isOpen = false;
        return position;
      }
    }
    if (position >= end) {
      state.isEscaped = state.isEscaped || position > end;
      return end;
    }
    const quote = buffer.indexOf(QUOTE, position);
    const stop = quote === -1 ? end : quote;
    const isEscaped = endsInOddBackslashes(buffer, position, stop);
    if (quote === -1) {
      state.isEscaped = isEscaped;
      return end;
    }
    position = quote + 1;
    if (!isEscaped) {
      state.isOpen = false;
      return position;
    }
  }
}

function endsInOddBackslashes(buffer: Buffer, from: number, to: number): boolean {
  let position = to;
  while (position > from && buffer[position - 1] === BACKSLASH) position -= 1;
  return (to - position) % 2 === 1;
}
