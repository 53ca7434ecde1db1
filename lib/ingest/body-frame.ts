import { constants, zstdCompressSync } from 'node:zlib';

import type { RolloutMessage, ToolCall } from '@/lib/core/rollout/rollout';
import { holdsTaggedCall } from '@/lib/core/search/reads-otherwise';

import {
  bodyIndexNumbers,
  readBodyIndex,
  type BodyIndex,
  type IndexedRollout,
  type Place,
  type RolloutBytes,
} from './body-index';
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

/** A text of a message, by its bytes in `BodyFrameReader.messageTexts`. */
export interface StoredText extends Place {
  readonly part: 'content' | 'reasoning_content' | 'arguments';
  /** Of the message. */
  readonly role: RolloutMessage['role'];
}

/** A frame is closed after this many rollouts or bytes: reading one rollout must not mean unpacking many. */
const FRAME_ROLLOUTS = 16;
const FRAME_BYTES = 1 << 18;
const COMPRESSION = { params: { [constants.ZSTD_c_compressionLevel]: 1 }, chunkSize: 1 << 16 };
const LENGTH_BYTES = 4;
/** UTF-8 takes at most three bytes for each UTF-16 unit. */
const BYTES_PER_UNIT = 3;
/**
 * Packs the texts of a few rollouts into one zstd frame (level 1): all long texts in UTF-8 one after the other, then the
 * structure of each rollout as JSON, then an index of the rollouts (`body-index`). Texts stand as they are instead of as
 * JSON strings, and up to sixteen rollouts share a frame: together that halves what storing messages costs an import thread, and
 * neighbours, which share prompts, compress better. With the index a search reads texts without reading the JSON, and the
 * JSON of no rollout but the one it needs. A lone surrogate becomes U+FFFD.
 */
export class BodyFrameWriter {
  #texts = Buffer.allocUnsafeSlow(1 << 20);
  #used = 0;
  #structures: string[] = [];
  #index: Omit<RolloutBytes, 'structure'>[] = [];

  /** Rollouts in the open frame. */
  get rollouts(): number {
    return this.#index.length;
  }

  get isFull(): boolean {
    return this.rollouts >= FRAME_ROLLOUTS || this.#used >= FRAME_BYTES;
  }

  add(body: RolloutBody): void {
    const messages = body.messages.map((message) => this.#message(message));
    const rawText = body.rawText === null ? null : this.#text(body.rawText);
    const stored: StoredBody = { messages, rawText };
    this.#structures.push(JSON.stringify(stored));
    this.#index.push({
      messages: messageBytes(messages),
      rawText: rawText ?? 0,
      hasEscapedCall: body.messages.some(hasEscapedCall),
    });
  }

  /** The compressed frame; the writer goes on with an empty one. */
  take(): Buffer {
    const lengths = this.#structures.map((structure) => this.#text(structure));
    const numbers = bodyIndexNumbers(this.#index.map((entry, at) => ({ ...entry, structure: lengths[at] ?? 0 })));
    this.#reserve(numbers.length * LENGTH_BYTES);
    for (const number of numbers) this.#used = this.#texts.writeUInt32LE(number, this.#used);
    const frame = zstdCompressSync(this.#texts.subarray(0, this.#used), COMPRESSION);
    this.#used = 0;
    this.#structures = [];
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

/**
 * A frame that `BodyFrameWriter` packed, unpacked: its rollouts, in order, can be looked at as bytes and read one by one.
 * Trusted: only our own import writes these bytes. Frames from before there was an index, or a JSON for each rollout, are
 * read as well.
 */
export class BodyFrameReader {
  readonly #bytes: Buffer;
  readonly #index: BodyIndex;
  readonly #rollouts: readonly IndexedRollout[];
  /** Structures that were asked for: most rollouts that are searched need none. */
  readonly #bodies = new Map<number, StoredBody>();

  constructor(frame: Uint8Array) {
    this.#bytes = unpackZstd(frame);
    this.#index = readBodyIndex(this.#bytes);
    this.#rollouts = this.#index.rollouts ?? this.#makeIndex();
  }

  get rollouts(): number {
    return this.#rollouts.length;
  }

  /** The texts of a rollout's messages in UTF-8, one after the other, without the text they were parsed out of. */
  messageTexts(at: number): Buffer {
    const { start, end } = this.#rollout(at).messages;
    return this.#bytes.subarray(start, end);
  }

  /** Whether the texts of a rollout's calls hold a backslash, so that reading their JSON may change them. False is certain. */
  hasEscapedCall(at: number): boolean {
    return this.#rollout(at).hasEscapedCall;
  }

  /** The texts of a rollout in which a tool call can stand: `arguments`, and what the assistant wrote. */
  *callTexts(at: number): Generator<{ readonly isArguments: boolean; readonly text: Buffer }> {
    let position = this.#rollout(at).messages.start;
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

  /** The messages of a rollout, each text as `readText` gives it, which is asked in the order of the texts. */
  readMessages(at: number, readText: (text: StoredText) => string): readonly RolloutMessage[] {
    let start = 0;
    const next: NextText = (length, part, role) => {
      const text = { start, end: start + length, part, role };
      start = text.end;
      return readText(text);
    };
    return this.#body(at).messages.map((message) => restoreMessage(message, next));
  }

  read(at: number): RolloutBody {
    const texts = this.messageTexts(at);
    const messages = this.readMessages(at, ({ start, end }) => texts.toString('utf8', start, end));
    const { rawText } = this.#body(at);
    const { end } = this.#rollout(at).messages;
    return { messages, rawText: rawText === null ? null : this.#text({ start: end, end: end + rawText }) };
  }

  #rollout(at: number): IndexedRollout {
    const rollout = this.#rollouts[at];
    if (rollout === undefined) throw this.#noRollout(at);
    return rollout;
  }

  #body(at: number): StoredBody {
    if (!this.#bodies.has(at)) this.#parseStructure(at);
    const body = this.#bodies.get(at);
    if (body === undefined) throw this.#noRollout(at);
    return body;
  }

  #parseStructure(at: number): void {
    if (this.#index.kind === 'list') {
      const bodies: readonly StoredBody[] = JSON.parse(this.#text(this.#index.list));
      for (const [place, body] of bodies.entries()) this.#bodies.set(place, body);
      return;
    }
    const structure = this.#index.structures[at];
    if (structure === undefined) return;
    const body: StoredBody = JSON.parse(this.#text(structure));
    this.#bodies.set(at, body);
  }

  #text({ start, end }: Place): string {
    return this.#bytes.toString('utf8', start, end);
  }

  #noRollout(at: number): RangeError {
    return new RangeError(`a frame of ${this.rollouts} rollouts has none at ${at}`);
  }

  /** The index of a frame that has none; whether its calls have escapes is not known. */
  #makeIndex(): readonly IndexedRollout[] {
    this.#parseStructure(0);
    let start = 0;
    return Array.from(this.#bodies.values(), ({ messages, rawText }) => {
      const end = start + messageBytes(messages);
      const rollout = { messages: { start, end }, hasEscapedCall: true };
      start = end + (rawText ?? 0);
      return rollout;
    });
  }
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

type NextText = (length: number, part: StoredText['part'], role: StoredText['role']) => string;

/** The order of the properties is the order of the texts. */
function restoreMessage(stored: StoredMessage, next: NextText): RolloutMessage {
  const { content, reasoning_content, tool_calls, ...rest } = stored;
  const { role } = stored;
  return {
    ...rest,
    content: next(content, 'content', role),
    ...(reasoning_content === undefined
      ? {}
      : { reasoning_content: next(reasoning_content, 'reasoning_content', role) }),
    ...(tool_calls === undefined ? {} : { tool_calls: tool_calls.map((call) => restoreCall(call, role, next)) }),
  };
}

function restoreCall(call: StoredCall, role: StoredText['role'], next: NextText): ToolCall {
  const text = next(call.function.arguments, 'arguments', role);
  return { ...call, function: { name: call.function.name, arguments: text } };
}
