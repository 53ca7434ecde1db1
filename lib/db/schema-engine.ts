import { readFile } from 'node:fs/promises';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import * as engineBindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { MigrationAdapterFactory } from './migration-adapter';

/** The package's own entry imports `.wasm` as a module, which Node cannot; the same three steps by hand. */
async function loadEngineModule(): Promise<void> {
  const wasmUrl = new URL('schema_engine_bg.wasm', import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const bytes = new Uint8Array(await readFile(wasmUrl));
  const { instance } = await WebAssembly.instantiate(bytes, importsOf(engineBindings));
  engineBindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports['__wbindgen_start'];
  if (typeof start === 'function') start();
}

/** wasm-bindgen names the module of its imports after the bindings file; every export of it is a function or unused. */
function importsOf(bindings: object): WebAssembly.Imports {
  return { './schema_engine_bg.js': { ...bindings } };
}

let loading: Promise<void> | null = null;

/**
 * Opens Prisma's schema engine (WebAssembly) on a database, hands it to `use`, and frees it.
 *
 * One connection at most, so that the engine's session-level advisory lock covers all it does.
 *
 * @param databaseUrl postgresql:// address; the database must exist
 * @param datamodels `[path, text]` of each schema file; null where the call does not need the schema
 * @throws whatever the engine or the connection throws, unchanged
 */
export async function withSchemaEngine<Result>(
  databaseUrl: string,
  datamodels: readonly (readonly [string, string])[] | null,
  use: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  loading ??= loadEngineModule();
  await loading;
  const factory = new MigrationAdapterFactory(databaseUrl);
  const options = { datamodels: datamodels?.map(([path, text]): [string, string] => [path, text]) };
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(factory);
    const engine = await engineBindings.SchemaEngine.new(options, ignoreEngineLog, adapter);
    try {
      return await use(engine);
    } finally {
      engine.free();
    }
  } finally {
    await factory.pool.end();
  }
}

/** The engine reports each query as JSON; errors also reach us as exceptions. */
function ignoreEngineLog(): void {}
