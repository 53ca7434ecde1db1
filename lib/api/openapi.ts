import { z } from 'zod';

import type { Operation } from './http/operation';
import { OPERATIONS } from './operations';
import { PROBLEMS, type ProblemCode } from './problem';
import { problemSchema } from './schemas/health';

type JsonSchema = Readonly<Record<string, unknown>>;
type Components = Map<string, JsonSchema>;

/**
 * A zod schema as JSON Schema, its named parts moved to the document's components.
 *
 * @param io What a body may leave out because it has a default, an answer always has.
 */
function describeSchema(schema: z.ZodType, components: Components, io: 'input' | 'output' = 'output'): JsonSchema {
  const text = JSON.stringify(z.toJSONSchema(schema, { io }));
  const rewritten: unknown = JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/'));
  const {
    $defs,
    $schema: _version,
    ...own
  } = z.looseObject({ $defs: z.record(z.string(), z.looseObject({})).optional() }).parse(rewritten);
  for (const [name, definition] of Object.entries($defs ?? {})) components.set(name, definition);
  const id = own['id'];
  if (typeof id !== 'string') return own;
  const { id: _id, ...named } = own;
  components.set(id, named);
  return { $ref: `#/components/schemas/${id}` };
}

function describeParameters(schema: z.ZodObject, where: 'path' | 'query', components: Components): JsonSchema[] {
  return Object.entries(schema.shape).map(([name, parameter]) => {
    const type = z.instanceof(z.ZodType).parse(parameter);
    const { description, ...own } = describeSchema(type, components);
    return {
      name,
      in: where,
      required: where === 'path' || !type.safeParse(undefined).success,
      ...(description === undefined ? {} : { description }),
      schema: own,
    };
  });
}

function describeBody({ body }: Operation, components: Components): JsonSchema {
  if (body === null) return {};
  const content =
    body === 'bytes'
      ? { 'application/octet-stream': {} }
      : { 'application/json': { schema: describeSchema(body, components, 'input') } };
  return { requestBody: { required: true, content } };
}

function describeAnswer({ answer }: Operation, components: Components): JsonSchema {
  if (answer === null) return {};
  if (answer instanceof z.ZodType) {
    return { content: { 'application/json': { schema: describeSchema(answer, components) } } };
  }
  return { content: Object.fromEntries(answer.map((mediaType) => [mediaType, {}])) };
}

function describeProblems(codes: readonly ProblemCode[]): JsonSchema {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(
    [...byStatus].map(([status, found]) => [String(status), { description: found.join(', '), content }]),
  );
}

function describeOperation(id: string, operation: Operation, components: Components): JsonSchema {
  const everywhere: readonly ProblemCode[] = ['internal', 'database_unavailable'];
  return {
    operationId: id,
    summary: operation.summary,
    parameters: [
      ...describeParameters(operation.parameters, 'path', components),
      ...describeParameters(operation.query, 'query', components),
    ],
    ...describeBody(operation, components),
    responses: {
      [String(operation.status)]: { description: operation.summary, ...describeAnswer(operation, components) },
      ...describeProblems([...new Set([...operation.problems, ...everywhere])]),
    },
  };
}

/** The OpenAPI 3.1 document, made from the schemas that the routes check with. */
export function openApiDocument(version: string): JsonSchema {
  const components: Components = new Map();
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const [id, described] of Object.entries(OPERATIONS)) {
    const path = (paths[described.path] ??= {});
    path[described.method.toLowerCase()] = describeOperation(id, described, components);
  }
  describeSchema(problemSchema, components);
  return {
    openapi: '3.1.0',
    info: { title: 'Nearmiss', version, description: 'Rollout logs in, near-misses and rewards out.' },
    servers: [{ url: '/api/v1' }],
    paths,
    components: { schemas: Object.fromEntries(components) },
  };
}
