/** The lines of a body as they arrive, without their ends; a last line needs none. */
export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let open = '';
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const lines = (open + decoder.decode(read.value, { stream: true })).split('\n');
      open = lines.pop() ?? '';
      yield* lines;
    }
    open += decoder.decode();
    if (open !== '') yield open;
  } finally {
    await reader.cancel();
  }
}
