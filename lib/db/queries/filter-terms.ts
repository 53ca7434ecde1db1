import { database } from '@/lib/db/client';
import { z } from 'zod';

/** Rollout numbers come as one value of four bytes each: a row each takes seconds where a million rollouts pass. */
const packedRows = z.tuple([z.object({ numbers: z.instanceof(Buffer).nullable() })]);

function unpack(rows: unknown): Int32Array {
  const [{ numbers }] = packedRows.parse(rows);
  if (numbers === null) return new Int32Array(0);
  return Int32Array.from({ length: numbers.byteLength / 4 }, (_, at) => numbers.readInt32BE(at * 4));
}

/** Columns of `rollouts` that a filter may name: the only text of a query that is not written in it. */
const ROLLOUT_COLUMNS = { termination: 'termination', split: 'split', prediction: 'prediction' } as const;
export type RolloutColumn = keyof typeof ROLLOUT_COLUMNS;

async function numbersWhere(table: string, condition: string, parameters: readonly unknown[]): Promise<Int32Array> {
  const { rows } = await database().pool.query(
    `SELECT string_agg(int4send(n), ''::bytea) AS numbers FROM ${table} WHERE run_id = $1 AND ${condition}`,
    [...parameters],
  );
  return unpack(rows);
}

/** Numbers of the rollouts whose column is a word, case ignored; of those without any where `word` is null. */
export function findRolloutsByWord(runId: number, column: RolloutColumn, word: string | null): Promise<Int32Array> {
  const name = ROLLOUT_COLUMNS[column];
  return word === null
    ? numbersWhere('rollouts', `coalesce(${name}, '') = ''`, [runId])
    : numbersWhere('rollouts', `lower(${name}) = lower($2)`, [runId, word]);
}

/** Numbers of the rollouts whose column contains a text, case ignored. */
export function findRolloutsByText(runId: number, column: RolloutColumn, text: string): Promise<Int32Array> {
  return numbersWhere('rollouts', `strpos(lower(${ROLLOUT_COLUMNS[column]}), lower($2)) > 0`, [runId, text]);
}

/** Numbers of the rollouts with a label, case ignored; with any label where it is null. A number may come twice. */
export function findLabelledRollouts(runId: number, label: string | null): Promise<Int32Array> {
  return label === null
    ? numbersWhere('rollout_labels', 'true', [runId])
    : numbersWhere('rollout_labels', 'lower(label) = lower($2)', [runId, label]);
}

/** Numbers of the rollouts with a note that contains a text, case ignored; with any note where it is null. */
export function findNotedRollouts(runId: number, text: string | null): Promise<Int32Array> {
  return text === null
    ? numbersWhere('rollout_notes', 'true', [runId])
    : numbersWhere('rollout_notes', 'strpos(lower(text), lower($2)) > 0', [runId, text]);
}

/** Where an entity stands: its place, from 0, in the list of a question's entities, and how many the list has. */
export interface EntityPlace {
  readonly questionNo: number;
  readonly place: number;
  readonly entities: number;
}

const placeRows = z.array(z.object({ question_no: z.int(), place: z.int(), entities: z.int() }));

/**
 * The questions of a run that have a gold entity of this name or alias, case ignored. A question may come several times.
 *
 * The text of all its entities is searched for the quoted name first: taking every list apart takes ten times as long.
 */
export async function findEntityPlaces(runId: number, name: string): Promise<readonly EntityPlace[]> {
  const { rows } = await database().pool.query(
    `SELECT q.question_no, (e.at - 1)::int AS place, jsonb_array_length(q.entities) AS entities
       FROM run_questions q CROSS JOIN LATERAL jsonb_array_elements(q.entities) WITH ORDINALITY AS e(entity, at)
      WHERE q.run_id = $1 AND strpos(lower(q.entities::text), lower(to_jsonb($2::text)::text)) > 0
        AND (lower(e.entity ->> 'name') = lower($2)
          OR EXISTS (SELECT FROM jsonb_array_elements_text(e.entity -> 'aliases') AS a(alias) WHERE lower(alias) = lower($2)))`,
    [runId, name],
  );
  return placeRows.parse(rows).map(({ question_no, ...place }) => ({ ...place, questionNo: question_no }));
}

/** A rollout and the place of an entity in its question's list. */
export interface RolloutEntity {
  readonly n: number;
  readonly place: number;
  readonly entities: number;
}

function arrayLiteral(pairs: readonly RolloutEntity[], key: keyof RolloutEntity): string {
  return `{${pairs.map((pair) => pair[key]).join(',')}}`;
}

/**
 * Of some rollouts and entities, the numbers of the rollouts that met the entity in one block of first turns and never in
 * another. A number may come twice. Rollouts that have not been matched with these entities met none.
 *
 * @param met `matchedColumn` of the block in which the first turn is not 0
 * @param never `matchedColumn` of a block in which it is 0; null where it does not matter
 */
export async function findRolloutsThatMet(
  runId: number,
  pairs: readonly RolloutEntity[],
  met: number,
  never: number | null,
): Promise<Int32Array> {
  const { rows } = await database().pool.query(
    `SELECT string_agg(int4send(w.n), ''::bytea) AS numbers
       FROM unnest($2::int[], $3::int[], $4::int[]) AS w(n, place, entities)
       JOIN rollout_metrics m ON m.run_id = $1 AND m.n = w.n
      WHERE cardinality(m.first_turns) = 16 * w.entities
        AND m.first_turns[$5::int * w.entities + w.place + 1] > 0
        AND ($6::int IS NULL OR m.first_turns[$6::int * w.entities + w.place + 1] = 0)`,
    [runId, arrayLiteral(pairs, 'n'), arrayLiteral(pairs, 'place'), arrayLiteral(pairs, 'entities'), met, never],
  );
  return unpack(rows);
}
