import type { Entity } from '@/lib/core/entities/entity';
import { decodeHtmlReferences } from '@/lib/core/entities/html-references';
import type { JsonRecordEvent } from '@/lib/import/containers/json-records';
import type { SequentialLayout } from '@/lib/import/containers/record-layout';
import { readJsonObject } from '@/lib/import/json/read-json-object';
import type { Container, GoldQuestion, IssueCode } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';
import { entitiesFromValue } from './entities-from-value';
import type { EntityEvent } from './entity-event';
import type { EntityRecordFormat, EntitySetFormat } from './entity-record-format';
import { entityRecordFormat } from './entity-record-formats';
import { fieldsOfRecord, recordOfEntry, withPlainKeys } from './entity-set-layout';

export interface EntitySetSource {
  /** Format, container and layout as `detectEntitySet` found them. */
  readonly format: EntitySetFormat;
  readonly container: Container;
  readonly layout: SequentialLayout;
  /** The records of the whole file, each as one JSON text, whatever holds them. */
  readonly records: AsyncIterable<JsonRecordEvent>;
}

type QuestionEvent = Extract<EntityEvent, { kind: 'question' }>;

/**
 * The questions of a set of gold entities, in file order, and an issue for every record that cannot be used. `line` is where
 * the record begins. A question that comes again with the same entities is given once; with others, the first stands and
 * the later one is an issue `entities_differ`. Memory: one record, and about 100 bytes a question.
 *
 * Rows of a table with one entity each need not stand together: its questions come at its end, in the order of their first
 * rows, and the table is held in memory.
 *
 * A name that is written as HTML (`BB&amp;T Center`) stays as written, since `exact` means what it says; what it reads is
 * added as an alias, so that the matcher `aliases` finds it in texts.
 */
export async function* readEntitySet(source: EntitySetSource): AsyncGenerator<EntityEvent> {
  const events = readQuestions(source);
  const isRows = source.format === 'entity_rows';
  const firstByKey = new Map<string, { readonly line: number; readonly entities: string }>();
  for await (const event of isRows ? putRowsTogether(events) : events) {
    if (event.kind === 'issue') {
      yield event;
      continue;
    }
    const entities = JSON.stringify(event.question.entities);
    const key = keyOf(event.question);
    const first = firstByKey.get(key);
    if (first === undefined) {
      firstByKey.set(key, { line: event.line, entities });
      yield { ...event, question: withPlainAliases(event.question) };
    } else if (first.entities !== entities) {
      const unit = source.layout.kind === 'lines' && source.container !== 'parquet' ? 'line' : 'record';
      const message = `The question stands in ${unit} ${first.line} with other entities; those are used.`;
      yield issue(event.line, 'entities_differ', message);
    }
  }
}

async function* readQuestions(source: EntitySetSource): AsyncGenerator<EntityEvent> {
  const format = entityRecordFormat(source.format);
  for await (const event of source.records) {
    if (event.kind === 'issue') yield event;
    if (event.kind !== 'record') continue;
    const entry = readJsonObject(event);
    if (entry.kind === 'issue') yield entry;
    if (entry.kind === 'object') yield readOne(format, source, entry.value, entry.line);
  }
}

function readOne(
  format: EntityRecordFormat,
  { container, layout }: EntitySetSource,
  stored: JsonObject,
  line: number,
): EntityEvent {
  const record = layout.kind === 'entries' ? recordOfEntry(...firstEntry(stored)) : stored;
  if (record === null) {
    const message = `The entry "${firstEntry(stored)[0].slice(0, 60)}" is neither a record nor a list of names.`;
    return issue(line, 'field_wrong_type', message);
  }
  const isTable = container === 'csv' || container === 'parquet';
  const result = format.read(fieldsOfRecord(isTable ? fieldsOfRow(record) : record));
  if (!result.ok) return issue(line, result.problem.code, result.problem.message);
  if (container === 'csv' && holdsReplacement(result.question)) {
    return issue(line, 'line_invalid_utf8', 'The row is not valid UTF-8.');
  }
  return { kind: 'question', line, question: result.question };
}

function firstEntry(object: JsonObject): readonly [string, JsonObject[string]] {
  return Object.entries(object)[0] ?? ['', null];
}

/** A row of a table: empty cells are absent, and a column of entities may hold them as one text. */
function fieldsOfRow(row: JsonObject): JsonObject {
  const filled = Object.entries(withPlainKeys(row)).filter(([, value]) => value !== '');
  const record: JsonObject = Object.fromEntries(filled);
  if (typeof record.entities !== 'string') return record;
  const entities = entitiesFromValue(record.entities) ?? [];
  return { ...record, entities: entities.map(({ name, aliases }) => ({ name, aliases })) };
}

function holdsReplacement({ questionId, question, entities }: GoldQuestion): boolean {
  return `${questionId} ${question} ${entities.map(({ name }) => name).join(' ')}`.includes('\uFFFD');
}

/** Issues as they come; then each question with the entities of all its rows. */
async function* putRowsTogether(events: AsyncIterable<EntityEvent>): AsyncGenerator<EntityEvent> {
  const questions = new Map<string, { readonly first: QuestionEvent; readonly entities: Entity[] }>();
  for await (const event of events) {
    if (event.kind === 'issue') {
      yield event;
      continue;
    }
    const key = keyOf(event.question);
    const open = questions.get(key) ?? { first: event, entities: [] };
    open.entities.push(...event.question.entities);
    questions.set(key, open);
  }
  for (const { first, entities } of questions.values()) {
    yield { ...first, question: { ...first.question, entities } };
  }
}

function keyOf({ questionId, question }: GoldQuestion): string {
  return questionId === null ? `text ${question}` : `id ${questionId}`;
}

function withPlainAliases(question: GoldQuestion): GoldQuestion {
  const entities = question.entities.map((entity) => {
    const plain = decodeHtmlReferences(entity.name);
    const isKnown = plain === entity.name || entity.aliases.includes(plain);
    return isKnown ? entity : { ...entity, aliases: [...entity.aliases, plain] };
  });
  return { ...question, entities };
}

function issue(line: number, code: IssueCode, message: string): EntityEvent {
  return { kind: 'issue', line, code, message };
}
