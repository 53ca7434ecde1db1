import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum, DriverAdapterError } from '@prisma/driver-adapter-utils';
import pg from 'pg';

type PgAdapter = Awaited<ReturnType<PrismaPg['connect']>>;

/**
 * Appended to every migration: as one script is one transaction, the mark tells a migration that was cut short from
 * one that committed just before its process died (see `settleInterruptedMigrations`).
 */
const MARK_COMMITTED = `
;UPDATE "_prisma_migrations" SET "logs" = 'committed' WHERE "finished_at" IS NULL AND "rolled_back_at" IS NULL`;

/** The system catalogue's one-byte "char", which the stock adapter refuses, and the type it is passed off as. */
const CATALOGUE_CHAR_OID = 18;
const TEXT_OID = 25;

/**
 * The stock adapter with four faults mended for migrations: it cuts scripts at every semicolon, also inside comments,
 * strings and function bodies; its shadow database is the main one where a URL is given; it
 * cannot read the catalogue's "char"; and its pool stays open for ten seconds with the engine's advisory lock in it.
 */
export class MigrationAdapterFactory extends PrismaPg {
  readonly databaseUrl: string;
  readonly pool: pg.Pool;

  constructor(databaseUrl: string) {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
    pool.on('error', ignoreLostConnection);
    super(pool);
    this.databaseUrl = databaseUrl;
    this.pool = pool;
  }

  override async connect(): Promise<PgAdapter> {
    return sendScriptsWholeInPlace(await super.connect(), MARK_COMMITTED);
  }

  override async connectToShadowDb(): Promise<PgAdapter> {
    const name = `prisma_shadow_${randomUUID().replaceAll('-', '')}`;
    await this.pool.query(`CREATE DATABASE "${name}" TEMPLATE template0`);
    const url = new URL(this.databaseUrl);
    url.pathname = `/${name}`;
    const shadowPool = new pg.Pool({ connectionString: url.href, max: 1 });
    const adapter = sendScriptsWholeInPlace(await connectReadingCatalogue(shadowPool), '');
    adapter.dispose = async () => {
      await shadowPool.end();
      await this.pool.query(`DROP DATABASE "${name}" WITH (FORCE)`);
    };
    return adapter;
  }
}

function sendScriptsWholeInPlace(adapter: PgAdapter, suffix: string): PgAdapter {
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script + suffix);
    } catch (error) {
      if (error instanceof pg.DatabaseError) throw adapterError(error);
      throw error;
    }
  };
  return adapter;
}

/** An adapter that hands the catalogue's "char" to the engine as a character. */
async function connectReadingCatalogue(pool: pg.Pool): Promise<PgAdapter> {
  const characterColumnsOf = new WeakMap<readonly unknown[], readonly number[]>();
  const query = pool.query.bind(pool);
  // A script of several statements answers with an array of results, which has no fields and needs none.
  const queryWithStandIns = async (config: pg.QueryArrayConfig) => {
    const result = await query(config);
    const fields = result.fields ?? [];
    const columns = fields.flatMap((field, column) => (field.dataTypeID === CATALOGUE_CHAR_OID ? [column] : []));
    for (const column of columns) Object.assign(fields[column] ?? {}, { dataTypeID: TEXT_OID });
    if (columns.length > 0) characterColumnsOf.set(result.rows, columns);
    return result;
  };
  Object.defineProperty(pool, 'query', { value: queryWithStandIns });
  const adapter = await new PrismaPg(pool).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (sql) => {
    const result = await queryRaw(sql);
    for (const column of characterColumnsOf.get(result.rows) ?? []) {
      result.columnTypes[column] = ColumnTypeEnum.Character;
    }
    return result;
  };
  return adapter;
}

/** In the shape the engine can print; any other error reaches the user as a bare number. */
function adapterError(error: pg.DatabaseError): DriverAdapterError {
  return new DriverAdapterError({
    kind: 'postgres',
    code: error.code ?? '',
    severity: error.severity ?? 'ERROR',
    message: error.message,
    detail: error.detail,
    column: error.column,
    hint: error.hint,
  });
}

/** The query that needed the connection reports the loss itself; unheard, the event would end the process. */
function ignoreLostConnection(): void {}
