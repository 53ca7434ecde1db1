function detailOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return null;
  if ('detail' in body && typeof body.detail === 'string' && body.detail !== '') return body.detail;
  return 'title' in body && typeof body.title === 'string' ? body.title : null;
}

/** The sentence of a problem document (RFC 9457), or what can be said without one. */
export async function problemText(response: Response): Promise<string> {
  const fallback = `The server answered ${response.status}.`;
  try {
    return detailOf(await response.json()) ?? fallback;
  } catch {
    return fallback;
  }
}
