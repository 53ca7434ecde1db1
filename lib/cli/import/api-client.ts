import { z } from 'zod';

import { CommandFailure, EXIT_CODES } from './command-failure';
import type { FoundServer } from './find-server';
import { oneLine } from './terminal-text';

const problemSchema = z.object({ code: z.string(), detail: z.string() });
const LONGEST_MESSAGE = 1000;

export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below /api/v1. */
  readonly path: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, chunk by chunk. */
  readonly bytes?: { readonly type: string; readonly length: number; readonly chunks: AsyncIterable<Uint8Array> };
  readonly signal?: AbortSignal;
}

/** A failure that the API told of, with its code. */
export class ApiFailure extends CommandFailure {
  readonly code: string;

  constructor(code: string, detail: string) {
    super(EXIT_CODES.failed, `${oneLine(detail, LONGEST_MESSAGE)} (${oneLine(code, LONGEST_MESSAGE)})`);
    this.code = code;
  }
}

/**
 * Asks the API and checks the answer.
 *
 * @throws ApiFailure with the API's message and code; CommandFailure noServer where nobody answers, failed where the answer
 *   is not what this version of Nearmiss expects; the signal's reason
 */
export async function askApi<Answer extends z.ZodType>(
  server: FoundServer,
  call: ApiCall,
  answer: Answer,
): Promise<z.output<Answer>> {
  const response = await send(server, call);
  const text = await response.text();
  const body = parseJson(text);
  if (!response.ok) {
    const problem = problemSchema.safeParse(body);
    if (problem.success) throw new ApiFailure(problem.data.code, problem.data.detail);
    throw new ApiFailure(`status_${response.status}`, `${server.address} answered ${oneLine(text, 200)}`);
  }
  const parsed = answer.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new CommandFailure(
    EXIT_CODES.failed,
    `${server.address} answered ${call.path} in a way this version does not know ` +
      `(${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}). Is it another version of Nearmiss?`,
  );
}

async function send(server: FoundServer, call: ApiCall): Promise<Response> {
  try {
    return await fetch(`${server.address}/api/v1${call.path}`, {
      method: call.method,
      headers: headersOf(server, call),
      ...bodyOf(call),
      signal: call.signal ?? null,
    });
  } catch (error) {
    call.signal?.throwIfAborted();
    const cause = error instanceof Error ? error.cause : null;
    if (cause instanceof CommandFailure) throw cause;
    const reason = cause instanceof Error ? cause.message : String(error);
    throw new CommandFailure(
      EXIT_CODES.noServer,
      `Nearmiss does not answer at ${server.address} (${reason || 'connection refused'}).\n` +
        'Start it with `npm start` in the folder of Nearmiss, or name another server with --server.',
    );
  }
}

function headersOf({ token }: FoundServer, { json, bytes }: ApiCall): Record<string, string> {
  return {
    accept: 'application/json',
    ...(token === null ? {} : { 'x-nearmiss-token': token }),
    ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    ...(bytes === undefined ? {} : { 'content-type': bytes.type, 'content-length': String(bytes.length) }),
  };
}

function bodyOf({ json, bytes }: ApiCall): RequestInit {
  if (json !== undefined) return { body: JSON.stringify(json) };
  if (bytes === undefined) return {};
  const streamed: RequestInit & { readonly duplex: 'half' } = { body: streamOf(bytes.chunks), duplex: 'half' };
  return streamed;
}

function streamOf(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const next = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: async () => {
      await iterator.return?.();
    },
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
