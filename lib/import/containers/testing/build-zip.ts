import { crc32, deflateRawSync, zstdCompressSync } from 'node:zlib';

export interface ZipEntrySpec {
  readonly name: string;
  readonly content: Buffer | string;
  readonly method?: number;
  readonly flags?: number;
  readonly externalAttributes?: number;
  /** What the directory announces, where it is not the truth. */
  readonly announcedBytes?: number;
  readonly announcedCrc32?: number;
  /** Sizes and offset stand in the zip64 extra field. */
  readonly zip64?: boolean;
}

const UTF8_NAME = 0x800;

/** A zip as written byte for byte from its specification (APPNOTE.TXT), so that tests can write what no tool writes. */
export function buildZip(entries: readonly ZipEntrySpec[], options: { readonly zip64End?: boolean } = {}): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const packed = pack(Buffer.from(entry.content), entry.method ?? 0);
    const local = Buffer.concat([localHeader(entry, packed.length), Buffer.from(entry.name), packed]);
    directory.push(directoryEntry(entry, packed.length, offset));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([
    ...locals,
    central,
    endRecord(entries.length, central.length, offset, options.zip64End ?? false),
  ]);
}

function pack(content: Buffer, method: number): Buffer {
  if (method === 8) return deflateRawSync(content);
  return method === 93 ? zstdCompressSync(content) : content;
}

function localHeader(entry: ZipEntrySpec, packedBytes: number): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE((entry.flags ?? 0) | UTF8_NAME, 6);
  header.writeUInt16LE(entry.method ?? 0, 8);
  header.writeUInt32LE(checksumOf(entry), 14);
  header.writeUInt32LE(packedBytes, 18);
  header.writeUInt32LE(sizeOf(entry), 22);
  header.writeUInt16LE(Buffer.byteLength(entry.name), 26);
  return header;
}

function directoryEntry(entry: ZipEntrySpec, packedBytes: number, offset: number): Buffer {
  const header = Buffer.alloc(46);
  const name = Buffer.from(entry.name);
  const extra = entry.zip64 === true ? zip64Extra(sizeOf(entry), packedBytes, offset) : Buffer.alloc(0);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE((entry.flags ?? 0) | UTF8_NAME, 8);
  header.writeUInt16LE(entry.method ?? 0, 10);
  header.writeUInt32LE(checksumOf(entry), 16);
  header.writeUInt32LE(entry.zip64 === true ? 0xffffffff : packedBytes, 20);
  header.writeUInt32LE(entry.zip64 === true ? 0xffffffff : sizeOf(entry), 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(entry.externalAttributes ?? 0, 38);
  header.writeUInt32LE(entry.zip64 === true ? 0xffffffff : offset, 42);
  return Buffer.concat([header, name, extra]);
}

function zip64Extra(bytes: number, packedBytes: number, offset: number): Buffer {
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  extra.writeBigUInt64LE(BigInt(bytes), 4);
  extra.writeBigUInt64LE(BigInt(packedBytes), 12);
  extra.writeBigUInt64LE(BigInt(offset), 20);
  return extra;
}

function endRecord(entryCount: number, directoryBytes: number, offset: number, zip64: boolean): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(zip64 ? 0xffff : entryCount, 8);
  end.writeUInt16LE(zip64 ? 0xffff : entryCount, 10);
  end.writeUInt32LE(zip64 ? 0xffffffff : directoryBytes, 12);
  end.writeUInt32LE(zip64 ? 0xffffffff : offset, 16);
  if (!zip64) return end;
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(entryCount), 24);
  record.writeBigUInt64LE(BigInt(entryCount), 32);
  record.writeBigUInt64LE(BigInt(directoryBytes), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + directoryBytes), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator, end]);
}

function sizeOf(entry: ZipEntrySpec): number {
  return entry.announcedBytes ?? Buffer.from(entry.content).length;
}

function checksumOf(entry: ZipEntrySpec): number {
  return entry.announcedCrc32 ?? crc32(Buffer.from(entry.content));
}
