/** An import or recompute that ended for a reason the user is told. `code` is stable; `message` states facts. */
export class IngestError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'IngestError';
    this.code = code;
  }
}

/** The user cancelled. */
export class CancelledError extends IngestError {
  constructor() {
    super('cancelled', 'The import was cancelled.');
  }
}

/** The worker is stopping; the import goes back into the queue. */
export class ShutdownError extends IngestError {
  constructor() {
    super('shutdown', 'The worker is stopping.');
  }
}

/** PostgreSQL's code for a full disk. */
const POSTGRES_DISK_FULL = '53100';

/** What the user is told of an error: our own words where we know it, else that it is a fault of ours. */
export function describeFailure(error: unknown): { readonly code: string; readonly message: string } {
  if (!(error instanceof Error)) return { code: 'internal_error', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'internal_error';
  if (code === POSTGRES_DISK_FULL || code === 'ENOSPC') {
    return { code: 'disk_full', message: 'The disk is full; nothing of this import was kept.' };
  }
  if (code === 'ENOENT') return { code: 'upload_missing', message: 'The uploaded file is gone from the data folder.' };
  return { code: /^[a-z_]+$/.test(code) ? code : 'internal_error', message: error.message };
}
