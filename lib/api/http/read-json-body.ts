import type { z } from 'zod';

import { ApiError } from '@/lib/api/problem';

const LARGEST_JSON_BODY_BYTES = 64 * 1024;

/**
 * The bytes of a request body that is expected to be small.
 *
 * @throws ApiError payload_too_large beyond `largestBytes`, upload_aborted where the client went away
 */
export async function readSmallBody(request: Request, largestBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body?.getReader();
  while (reader !== undefined) {
    const { done, value } = await reader.read().catch(() => {
      throw new ApiError('upload_aborted', `the body ended after ${bytes} bytes`);
    });
    if (done) break;
    bytes += value.byteLength;
    if (bytes > largestBytes) {
      await reader.cancel();
      throw new ApiError('payload_too_large', `the body is larger than ${largestBytes} bytes`);
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks, bytes);
}

/** A JSON body by its schema. @throws ApiError invalid_body naming the field, payload_too_large */
export async function readJsonBody<Body extends z.ZodType>(
  request: Request,
  schema: Body,
  largestBytes: number = LARGEST_JSON_BODY_BYTES,
): Promise<z.output<Body>> {
  const bytes = await readSmallBody(request, largestBytes);
  const parsed = schema.safeParse(parseJson(new TextDecoder().decode(bytes)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const parameter = issue?.path.join('.') ?? '';
  throw new ApiError('invalid_body', issue?.message ?? 'the body does not fit its schema', { parameter });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError('invalid_body', 'the body is not JSON');
  }
}
