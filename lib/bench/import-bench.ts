import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

import { from as copyFrom } from 'pg-copy-streams';

import { createPool } from '@/lib/db/pool';

import { importLog, type BenchApp, type TimedImport } from './app';
import { figure, megabytes, type Figure } from './figure';

/**
 * Imports a log through the HTTP API and, on the same server in the same run, COPYs its raw lines into one jsonb
 * column, which is what a user would do with psql.
 */
export async function benchImport(app: BenchApp, file: string): Promise<{ figures: Figure[]; imported: TimedImport }> {
  const { size } = await stat(file);
  const imported = await importLog(app, file);
  const rawSeconds = await copyRawLines(app.databaseUrl, file);
  const ours = size / imported.importSeconds;
  const raw = size / rawSeconds;
  const what = `${megabytes(size)} log, ${imported.rollouts.toLocaleString('en')} rollouts`;
  return {
    imported,
    figures: [
      figure(`import, ${what}`, `${megabytes(ours)}/s`),
      figure(`COPY of the raw lines into jsonb, ${what}`, `${megabytes(raw)}/s`),
      figure('import against that COPY', `${(ours / raw).toFixed(2)} x`, '>= 2 x', ours / raw >= 2),
      figure(`upload before it, ${what}`, `${megabytes(size / imported.uploadSeconds)}/s`),
      figure(
        `peak memory of all processes but PostgreSQL, ${what}`,
        megabytes(imported.peakBytes),
        '< 700 MB',
        imported.peakBytes < 700e6,
      ),
    ],
  };
}

/** CSV with delimiter and quote that no JSON holds unescaped takes each line as it is. Answers seconds. */
async function copyRawLines(databaseUrl: string, file: string): Promise<number> {
  const pool = createPool(databaseUrl, 1);
  const client = await pool.connect();
  try {
    await client.query('DROP TABLE IF EXISTS bench_raw_lines');
    await client.query('CREATE TABLE bench_raw_lines (line jsonb)');
    const started = performance.now();
    const copy = client.query(
      copyFrom(`COPY bench_raw_lines FROM STDIN (FORMAT csv, QUOTE e'\\x01', DELIMITER e'\\x02')`),
    );
    await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), copy);
    const seconds = (performance.now() - started) / 1000;
    await client.query('DROP TABLE bench_raw_lines');
    return seconds;
  } finally {
    client.release();
    await pool.end();
  }
}
