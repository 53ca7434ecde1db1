import type { z } from 'zod';

import { ApiError } from '@/lib/api/problem';

/** Query parameters by name; a repeated name gives a list. */
function parametersOf(search: URLSearchParams): Record<string, string | string[]> {
  const parameters: Record<string, string | string[]> = {};
  for (const name of new Set(search.keys())) {
    const values = search.getAll(name);
    const [only] = values;
    Object.defineProperty(parameters, name, {
      value: values.length === 1 && only !== undefined ? only : values,
      enumerable: true,
    });
  }
  return parameters;
}

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `expected one of ${issue.values.map(String).join(', ')}`;
  return issue.message;
}

/** The database holds no NUL character, and no name or filter needs one. */
function refuseNul(parameter: string, value: string): void {
  if (!value.includes('\0')) return;
  throw new ApiError('invalid_parameter', `"${parameter}" holds a NUL character`, { parameter });
}

/**
 * Query parameters by their schema.
 *
 * @throws ApiError unknown_parameter naming a parameter the schema does not have, invalid_parameter naming the parameter
 *   and the value that is not allowed
 */
export function readQuery<Query extends z.ZodObject>(schema: Query, search: URLSearchParams): z.output<Query> {
  const parameters = parametersOf(search);
  for (const [parameter, value] of search) refuseNul(parameter, value);
  const parsed = schema.safeParse(parameters);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const parameter = issue.keys[0] ?? '';
    const known = Object.keys(schema.shape).join(', ');
    throw new ApiError(
      'unknown_parameter',
      `there is no parameter "${parameter}" here; there are: ${known || 'none'}`,
      {
        parameter,
      },
    );
  }
  const parameter = String(issue?.path[0] ?? '');
  const value = parameters[parameter];
  if (issue === undefined || value === undefined) {
    throw new ApiError('invalid_parameter', `the parameter "${parameter}" is needed`, { parameter });
  }
  const shown = [value].flat().join(', ');
  throw new ApiError('invalid_parameter', `"${shown}" is no value for "${parameter}": ${describe(issue)}`, {
    parameter,
    value: shown,
  });
}
