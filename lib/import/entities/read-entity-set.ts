import { readJsonObject } from '@/lib/import/json/read-json-objects';
import { isTooLong, splitLines } from '@/lib/import/lines/split-lines';
import type { FileHead } from '@/lib/import/importer';
import { readCsvEntities } from './csv-rows';
import { csvDelimiter, type EntitySetFormat } from './detect-entity-set';
import type { EntityEvent } from './entity-event';
import { readGoldQuestion } from './gold-question';
import { splitElements, type ElementEvent } from './json-elements';

export interface EntitySetSource {
  /** As `detectEntitySet` found it. */
  readonly format: EntitySetFormat;
  readonly head: FileHead;
  /** The bytes of the whole file, from its beginning. */
  chunks(): AsyncIterable<Uint8Array>;
}

/**
 * The questions of a set of gold entities, in file order, and an issue for every line that cannot be used. `line` is where
 * the record begins. A question that comes again with the same entities is given once; with others, the first stands and
 * the later one is an issue `entities_differ`. Memory: one record, and about 100 bytes a question (a table: its entities).
 */
export async function* readEntitySet(source: EntitySetSource): AsyncGenerator<EntityEvent> {
  const firstByKey = new Map<string, { readonly line: number; readonly entities: string }>();
  for await (const event of readRecords(source)) {
    if (event.kind === 'issue') {
      yield event;
      continue;
    }
    const { line, question } = event;
    const key = question.questionId === null ? `text ${question.question}` : `id ${question.questionId}`;
    const entities = JSON.stringify(question.entities);
    const first = firstByKey.get(key);
    if (first === undefined) {
      firstByKey.set(key, { line, entities });
      yield event;
    } else if (first.entities !== entities) {
      const message = `The question stands in line ${first.line} with other entities; those are used.`;
      yield { kind: 'issue', line, code: 'entities_differ', message };
    }
  }
}

async function* readRecords(source: EntitySetSource): AsyncGenerator<EntityEvent> {
  if (source.format === 'entities_csv') {
    yield* readCsvEntities(source.chunks(), csvDelimiter(source.head) ?? ',');
    return;
  }
  const isList = source.format === 'entities_list' || source.format === 'hotpotqa_list';
  for await (const element of isList ? splitElements(source.chunks()) : linesAsElements(source.chunks())) {
    const event = readElement(element);
    if (event !== null) yield event;
  }
}

async function* linesAsElements(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ElementEvent> {
  for await (const line of splitLines(chunks)) yield isTooLong(line) ? line : { kind: 'element', ...line };
}

function readElement(element: ElementEvent): EntityEvent | null {
  if (element.kind === 'issue') return element;
  const entry = readJsonObject(element);
  if (entry.kind === 'skipped') return null;
  if (entry.kind === 'issue') return entry;
  const result = readGoldQuestion(entry.value);
  if (result.ok) return { kind: 'question', line: entry.line, question: result.question };
  return { kind: 'issue', line: entry.line, code: result.problem.code, message: result.problem.message };
}
