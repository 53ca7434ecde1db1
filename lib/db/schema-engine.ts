import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import * as engineBindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { MigrationAdapterFactory } from './migration-adapter';

/** The package's own entry imports `.wasm` as a module, which Node cannot; the same three steps by hand. */
async function loadEngineModule(): Promise<void> {
  const bindingsFile = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = new Uint8Array(await readFile(join(dirname(bindingsFile), 'schema_engine_bg.wasm')));
  const { instance } = await WebAssembly.instantiate(bytes, importsOf(engineBindings));
  engineBindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports['__wbindgen_start'];
  if (typeof start === 'function') start();
}

/**
 * wasm-bindgen names the module of its imports after the bindings file; every export of it is a function or unused.
 * The engine never clears the ten-second timer of its advisory lock; it must not keep a finished process waiting.
 */
function importsOf(bindings: object): WebAssembly.Imports {
  const entries = Object.entries(bindings).map(([name, value]) =>
    name.startsWith('__wbg_setTimeout_') ? [name, setIdleTimeout] : [name, value],
  );
  return { './schema_engine_bg.js': Object.fromEntries(entries) };
}

function setIdleTimeout(callback: () => void, delayMs: number): NodeJS.Timeout {
  return setTimeout(callback, delayMs >>> 0).unref();
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
