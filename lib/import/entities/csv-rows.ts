import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { z } from 'zod';
import type { Entity } from '@/lib/core/entities/entity';
import { MAX_LINE_BYTES } from '@/lib/import/lines/split-lines';
import type { GoldQuestion } from '@/lib/import/importer';
import type { EntityEvent } from './entity-event';

/** What csv-parse hands on with `info: true`. */
const rowSchema = z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.number() }) });

interface OpenQuestion {
  readonly line: number;
  readonly questionId: string | null;
  readonly question: string | null;
  readonly entities: Entity[];
}

/**
 * A table with the columns `question` or `question_id`, `entity`, and optionally `aliases` separated by `|`: one entity a
 * row. Rows of one question need not stand together, so questions come when the table ends, in the order of their first
 * rows. Commas, semicolons and tabs separate; the header decides.
 */
export async function* readCsvEntities(
  chunks: AsyncIterable<Uint8Array>,
  delimiter: string,
): AsyncGenerator<EntityEvent> {
  const questions = new Map<string, OpenQuestion>();
  const skipped: EntityEvent[] = [];
  const parser = parse({
    bom: true,
    columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
    delimiter,
    info: true,
    max_record_size: MAX_LINE_BYTES,
    relax_column_count: true,
    // Names with a quote inside (12" disc) are common; a quote that never closes is still an issue.
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
  });
  parser.on('skip', (error: unknown) => skipped.push(csvIssue(error)));
  const input = Readable.from(chunks);
  input.on('error', (error) => parser.destroy(error));
  try {
    for await (const raw of input.pipe(parser)) {
      const { record, info } = rowSchema.parse(raw);
      const issue = addRowInPlace(record, info.lines, questions);
      if (issue !== null) yield issue;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    skipped.push(csvIssue(error));
  }
  yield* skipped;
  for (const { line, ...question } of questions.values()) {
    const gold: GoldQuestion = question;
    yield { kind: 'question', line, question: gold };
  }
}

function csvIssue(error: unknown): EntityEvent {
  const line = error instanceof CsvError && typeof error.lines === 'number' ? error.lines : 0;
  const message = error instanceof Error ? error.message.slice(0, 200) : 'not a row of a table';
  return { kind: 'issue', line, code: 'line_not_csv', message };
}

/** Adds a row to its question, or says why it cannot be used. */
function addRowInPlace(
  record: Readonly<Record<string, string>>,
  line: number,
  questions: Map<string, OpenQuestion>,
): EntityEvent | null {
  const questionId = record.question_id?.trim() || null;
  const question = record.question?.trim() || null;
  const name = record.entity ?? '';
  if (questionId === null && question === null) return missing(line, 'question and question_id are both empty');
  if (name.trim() === '') return missing(line, 'entity is empty');
  if (`${questionId}${question}${name}`.includes('\uFFFD')) {
    return { kind: 'issue', line, code: 'line_invalid_utf8', message: 'The row is not valid UTF-8.' };
  }
  const key = questionId === null ? `text ${question}` : `id ${questionId}`;
  const open = questions.get(key) ?? { line, questionId, question, entities: [] };
  const aliases = (record.aliases ?? '')
    .split('|')
    .map((alias) => alias.trim())
    .filter((alias) => alias !== '');
  open.entities.push({ name, aliases });
  questions.set(key, open);
  return null;
}

function missing(line: number, message: string): EntityEvent {
  return { kind: 'issue', line, code: 'field_missing', message };
}
