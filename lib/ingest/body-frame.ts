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

/** Reads what `BodyFrameWriter` packed, in its order. Trusted: only our own import writes these bytes. */
export function readBodyFrame(frame: Uint8Array): readonly RolloutBody[] {
  const bytes = zstdDecompressSync(frame);
  const structureEnd = bytes.length - LENGTH_BYTES;
  const structureStart = structureEnd - bytes.readUInt32LE(structureEnd);
  const stored: readonly StoredBody[] = JSON.parse(bytes.toString('utf8', structureStart, structureEnd));
  let position = 0;
  const next = (length: number): string => {
    const text = bytes.toString('utf8', position, position + length);
    position += length;
    return text;
  };
  return stored.map(({ messages, rawText }) => ({
    messages: messages.map((message) => restoreMessage(message, next)),
    rawText: rawText === null ? null : next(rawText),
  }));
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
