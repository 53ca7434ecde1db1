import { decodeLine } from '@/lib/import/lines/decode-line';
import { buildSearchR1Rollout } from '@/lib/import/search-r1/build-rollout';
import { readConsoleLine } from '@/lib/import/search-r1/console-line';
import { MAX_SAMPLE_CHARACTERS, SampleCutter, type SampleEvent } from '@/lib/import/search-r1/sample-block';
import type {
  Detection,
  FormatProbe,
  ImportEvent,
  SourceInfo,
  SourceRecord,
  TextImporter,
} from '@/lib/import/importer';

/** The console log of Search-R1 and its forks: samples that the reward function prints (qa_em.py at a14dc3a4). */
export const searchR1: TextImporter = {
  kind: 'text',
  id: 'search-r1',
  label: 'Search-R1 console log',
  detect: detectSearchR1,
  describe: () => ({ name: null, metadata: {} }),
  notices: [
    {
      code: 'samples_printed_only',
      message:
        'Search-R1 prints about 1 of 64 rollouts, so that groups cannot be put together again: each sample is a group of its own. It prints no score either; correctness is its exact match, recomputed from the two answers it prints.',
    },
  ],
  readText: readSearchR1,
};

const FIELDS = ['Golden answers:', 'Extracted answer', 'Solution string:'] as const;

function detectSearchR1({ container, text }: FormatProbe): Detection {
  if (container !== 'text' || !FIELDS.every((field) => text.includes(field))) return null;
  const missing = new Set<string>(FIELDS);
  for (const line of text.split('\n')) {
    const found = FIELDS.find((field) => readConsoleLine(line).text.startsWith(field));
    if (found !== undefined) missing.delete(found);
    if (missing.size === 0)
      return { confidence: 'certain', why: 'lines of golden answers, extracted answers and solution strings' };
  }
  return null;
}

async function* readSearchR1(_: SourceInfo, lines: AsyncIterable<SourceRecord>): AsyncGenerator<ImportEvent> {
  const cutter = new SampleCutter();
  let samples = 0;
  const toEvent = (event: SampleEvent): ImportEvent => {
    samples += 1;
    return toImportEvent(event, samples);
  };
  for await (const record of lines) {
    const text = decodeLine(record);
    if (text === null) {
      yield { kind: 'issue', line: record.line, code: 'line_invalid_utf8', message: 'The line is not valid UTF-8.' };
      continue;
    }
    for (const event of cutter.push(record.line, text)) yield toEvent(event);
  }
  for (const event of cutter.end()) yield toEvent(event);
}

function toImportEvent(event: SampleEvent, number: number): ImportEvent {
  if (event.kind === 'too_large') {
    const message = `The sample has more than ${MAX_SAMPLE_CHARACTERS} characters.`;
    return { kind: 'issue', line: event.line, code: 'line_too_long', message };
  }
  const { block } = event;
  const rollout = buildSearchR1Rollout(block, number);
  if (typeof rollout !== 'string') return { kind: 'rollout', line: block.line, rollout };
  return { kind: 'issue', line: block.line, code: 'block_incomplete', message: rollout };
}
