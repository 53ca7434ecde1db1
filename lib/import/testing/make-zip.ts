import { crc32, deflateRawSync, zstdCompressSync } from 'node:zlib';

export interface ZipContent {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export type ZipMethod = 'stored' | 'deflate' | 'zstd';

const METHOD_NUMBERS: Readonly<Record<ZipMethod, number>> = { stored: 0, deflate: 8, zstd: 93 };
/** 1 January 1980, the first day a zip can name: archives of the same content are the same bytes. */
const FIRST_DAY = 0x21;

/** A zip of the given files, all packed the same way, as Inspect writes its logs (deflate, since 0.3.206 zstd). */
export function makeZip(contents: readonly ZipContent[], method: ZipMethod): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, bytes } of contents) {
    const name = Buffer.from(path, 'utf8');
    const packed = pack(bytes, method);
    const shared = sharedHeader(bytes, packed, { method, nameLength: name.length });
    const body = Buffer.concat([signature(0x04034b50), shared, name, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([signature(0x02014b50), shortInteger(63), shared, place, name]));
    bodies.push(body);
    offset += body.length;
  }
  const listing = Buffer.concat(directory);
  return Buffer.concat([...bodies, listing, endRecord(contents.length, listing.length, offset)]);
}

function pack(bytes: Uint8Array, method: ZipMethod): Buffer {
  if (method === 'deflate') return deflateRawSync(bytes);
  return method === 'zstd' ? zstdCompressSync(bytes) : Buffer.from(bytes);
}

/** The part that a member's own header and its entry in the directory have in common. */
function sharedHeader(
  bytes: Uint8Array,
  packed: Buffer,
  { method, nameLength }: { readonly method: ZipMethod; readonly nameLength: number },
): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(63, 0);
  header.writeUInt16LE(METHOD_NUMBERS[method], 4);
  header.writeUInt16LE(FIRST_DAY, 8);
  header.writeUInt32LE(crc32(bytes), 10);
  header.writeUInt32LE(packed.length, 14);
  header.writeUInt32LE(bytes.length, 18);
  header.writeUInt16LE(nameLength, 22);
  return header;
}

function endRecord(count: number, listingBytes: number, listingOffset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(listingBytes, 12);
  end.writeUInt32LE(listingOffset, 16);
  return end;
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function shortInteger(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
