import { z } from 'zod';

import { UsageError } from '@/lib/cli/setup/options.mjs';
import { MAPPED_FIELDS } from '@/lib/import/mapping/column-mapping';
import {
  columnMappingSchema,
  importSettingsSchema,
  runSettingsSchema,
  type ImportSettings,
} from '@/lib/import/settings/import-settings';

import type { ImportOptions } from './import-options';

const RUN_KEYS = Object.keys(runSettingsSchema.shape);
const IMPORT_KEYS = Object.keys(importSettingsSchema.shape);

/**
 * The settings in a file for `--map`: which column is what, or settings of every run, or those of a whole import. The keys
 * tell which; the three share none.
 *
 * @param text the file's content
 * @param file its name, for messages
 * @throws UsageError naming the key that is not known or has a wrong value
 */
export function readMapFile(text: string, file: string): ImportSettings {
  const value = parseObject(text, file);
  const keys = Object.keys(value);
  const fits = (known: readonly string[]) => keys.some((key) => known.includes(key));
  if (fits(IMPORT_KEYS)) return checked(importSettingsSchema, value, file);
  if (fits(RUN_KEYS)) return { all: checked(runSettingsSchema, value, file) };
  if (fits(MAPPED_FIELDS)) return { all: { mapping: checked(columnMappingSchema, value, file) } };
  const found = keys.length === 0 ? 'it is empty' : `"${keys[0]}" is none of them`;
  throw new UsageError(`--map ${file}: expected columns (${MAPPED_FIELDS.join(', ')}) or settings; ${found}`);
}

/** The settings of the file with those of the command line over them. */
export function settingsOf({ format }: Pick<ImportOptions, 'format'>, fromFile: ImportSettings): ImportSettings {
  return format === null ? fromFile : { ...fromFile, all: { ...fromFile.all, format } };
}

function parseObject(text: string, file: string): Readonly<Record<string, unknown>> {
  const parsed = z.record(z.string(), z.unknown()).safeParse(parseJson(text, file));
  if (parsed.success) return parsed.data;
  throw new UsageError(`--map ${file}: expected a JSON object`);
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(`--map ${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, file: string): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.map(String).join('.') ?? '';
  throw new UsageError(`--map ${file}: ${where === '' ? '' : `"${where}": `}${issue?.message ?? 'cannot be used'}`);
}
