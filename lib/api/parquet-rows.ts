import { ByteWriter, ParquetWriter, type ColumnSource } from 'hyparquet-writer';
import type { SchemaElement } from 'hyparquet';

import type { RolloutItem } from './schemas/rollout';

/** A row of an exported table: a list row, and what readers wrote on the rollout. */
export interface ExportRow extends RolloutItem {
  /** Parted by spaces; null where there are none. */
  readonly labels: string | null;
  readonly note: string | null;
}

const ROW_GROUP_ROWS = 20_000;

type ParquetType = 'STRING' | 'INT32' | 'DOUBLE';
const COLUMN_TYPES = {
  n: 'INT32',
  questionId: 'STRING',
  question: 'STRING',
  group: 'INT32',
  step: 'INT32',
  rollout: 'INT32',
  outcome: 'STRING',
  matched: 'INT32',
  entities: 'INT32',
  matchRate: 'DOUBLE',
  matchRateNormalised: 'DOUBLE',
  rewardLogged: 'DOUBLE',
  rewardGrpo: 'DOUBLE',
  rewardEGrpo: 'DOUBLE',
  advantageGrpo: 'DOUBLE',
  advantageEGrpo: 'DOUBLE',
  toolCalls: 'INT32',
  turns: 'INT32',
  tokens: 'INT32',
  termination: 'STRING',
  prediction: 'STRING',
  labels: 'STRING',
  note: 'STRING',
} as const satisfies Record<keyof ExportRow, ParquetType>;

function columnNames(): readonly (keyof ExportRow)[] {
  return Object.keys(COLUMN_TYPES).filter((name): name is keyof ExportRow => name in COLUMN_TYPES);
}

function schemaElement(name: keyof ExportRow): SchemaElement {
  const type = COLUMN_TYPES[name];
  return type === 'STRING'
    ? { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' }
    : { name, type, repetition_type: 'OPTIONAL' };
}

/** Rollout rows as a Parquet file (snappy), a row group at a time, every column nullable. */
export class ParquetRows {
  readonly #bytes = new ByteWriter();
  readonly #writer: ParquetWriter;
  #rows: ExportRow[] = [];

  constructor() {
    const names = columnNames();
    const schema = [{ name: 'root', num_children: names.length }, ...names.map(schemaElement)];
    this.#writer = new ParquetWriter({ writer: this.#bytes, schema, createdBy: 'nearmiss' });
  }

  /** Bytes of the file that became final, null while a row group fills. */
  add(rows: readonly ExportRow[]): Uint8Array | null {
    this.#rows.push(...rows);
    if (this.#rows.length < ROW_GROUP_ROWS) return null;
    this.#writeRowGroup();
    return this.#take();
  }

  /** The last bytes of the file. */
  end(): Uint8Array {
    if (this.#rows.length > 0) this.#writeRowGroup();
    void this.#writer.finish();
    return this.#take();
  }

  #writeRowGroup(): void {
    const rows = this.#rows;
    const columnData: ColumnSource[] = columnNames().map((name) => ({
      name,
      data: rows.map((row) => row[name] ?? undefined),
    }));
    void this.#writer.write({ columnData, rowGroupSize: rows.length });
    this.#rows = [];
  }

  #take(): Uint8Array {
    const taken = this.#bytes.getBytes().slice();
    this.#bytes.index = 0;
    return taken;
  }
}
