// Files of other tools, written piece by piece: lines, archives, tables.
import { createReadStream, createWriteStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { TAR_END_BYTES, tarHeader, tarPaddingBytes } from '@/lib/import/containers/tar-writer';
import { makeZip, type ZipContent, type ZipMethod } from '@/lib/import/testing/make-zip';

import { readLogRollouts, type LogRollout } from './log-rollout';

/** A file of an archive. */
export interface ArchiveMember {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Bytes of its records as JSON. */
  readonly jsonBytes: number;
}

/** All writers take the canonical log and the file to write, and answer the bytes of the records as uncompressed JSON. */
export type WriteLog = (log: string, file: string) => Promise<number>;

/** The log itself, through a compressor. */
export function compressedLog(compressor: () => Transform): WriteLog {
  return async (log, file) => {
    await pipeline(createReadStream(log), compressor(), createWriteStream(file));
    return (await stat(log)).size;
  };
}

/** A JSON list of the log's records on one line, as `json.dump` writes it. */
export async function writeList(log: string, file: string): Promise<number> {
  await writeChunks(
    file,
    joinedBy(', ', createInterface({ input: createReadStream(log), crlfDelay: Number.POSITIVE_INFINITY }), ['[', ']']),
  );
  return (await stat(file)).size;
}

/** One record a line. */
export function linesOf(toRecord: (rollout: LogRollout) => object): WriteLog {
  return async (log, file) => {
    await writeChunks(
      file,
      jsonTexts(log, toRecord, (text) => `${text}\n`),
    );
    return (await stat(file)).size;
  };
}

/** An object whose last member is the list of records, indented as Inspect writes its logs. */
export function indentedLog(header: object, member: string, toRecord: (rollout: LogRollout) => object): WriteLog {
  return async (log, file) => {
    const opening = `${JSON.stringify(header, null, 2).slice(0, -2)},\n  ${JSON.stringify(member)}: [\n`;
    await writeChunks(file, joinedBy(',\n', indentedTexts(log, toRecord), [opening, '\n  ]\n}\n']));
    return (await stat(file)).size;
  };
}

/** An archive of Inspect: a header and a file for each sample. Its samples are packed in memory. */
export function evalArchive(header: object, method: ZipMethod, toRecord: (rollout: LogRollout) => object): WriteLog {
  return async (log, file) => {
    const contents: ZipContent[] = [{ path: 'header.json', bytes: Buffer.from(JSON.stringify(header)) }];
    for await (const rollout of readLogRollouts(log)) {
      const bytes = Buffer.from(JSON.stringify(toRecord(rollout), null, 2));
      contents.push({ path: `samples/q${rollout.question}_epoch_${rollout.rollout + 1}.json`, bytes });
    }
    await writeFile(file, makeZip(contents, method));
    return contents.reduce((sum, { bytes }) => sum + bytes.length, 0);
  };
}

/** A tar of whatever files the rollouts give, in their order. */
export function tarOf(members: (rollouts: AsyncIterable<LogRollout>) => AsyncIterable<ArchiveMember>): WriteLog {
  return async (log, file) => {
    let jsonBytes = 0;
    async function* chunks(): AsyncGenerator<Uint8Array> {
      for await (const member of members(readLogRollouts(log))) {
        jsonBytes += member.jsonBytes;
        yield tarHeader(member.path, member.bytes.length);
        yield member.bytes;
        yield Buffer.alloc(tarPaddingBytes(member.bytes.length));
      }
      yield Buffer.alloc(TAR_END_BYTES);
    }
    await writeChunks(file, chunks());
    return jsonBytes;
  };
}

async function* jsonTexts(
  log: string,
  toRecord: (rollout: LogRollout) => object,
  write: (text: string) => string,
): AsyncGenerator<string> {
  for await (const rollout of readLogRollouts(log)) yield write(JSON.stringify(toRecord(rollout)));
}

async function* indentedTexts(log: string, toRecord: (rollout: LogRollout) => object): AsyncGenerator<string> {
  for await (const rollout of readLogRollouts(log)) yield JSON.stringify(toRecord(rollout), null, 2);
}

async function* joinedBy(
  separator: string,
  texts: AsyncIterable<string>,
  [opening, closing]: readonly [string, string],
): AsyncGenerator<string> {
  yield opening;
  let isFirst = true;
  for await (const text of texts) {
    yield isFirst ? text : `${separator}${text}`;
    isFirst = false;
  }
  yield closing;
}

async function writeChunks(file: string, chunks: AsyncIterable<string | Uint8Array>): Promise<void> {
  await pipeline(Readable.from(chunks), createWriteStream(file, { highWaterMark: 1 << 20 }));
}
