import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { Pool } from 'pg';
import { afterAll, beforeAll, expect } from 'vitest';

import { addImport } from '@/lib/db/import-rows';
import { createPool } from '@/lib/db/pool';
import type { ImportSettings } from '@/lib/import/settings/import-settings';
import { walkPaths } from '@/lib/ingest/drop/walk-paths';
import { runImportJob } from '@/lib/ingest/run-import-job';

let connections: Pool | null = null;
let folder = '';

beforeAll(async () => {
  connections = createPool(process.env['DATABASE_URL'] ?? '');
  folder = await mkdtemp(join(tmpdir(), 'nearmiss-drop-'));
  process.env['NEARMISS_DATA'] = folder;
});

afterAll(async () => {
  await connections?.end();
  await rm(folder, { recursive: true, force: true });
});

/** The database of the test file that imports this. */
export function pool(): Pool {
  if (connections === null) throw new Error('the test has not begun');
  return connections;
}

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A record of the canonical format. */
export function record(question: string, more: object = {}): string {
  const messages = [
    { role: 'user', content: question },
    { role: 'assistant', content: '<think>A ship.</think><answer>Payer</answer>' },
  ];
  return `${JSON.stringify({ question, messages, answer: ['Payer'], ...more })}\n`;
}

/** Imports files that lie on disk, as a user of this machine would name them. */
export async function importGiven(
  files: readonly { readonly path: string; readonly file: string }[],
  settings: ImportSettings = {},
) {
  const id = randomUUID();
  const asked = { id, filename: 'drop', runName: null, format: null, bytesTotal: 1, contentHash: null, settings };
  await addImport(pool(), { ...asked, upload: { folder: null, files: [...files] } });
  const finished = await runImportJob(pool(), id, new AbortController().signal);
  const [row] = (await pool().query('SELECT * FROM imports WHERE id = $1', [id])).rows;
  return { runIds: finished?.runIds ?? [], row, report: row.report };
}

/** Writes files into a folder of their own; answers the folder. */
export async function writeFiles(files: Files): Promise<string> {
  const root = join(folder, randomUUID(), 'drop');
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

/** Writes a drop to disk and imports it. Its files stay where they are. */
export async function importFiles(files: Files, settings: ImportSettings = {}) {
  const root = await writeFiles(files);
  const given = await walkPaths([root]);
  const imported = await importGiven(
    given.map(({ path, file }) => ({ path, file })),
    settings,
  );
  expect(await walkPaths([root])).toHaveLength(Object.keys(files).length);
  return imported;
}

export async function rolloutsOf(runId: number | undefined) {
  const result = await pool().query(
    `SELECT r.n, r.line, r.step, r.rollout_index, r.group_no, r.correct, r.correctness_rule, f.path, q.text
     FROM rollouts r JOIN run_files f USING (run_id, file_no) JOIN run_questions q USING (run_id, question_no)
     WHERE run_id = $1 ORDER BY n`,
    [runId],
  );
  return result.rows;
}
