import type { z } from 'zod';

import type { ProblemCode } from '@/lib/api/problem';

/** A call of the API as routes check it and the OpenAPI document describes it. */
export interface Operation<Path extends z.ZodObject = z.ZodObject, Query extends z.ZodObject = z.ZodObject> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below /api/v1, parameters in braces. */
  readonly path: string;
  readonly summary: string;
  readonly parameters: Path;
  readonly query: Query;
  /** The request body: bytes of a file, JSON of a schema, or none. */
  readonly body: 'bytes' | z.ZodType | null;
  readonly status: 200 | 201 | 202 | 204;
  /** The answer: JSON of a schema, a download in one of these media types, or nothing. */
  readonly answer: z.ZodType | readonly string[] | null;
  readonly problems: readonly ProblemCode[];
}

/** Keeps the exact schemas of an operation in its type. */
export function operation<const Described extends Operation>(description: Described): Described {
  return description;
}
