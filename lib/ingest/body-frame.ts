import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

import type { RolloutMessage, ToolCall } from '@/lib/core/rollout/rollout';

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
/** Larger than most frames, so that one is unpacked in one piece. */
const UNPACKING = { chunkSize: 1 << 18 };
const LENGTH_BYTES = 4;
/** UTF-8 takes at most three bytes for each UTF-16 unit. */
const BYTES_PER_UNIT = 3;

/**
 * Packs the texts of a few rollouts into one zstd frame (level 1): all long texts in UTF-8 one after the other, then
 * their structure as JSON, then the length of that JSON. Texts stand as they are instead of as JSON strings, and eight
 * rollouts share a frame: together that halves what storing messages costs an import thread, and neighbours, which
 * share prompts, compress better. A lone surrogate becomes U+FFFD.
 */
export class BodyFrameWriter {
  #texts = Buffer.allocUnsafeSlow(1 << 20);
  #used = 0;
  #bodies: StoredBody[] = [];

  /** Rollouts in the open frame. */
  get rollouts(): number {
    return this.#bodies.length;
  }

  get isFull(): boolean {
    return this.#bodies.length >= FRAME_ROLLOUTS || this.#used >= FRAME_BYTES;
  }

  add(body: RolloutBody): void {
    this.#bodies.push({
      messages: body.messages.map((message) => this.#message(message)),
      rawText: body.rawText === null ? null : this.#text(body.rawText),
    });
  }

  /** The compressed frame; the writer goes on with an empty one. */
  take(): Buffer {
    const length = this.#text(JSON.stringify(this.#bodies));
    this.#reserve(LENGTH_BYTES);
    this.#used = this.#texts.writeUInt32LE(length, this.#used);
    const frame = zstdCompressSync(this.#texts.subarray(0, this.#used), COMPRESSION);
    this.#used = 0;
    this.#bodies = [];
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

/**
 * A frame that `BodyFrameWriter` packed, unpacked: its rollouts, in order, can be looked at as bytes and read one by one.
 * Trusted: only our own import writes these bytes.
 */
export class BodyFrameReader {
  readonly #bytes: Buffer;
  readonly #bodies: readonly StoredBody[];
  /** Where the texts of each rollout begin; one more for the end. */
  readonly #starts: readonly number[];

  constructor(frame: Uint8Array) {
    const bytes = zstdDecompressSync(frame, UNPACKING);
    const structureEnd = bytes.length - LENGTH_BYTES;
    const structureStart = structureEnd - bytes.readUInt32LE(structureEnd);
    const bodies: readonly StoredBody[] = JSON.parse(bytes.toString('utf8', structureStart, structureEnd));
    const starts = [0];
    for (const body of bodies) starts.push((starts.at(-1) ?? 0) + messageBytes(body) + (body.rawText ?? 0));
    this.#bytes = bytes;
    this.#bodies = bodies;
    this.#starts = starts;
  }

  get rollouts(): number {
    return this.#bodies.length;
  }

  /** The texts of a rollout's messages in UTF-8, one after the other, without the text they were parsed out of. */
  messageTexts(at: number): Buffer {
    const start = this.#starts[at] ?? 0;
    return this.#bytes.subarray(start, start + messageBytes(this.#body(at)));
  }

  /** The texts of a rollout in which a tool call can stand: `arguments`, and what the assistant wrote. */
  *callTexts(at: number): Generator<{ readonly isArguments: boolean; readonly text: Buffer }> {
    let position = this.#starts[at] ?? 0;
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
    let position = this.#starts[at] ?? 0;
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
    const body = this.#bodies[at];
    if (body === undefined) throw new RangeError(`a frame of ${this.#bodies.length} rollouts has none at ${at}`);
    return body;
  }
}

/** Reads all rollouts of a frame, in order. */
export function readBodyFrame(frame: Uint8Array): readonly RolloutBody[] {
  const reader = new BodyFrameReader(frame);
  return Array.from({ length: reader.rollouts }, (_, at) => reader.read(at));
}

function messageBytes({ messages }: StoredBody): number {
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
