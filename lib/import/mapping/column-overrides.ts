import { entitiesFromValue } from '@/lib/import/entities/entities-from-value';
import { isJsonArray } from '@/lib/import/json/json-value';
import type { RecordOutcome, RecordReader } from '@/lib/import/importer';
import type { ImportedRollout, JsonObject, JsonValue } from '@/lib/core/rollout/rollout';
import { valueAt } from './column-values';

/** Columns a user points at instead of what the format says. */
export interface ColumnOverrides {
  /** Decides correctness; null leaves it to the format. */
  readonly correctColumn: string | null;
  /** Holds the gold entities; null leaves them to the format. */
  readonly entitiesColumn: string | null;
}

/** A reader whose rollouts take correctness and gold entities from other columns of their record. */
export function withColumns(reader: RecordReader, overrides: ColumnOverrides): RecordReader {
  const { correctColumn, entitiesColumn } = overrides;
  if (correctColumn === null && entitiesColumn === null) return reader;
  const end = reader.end?.bind(reader);
  return {
    read: (record, key) =>
      reader
        .read(record, key)
        .map((outcome, index, all) => overridden(outcome, { record, index, count: all.length }, overrides)),
    ...(end === undefined ? {} : { end }),
  };
}

interface Place {
  readonly record: JsonObject;
  readonly index: number;
  readonly count: number;
}

function overridden(outcome: RecordOutcome, place: Place, overrides: ColumnOverrides): RecordOutcome {
  if (outcome.kind !== 'rollout') return outcome;
  let { rollout } = outcome;
  if (overrides.correctColumn !== null)
    rollout = { ...rollout, ...correctnessOf(columnOf(place, overrides.correctColumn)) };
  if (overrides.entitiesColumn !== null) {
    const value = columnOf(place, overrides.entitiesColumn);
    rollout = { ...rollout, entities: value === null ? null : entitiesFromValue(value) };
  }
  return { kind: 'rollout', rollout };
}

/** The value of a column; of a record that holds several rollouts in columns, the value of this one. */
function columnOf({ record, index, count }: Place, path: string): JsonValue {
  const value = valueAt(record, path) ?? null;
  return count > 1 && isJsonArray(value) && value.length === count ? (value[index] ?? null) : value;
}

const TRUE_WORDS = new Set(['true', 'correct', 'yes', 'right', 'c', '1', 'pass', 'passed']);
const FALSE_WORDS = new Set(['false', 'incorrect', 'no', 'wrong', 'i', '0', 'fail', 'failed']);

/** A verdict where the column has words or booleans, a score against the run's threshold where it has numbers. */
function correctnessOf(value: JsonValue): Pick<ImportedRollout, 'correct' | 'correctnessMetric' | 'score'> {
  const nothing = { correct: null, correctnessMetric: null, score: null };
  if (typeof value === 'boolean') return { ...nothing, correct: value };
  if (typeof value === 'number') return { ...nothing, score: value };
  if (typeof value !== 'string') return nothing;
  const word = value.trim().toLowerCase();
  if (TRUE_WORDS.has(word)) return { ...nothing, correct: true };
  return FALSE_WORDS.has(word) ? { ...nothing, correct: false } : nothing;
}
