const NUMBER_BYTES = 4;
/** Set in the last number of a frame that has an index; of one without, this number is the length of its JSON. */
const HAS_INDEX = 0x8000_0000;
/** Set beside it where each rollout has a JSON of its own; else the JSON is one list, and its length stands before. */
const HAS_STRUCTURES = 0x4000_0000;
/** Numbers an index has of a rollout: those of `RolloutBytes`, the last only with HAS_STRUCTURES. */
const NUMBERS = 4;
const NUMBERS_OF_LIST = 3;

/** What the index of a frame says of a rollout. */
export interface RolloutBytes {
  /** Bytes of its messages' texts. */
  readonly messages: number;
  /** Bytes of its raw text; 0 where it has none. */
  readonly rawText: number;
  /** Whether the text of a call holds a backslash, so that reading its JSON may change it. False is certain. */
  readonly hasEscapedCall: boolean;
  /** Bytes of its JSON. */
  readonly structure: number;
}

/** A part of a frame. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** A rollout in the bytes of a frame. */
export interface IndexedRollout {
  readonly messages: Place;
  readonly hasEscapedCall: boolean;
}

/**
 * What stands where in a frame. `each`: every rollout has a JSON of its own. `list`: one JSON has all of them, and where
 * `rollouts` is null it alone tells where their texts stand: so frames were packed before.
 */
export type BodyIndex =
  | { readonly kind: 'each'; readonly rollouts: readonly IndexedRollout[]; readonly structures: readonly Place[] }
  | { readonly kind: 'list'; readonly rollouts: readonly IndexedRollout[] | null; readonly list: Place };

/** The numbers that end a frame, in the order of its rollouts. Each takes four bytes, little-endian. */
export function bodyIndexNumbers(rollouts: readonly RolloutBytes[]): readonly number[] {
  const numbers = rollouts.flatMap(({ messages, rawText, hasEscapedCall, structure }) => [
    messages,
    rawText,
    hasEscapedCall ? 1 : 0,
    structure,
  ]);
  return [...numbers, HAS_INDEX + HAS_STRUCTURES + rollouts.length];
}

/** Reads the end of an unpacked frame: texts, JSON, index. Trusted, like the frame. */
export function readBodyIndex(bytes: Buffer): BodyIndex {
  const lastStart = bytes.length - NUMBER_BYTES;
  const last = bytes.readUInt32LE(lastStart);
  if (last < HAS_INDEX) return { kind: 'list', rollouts: null, list: listBefore(bytes, lastStart, lastStart) };
  if (last < HAS_INDEX + HAS_STRUCTURES) {
    const lengthAt = lastStart - NUMBER_BYTES;
    const start = lengthAt - (last - HAS_INDEX) * NUMBERS_OF_LIST * NUMBER_BYTES;
    const rollouts = indexedRollouts(bytes, { start, end: lengthAt }, NUMBERS_OF_LIST);
    return { kind: 'list', rollouts, list: listBefore(bytes, start, lengthAt) };
  }
  const start = lastStart - (last - HAS_INDEX - HAS_STRUCTURES) * NUMBERS * NUMBER_BYTES;
  const index = { start, end: lastStart };
  return { kind: 'each', rollouts: indexedRollouts(bytes, index, NUMBERS), structures: structuresIn(bytes, index) };
}

function listBefore(bytes: Buffer, end: number, lengthAt: number): Place {
  return { start: end - bytes.readUInt32LE(lengthAt), end };
}

function indexedRollouts(bytes: Buffer, { start, end }: Place, numbers: number): readonly IndexedRollout[] {
  const rollouts: IndexedRollout[] = [];
  let textStart = 0;
  for (let at = start; at < end; at += numbers * NUMBER_BYTES) {
    const textEnd = textStart + bytes.readUInt32LE(at);
    const hasEscapedCall = bytes.readUInt32LE(at + 2 * NUMBER_BYTES) === 1;
    rollouts.push({ messages: { start: textStart, end: textEnd }, hasEscapedCall });
    textStart = textEnd + bytes.readUInt32LE(at + NUMBER_BYTES);
  }
  return rollouts;
}

/** The JSON of each rollout; the last ends where the index begins. */
function structuresIn(bytes: Buffer, { start, end }: Place): readonly Place[] {
  const structures: Place[] = [];
  let structureEnd = start;
  for (let at = end - NUMBER_BYTES; at > start; at -= NUMBERS * NUMBER_BYTES) {
    const structureStart = structureEnd - bytes.readUInt32LE(at);
    structures.push({ start: structureStart, end: structureEnd });
    structureEnd = structureStart;
  }
  return structures.reverse();
}
