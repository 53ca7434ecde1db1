/** A stream of JSON lines that a client reads while it is being written. No proxy or server may hold it back to compress it. */
export function jsonLinesResponse(lines: ReadableStream<Uint8Array>): Response {
  return new Response(lines, {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    },
  });
}
