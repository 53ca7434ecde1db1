/** Bytes or text that a consumer pulls, chunk by chunk. */
type Chunks = AsyncGenerator<Uint8Array | string>;

/**
 * A download whose bytes are made as the client takes them. The first chunk is made before the answer begins, so that a
 * failure there is still a problem document; a later one breaks the download off.
 */
export async function download(chunks: Chunks, mediaType: string, filename: string): Promise<Response> {
  const encoder = new TextEncoder();
  const first = await chunks.next();
  let next: Promise<IteratorResult<Uint8Array | string>> | null = Promise.resolve(first);
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await (next ?? chunks.next());
        next = null;
        if (done === true) controller.close();
        else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value);
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      'content-type': mediaType,
      'content-disposition': `attachment; filename="${filename}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
