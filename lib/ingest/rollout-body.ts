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
interface StoredStructure {
  readonly messages: readonly StoredMessage[];
  readonly rawText: number | null;
}

const OPTIONS = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
const LENGTH_BYTES = 4;
/** UTF-8 takes at most three bytes for each UTF-16 unit. */
const BYTES_PER_UNIT = 3;

let scratch = Buffer.allocUnsafeSlow(1 << 20);
let used = 0;

/**
 * The compressed form of a rollout's text: all long texts in UTF-8 one after the other, then their structure as JSON,
 * then the length of that JSON (4 bytes), all in one zstd frame of level 1. Writing the texts as they are instead of as
 * JSON strings saves a third of what an import thread does. A lone surrogate becomes U+FFFD.
 */
export function encodeRolloutBody(body: RolloutBody): Buffer {
  used = 0;
  const structure: StoredStructure = {
    messages: body.messages.map(storeMessage),
    rawText: body.rawText === null ? null : storeText(body.rawText),
  };
  const length = storeText(JSON.stringify(structure));
  reserve(LENGTH_BYTES);
  used = scratch.writeUInt32LE(length, used);
  return zstdCompressSync(scratch.subarray(0, used), OPTIONS);
}

/** Reads what `encodeRolloutBody` wrote. Trusted: only our own import writes these bytes. */
export function decodeRolloutBody(compressed: Uint8Array): RolloutBody {
  const bytes = zstdDecompressSync(compressed);
  const structureEnd = bytes.length - LENGTH_BYTES;
  const structureStart = structureEnd - bytes.readUInt32LE(structureEnd);
  const structure: StoredStructure = JSON.parse(bytes.toString('utf8', structureStart, structureEnd));
  let position = 0;
  const next = (length: number): string => {
    const text = bytes.toString('utf8', position, position + length);
    position += length;
    return text;
  };
  const messages = structure.messages.map((message) => restoreMessage(message, next));
  return { messages, rawText: structure.rawText === null ? null : next(structure.rawText) };
}

function storeMessage({ content, reasoning_content, tool_calls, ...rest }: RolloutMessage): StoredMessage {
  return {
    ...rest,
    content: storeText(content),
    ...(reasoning_content === undefined ? {} : { reasoning_content: storeText(reasoning_content) }),
    ...(tool_calls === undefined ? {} : { tool_calls: tool_calls.map(storeCall) }),
  };
}

function storeCall(call: ToolCall): StoredCall {
  return { ...call, function: { name: call.function.name, arguments: storeText(call.function.arguments) } };
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

/** Appends a text to the scratch buffer; answers its bytes. */
function storeText(text: string): number {
  reserve(text.length * BYTES_PER_UNIT);
  const written = scratch.write(text, used, 'utf8');
  used += written;
  return written;
}

function reserve(bytes: number): void {
  if (used + bytes <= scratch.length) return;
  const grown = Buffer.allocUnsafeSlow(Math.max(used + bytes, scratch.length * 2));
  scratch.copy(grown, 0, 0, used);
  scratch = grown;
}
