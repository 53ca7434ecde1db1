import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { z } from 'zod';
import type { Entity } from '@/lib/core/entities/entity';
import { MAX_LINE_BYTES } from '@/lib/import/lines/split-lines';
import type { GoldQuestion } from '@/lib/import/importer';
import type { EntityEvent } from './entity-event';

/** What csv-parse hands on with `info: true`. */
const rowSchema = z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.number() }) });

interface EntityRow {
  readonly questionId: string | null;
  readonly question: string | null;
  readonly entity: Entity;
}

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
      const row = readRow(record);
      const issue = findRowIssue(row, info.lines);
      if (issue === null) addRowInPlace(questions, row, info.lines);
      else yield issue;
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

/** A row as written; an empty question or id is none. */
function readRow(record: Readonly<Record<string, string>>): EntityRow {
  const aliases = (record.aliases ?? '')
    .split('|')
    .map((alias) => alias.trim())
    .filter((alias) => alias !== '');
  return {
    questionId: record.question_id?.trim() || null,
    question: record.question?.trim() || null,
    entity: { name: record.entity ?? '', aliases },
  };
}

/** Why a row cannot be used; null where it can. */
function findRowIssue({ questionId, question, entity: { name } }: EntityRow, line: number): EntityEvent | null {
  if (questionId === null && question === null) return missing(line, 'question and question_id are both empty');
  if (name.trim() === '') return missing(line, 'entity is empty');
  if (`${questionId}${question}${name}`.includes('\uFFFD')) {
    return { kind: 'issue', line, code: 'line_invalid_utf8', message: 'The row is not valid UTF-8.' };
  }
  return null;
}

/** Adds a row to its question, which begins on the line of its first row. */
function addRowInPlace(questions: Map<string, OpenQuestion>, row: EntityRow, line: number): void {
  const { questionId, question, entity } = row;
  const key = questionId === null ? `text ${question}` : `id ${questionId}`;
  const open = questions.get(key) ?? { line, questionId, question, entities: [] };
  open.entities.push(entity);
  questions.set(key, open);
}

function missing(line: number, message: string): EntityEvent {
  return { kind: 'issue', line, code: 'field_missing', message };
}
