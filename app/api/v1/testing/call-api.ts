import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect } from 'vitest';
import type { z } from 'zod';

import type { RouteContext } from '@/lib/api/http/api-route';
import { OPERATIONS } from '@/lib/api/operations';
import { problemSchema } from '@/lib/api/schemas/health';
import { POST as postImport } from '@/app/api/v1/imports/route';
import { closeDatabase, database } from '@/lib/db/client';
import { runImportJob } from '@/lib/ingest/run-import-job';

type Handler = (request: Request, context: RouteContext) => Promise<Response>;
interface Call {
  readonly method?: string;
  readonly body?: BodyInit;
  readonly params?: Readonly<Record<string, string>>;
}

/** A data folder of its own for the calls of a test file; answers where it is. */
export function useDataFolder(): { path: string } {
  const folder = { path: '' };
  beforeAll(async () => {
    folder.path = await mkdtemp(join(tmpdir(), 'nearmiss-api-'));
    process.env['NEARMISS_DATA'] = folder.path;
  });

  afterAll(async () => {
    await closeDatabase();
    await rm(folder.path, { recursive: true, force: true });
  });
  return folder;
}

/** Calls a route handler as Next would. */
export function call(handler: Handler, query = '', { params = {}, ...init }: Call = {}): Promise<Response> {
  return handler(new Request(`http://127.0.0.1/api/v1?${query}`, init), { params: Promise.resolve(params) });
}

/** The answer of a call, parsed by the schema the API describes it with. */
export async function answerOf<Schema extends z.ZodType>(
  schema: Schema,
  response: Response,
): Promise<z.output<Schema>> {
  const body: unknown = await response.json();
  expect(body, JSON.stringify(body)).not.toHaveProperty('code');
  return schema.parse(body);
}

/** The problem document of a call that fails. */
export async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = problemSchema.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return problem;
}

interface Line {
  readonly question: string;
  readonly rollout: number;
  readonly correct: boolean;
  readonly thought: string;
  readonly entities?: readonly string[];
}

function canonicalLine({ question, rollout, correct, thought, entities }: Line): string {
  const messages = [
    { role: 'user', content: question },
    {
      role: 'assistant',
      reasoning_content: thought,
      content: '',
      tool_calls: [{ id: 'c', type: 'function', function: { name: 'search', arguments: '{"query":"Polar Year"}' } }],
    },
    { role: 'tool', tool_call_id: 'c', content: 'The Tegetthoff was a ship.' },
    { role: 'assistant', reasoning_content: 'So.', content: `<answer>${correct ? 'Karl' : 'Julius'}</answer>` },
  ];
  return JSON.stringify({
    question,
    rollout,
    step: 1,
    correct,
    reward: Number(correct),
    entities,
    messages,
    answer: ['Karl'],
    prediction: correct ? 'Karl' : 'Julius',
  });
}

export const ENTITIES = ['Tegetthoff', 'Polar Year', 'Medal'];
/** A log of one group: correct with all entities, a near-miss, a partial one, a failure. */
export function groupOf(question: string, entities?: readonly string[]): string {
  const lines: readonly Line[] = [
    { question, rollout: 0, correct: true, thought: 'The Tegetthoff, the Polar Year, the Medal.' },
    { question, rollout: 1, correct: false, thought: 'The Tegetthoff and the Polar Year.' },
    { question, rollout: 2, correct: false, thought: 'A Medal.' },
    { question, rollout: 3, correct: false, thought: 'I know nothing.' },
  ];
  return lines
    .map((line) => `${canonicalLine({ ...line, ...(entities === undefined ? {} : { entities }) })}\n`)
    .join('');
}

/** Uploads a log through the API and performs its import as the worker would. */
export async function importLog(content: string, query = ''): Promise<{ importId: string; runId: string }> {
  const response = await call(postImport, `filename=log.jsonl&${query}`, { method: 'POST', body: content });
  expect(response.status).toBe(202);
  const { id } = await answerOf(OPERATIONS.createImport.answer, response);
  const imported = await runImportJob(database().pool, id, new AbortController().signal);
  return { importId: id, runId: String(imported?.runIds[0] ?? '') };
}
