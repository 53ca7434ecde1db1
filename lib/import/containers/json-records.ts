import { isTooLong, splitLines } from '@/lib/import/lines/split-lines';
import { DEFAULT_JSON_SPLIT_LIMITS, JsonSplitter } from './json-splitter';
import type { JsonRecordEvent, JsonSplitLimits } from './json-splitter';
import type { SequentialLayout } from './record-layout';

export type { JsonRecordEvent, JsonSplitLimits } from './json-splitter';

/**
 * The records of a JSON file of any size, each on one line: newlines outside of strings become spaces. A raw newline inside
 * a string, which JSON does not allow, becomes a control character that JSON does not allow either, so that the parser
 * still refuses the record. An entry of an object comes as an object with that one key. Never throws for what it reads.
 *
 * Issues: `line_too_long`; `line_truncated` where the file ends inside the value; `line_not_json` where the structure is
 * broken, after which nothing more comes. Memory: one record up to the limit, plus one chunk.
 *
 * @example splitJson(chunks('{"q1": {"a": 1}}'), { kind: 'entries' }) // record 1: {"q1": {"a": 1}}
 */
export async function* splitJson(
  chunks: AsyncIterable<Uint8Array>,
  layout: SequentialLayout,
  limits: Partial<JsonSplitLimits> = {},
): AsyncGenerator<JsonRecordEvent> {
  const all = { ...DEFAULT_JSON_SPLIT_LIMITS, ...limits };
  if (layout.kind === 'lines') {
    for await (const line of splitLines(chunks, { batchBytes: 1 << 20, maxLineBytes: all.maxRecordBytes })) {
      yield isTooLong(line) ? line : { kind: 'record', ...line };
    }
    return;
  }
  const splitter = new JsonSplitter(layout, all);
  for await (const chunk of chunks) yield* splitter.push(chunk);
  yield* splitter.end();
}
