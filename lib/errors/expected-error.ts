/**
 * A failure the user can do something about: a taken port, a full disk, a server that does not answer.
 *
 * `code` is stable and meant for programs; `message` states facts and what to do, in one or two sentences.
 */
export class ExpectedError extends Error {
  override readonly name = 'ExpectedError';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The system's code of an error (`ENOENT`, `EADDRINUSE`), of Postgres (`57P03`) or of Node; null where there is none. */
export function systemCodeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
