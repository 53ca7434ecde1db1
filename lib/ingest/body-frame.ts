import { constants, zstdCompressSync } from 'node:zlib';

import type { RolloutMessage, ToolCall } from '@/lib/core/rollout/rollout';
import { holdsTaggedCall } from '@/lib/core/search/reads-otherwise';

import { unpackZstd } from './unpack-zstd';

/** The text of a rollout as it is stored: its messages and, where they were parsed out of running text, that text. */
export interface RolloutBody {
  readonly messages: readonly RolloutMessage[];
  readonly rawText: string | null;
}

/** A call or message with each long text replaced by the number of its bytes. */
type StoredCall = Omit<ToolCall, 'function'> & {
  readonly function: { readonly name: string; readonly arguments: number };
};
type StoredMessage = Omit<RolloutMessage, 'content' | 'reasoning_content' | 'tool_calls'> & {
  readonly content: number;
  readonly reasoning_content?: number;
  readonly tool_calls?: readonly StoredCall[];
};
interface StoredBody {
  readonly messages: readonly StoredMessage[];
  readonly rawText: number | null;
}

/** A frame is closed after this many rollouts or bytes: reading one rollout must not mean unpacking many. */
const FRAME_ROLLOUTS = 8;
const FRAME_BYTES = 1 << 17;
const COMPRESSION = { params: { [constants.ZSTD_c_compressionLevel]: 1 }, chunkSize: 1 << 16 };
const LENGTH_BYTES = 4;
/** UTF-8 takes at most three bytes for each UTF-16 unit. */
const BYTES_PER_UNIT = 3;
/** What the index has of a rollout: the bytes of its messages' texts, those of its raw text, and whether a call has an escape. */
const INDEX_NUMBERS = 3;
const INDEX_BYTES = INDEX_NUMBERS * LENGTH_BYTES;
/** Set in the last number of a frame that has an index; of others this number is the length of their structure. */
const HAS_INDEX = 0x8000_0000;

/**
 * Packs the texts of a few rollouts into one zstd frame (level 1): all long texts in UTF-8 one after the other, then
 * their structure as JSON, then an index of the rollouts, the length of the JSON and the number of rollouts. Texts stand
 * as they are instead of as JSON strings, and eight rollouts share a frame: together that halves what storing messages
 * costs an import thread, and neighbours, which share prompts, compress better. With the index a search reads texts
 * without reading the JSON. A lone surrogate becomes U+FFFD.
 */
export class BodyFrameWriter {
  #texts = Buffer.allocUnsafeSlow(1 << 20);
  #used = 0;
  #bodies: StoredBody[] = [];
  #index: number[] = [];

  /** Rollouts in the open frame. */
  get rollouts(): number {
    return this.#bodies.length;
  }

  get isFull(): boolean {
    return this.#bodies.length >= FRAME_ROLLOUTS || this.#used >= FRAME_BYTES;
  }

  add(body: RolloutBody): void {
    const messages = body.messages.map((message) => this.#message(message));
    const rawText = body.rawText === null ? null : this.#text(body.rawText);
    this.#bodies.push({ messages, rawText });
    this.#index.push(messageBytes(messages), rawText ?? 0, body.messages.some(hasEscapedCall) ? 1 : 0);
  }

  /** The compressed frame; the writer goes on with an empty one. */
  take(): Buffer {
    const length = this.#text(JSON.stringify(this.#bodies));
    const numbers = [...this.#index, length, HAS_INDEX + this.#bodies.length];
    this.#reserve(numbers.length * LENGTH_BYTES);
    for (const number of numbers) this.#used = this.#texts.writeUInt32LE(number, this.#used);
    const frame = zstdCompressSync(this.#texts.subarray(0, this.#used), COMPRESSION);
    this.#used = 0;
    this.#bodies = [];
    this.#index = [];
    return frame;
  }

  #message({ content, reasoning_content, tool_calls, ...rest }: RolloutMessage): StoredMessage {
    return {
      ...rest,
      content: this.#text(content),
      ...(reasoning_content === undefined ? {} : { reasoning_content: this.#text(reasoning_content) }),
      ...(tool_calls === undefined ? {} : { tool_calls: tool_calls.map((call) => this.#call(call)) }),
    };
  }

  #call(call: ToolCall): StoredCall {
    return { ...call, function: { name: call.function.name, arguments: this.#text(call.function.arguments) } };
  }

  /** Appends a text; answers its bytes. */
  #text(text: string): number {
    this.#reserve(text.length * BYTES_PER_UNIT);
    const written = this.#texts.write(text, this.#used, 'utf8');
    this.#used += written;
    return written;
  }

  #reserve(bytes: number): void {
    if (this.#used + bytes <= this.#texts.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#used + bytes, this.#texts.length * 2));
    this.#texts.copy(grown, 0, 0, this.#used);
    this.#texts = grown;
  }
}

/** A rollout's place in the texts of a frame. */
interface IndexEntry {
  readonly start: number;
  readonly messageBytes: number;
  readonly hasEscapedCall: boolean;
}

/**
 * A frame that `BodyFrameWriter` packed, unpacked: its rollouts, in order, can be looked at as bytes and read one by one.
 * Trusted: only our own import writes these bytes. Frames from before there was an index are read as well.
 */
export class BodyFrameReader {
  readonly #bytes: Buffer;
  readonly #structureStart: number;
  readonly #structureEnd: number;
  readonly #index: readonly IndexEntry[];
  #bodies: readonly StoredBody[] | null = null;

  constructor(frame: Uint8Array) {
    const bytes = unpackZstd(frame);
    const lastStart = bytes.length - LENGTH_BYTES;
    const last = bytes.readUInt32LE(lastStart);
    const hasIndex = last >= HAS_INDEX;
    const lengthAt = hasIndex ? lastStart - LENGTH_BYTES : lastStart;
    const indexStart = hasIndex ? lengthAt - (last - HAS_INDEX) * INDEX_BYTES : lengthAt;
    this.#bytes = bytes;
    this.#structureEnd = indexStart;
    this.#structureStart = indexStart - bytes.readUInt32LE(lengthAt);
    this.#index = hasIndex ? readIndex(bytes, indexStart, lengthAt) : this.#makeIndex();
  }

  get rollouts(): number {
    return this.#index.length;
  }

  /** The texts of a rollout's messages in UTF-8, one after the other, without the text they were parsed out of. */
  messageTexts(at: number): Buffer {
    const { start, messageBytes } = this.#entry(at);
    return this.#bytes.subarray(start, start + messageBytes);
  }

  /** Whether the texts of a rollout's calls hold a backslash, so that reading their JSON may change them. False is certain. */
  hasEscapedCall(at: number): boolean {
    return this.#entry(at).hasEscapedCall;
  }

  /** The texts of a rollout in which a tool call can stand: `arguments`, and what the assistant wrote. */
  *callTexts(at: number): Generator<{ readonly isArguments: boolean; readonly text: Buffer }> {
    let position = this.#entry(at).start;
    for (const { role, content, reasoning_content = 0, tool_calls = [] } of this.#body(at).messages) {
      if (role === 'assistant') yield { isArguments: false, text: this.#bytes.subarray(position, position + content) };
      position += content + reasoning_content;
      for (const call of tool_calls) {
        const end = position + call.function.arguments;
        yield { isArguments: true, text: this.#bytes.subarray(position, end) };
        position = end;
      }
    }
  }

  read(at: number): RolloutBody {
    const { messages, rawText } = this.#body(at);
    let position = this.#entry(at).start;
    const next = (length: number): string => {
      const text = this.#bytes.toString('utf8', position, position + length);
      position += length;
      return text;
    };
    return {
      messages: messages.map((message) => restoreMessage(message, next)),
      rawText: rawText === null ? null : next(rawText),
    };
  }

  #body(at: number): StoredBody {
    const body = this.#allBodies()[at];
    if (body === undefined) throw this.#noRollout(at);
    return body;
  }

  /** The structure is parsed when it is first asked for: most rollouts that are searched need none. */
  #allBodies(): readonly StoredBody[] {
    if (this.#bodies !== null) return this.#bodies;
    const bodies: readonly StoredBody[] = JSON.parse(
      this.#bytes.toString('utf8', this.#structureStart, this.#structureEnd),
    );
    this.#bodies = bodies;
    return bodies;
  }

  #entry(at: number): IndexEntry {
    const entry = this.#index[at];
    if (entry === undefined) throw this.#noRollout(at);
    return entry;
  }

  #noRollout(at: number): RangeError {
    return new RangeError(`a frame of ${this.rollouts} rollouts has none at ${at}`);
  }

  /** The index of a frame that has none; whether its calls have escapes is not known. */
  #makeIndex(): readonly IndexEntry[] {
    let start = 0;
    return this.#allBodies().map(({ messages, rawText }) => {
      const entry = { start, messageBytes: messageBytes(messages), hasEscapedCall: true };
      start += entry.messageBytes + (rawText ?? 0);
      return entry;
    });
  }
}

function readIndex(bytes: Buffer, indexStart: number, indexEnd: number): readonly IndexEntry[] {
  const entries: IndexEntry[] = [];
  let start = 0;
  for (let at = indexStart; at < indexEnd; at += INDEX_BYTES) {
    const messageBytes = bytes.readUInt32LE(at);
    const rawBytes = bytes.readUInt32LE(at + LENGTH_BYTES);
    entries.push({ start, messageBytes, hasEscapedCall: bytes.readUInt32LE(at + 2 * LENGTH_BYTES) === 1 });
    start += messageBytes + rawBytes;
  }
  return entries;
}

/** Reads all rollouts of a frame, in order. */
export function readBodyFrame(frame: Uint8Array): readonly RolloutBody[] {
  const reader = new BodyFrameReader(frame);
  return Array.from({ length: reader.rollouts }, (_, at) => reader.read(at));
}

/** Whether a call of a message, in its JSON or in a tag, has a backslash. */
function hasEscapedCall({ role, content, tool_calls = [] }: RolloutMessage): boolean {
  if (role === 'assistant' && content.includes('\\') && holdsTaggedCall(content)) return true;
  return tool_calls.some((call) => call.function.arguments.includes('\\'));
}

function messageBytes(messages: readonly StoredMessage[]): number {
  let bytes = 0;
  for (const { content, reasoning_content = 0, tool_calls } of messages) {
    bytes += content + reasoning_content;
    for (const call of tool_calls ?? []) bytes += call.function.arguments;
  }
  return bytes;
}

/** The order of the properties is the order of the texts. */
function restoreMessage(stored: StoredMessage, next: (length: number) => string): RolloutMessage {
  const { content, reasoning_content, tool_calls, ...rest } = stored;
  return {
    ...rest,
    content: next(content),
    ...(reasoning_content === undefined ? {} : { reasoning_content: next(reasoning_content) }),
    ...(tool_calls === undefined ? {} : { tool_calls: tool_calls.map((call) => restoreCall(call, next)) }),
  };
}

function restoreCall(call: StoredCall, next: (length: number) => string): ToolCall {
  return { ...call, function: { name: call.function.name, arguments: next(call.function.arguments) } };
}
