import type { z } from 'zod';

import { ApiError, problemDocument } from '@/lib/api/problem';

import type { Operation } from './operation';
import { readQuery } from './read-query';
import { toApiError } from './to-api-error';

/** What Next gives a route handler beside the request. */
export interface RouteContext {
  /** Next leaves it out where the path has no parameters. */
  readonly params?: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export interface RouteInput<Path extends z.ZodObject, Query extends z.ZodObject> {
  readonly path: z.output<Path>;
  readonly query: z.output<Query>;
  readonly request: Request;
}

const NO_STORE = { 'cache-control': 'no-store' };

/** A failure as a problem document; unexpected ones are written to the log of the server. */
export function problemResponse(error: unknown): Response {
  const apiError = toApiError(error);
  if (apiError.status >= 500) console.error(error);
  return Response.json(problemDocument(apiError), {
    status: apiError.status,
    headers: { ...NO_STORE, 'content-type': 'application/problem+json' },
  });
}

function readPath<Path extends z.ZodObject>(schema: Path, parameters: unknown, url: URL): z.output<Path> {
  const parsed = schema.safeParse(parameters);
  if (parsed.success) return parsed.data;
  throw new ApiError('not_found', `there is nothing at ${url.pathname}`);
}

async function answerOf(operation: Operation, result: unknown): Promise<Response> {
  if (result instanceof Response) return result;
  if (operation.answer === null) return new Response(null, { status: operation.status, headers: NO_STORE });
  return Response.json(result, { status: operation.status, headers: NO_STORE });
}

/**
 * A route handler: parameters are read by the operation's schemas, `handle` answers with plain data (or a Response for a
 * download), and whatever is thrown becomes a problem document.
 */
export function apiRoute<Path extends z.ZodObject, Query extends z.ZodObject>(
  operation: Operation<Path, Query>,
  handle: (input: RouteInput<Path, Query>) => unknown,
): (request: Request, context: RouteContext) => Promise<Response> {
  return async (request, context) => {
    try {
      const url = new URL(request.url);
      const path = readPath(operation.parameters, (await context.params) ?? {}, url);
      const query = readQuery(operation.query, url.searchParams);
      return await answerOf(operation, await handle({ path, query, request }));
    } catch (error) {
      return problemResponse(error);
    }
  };
}
