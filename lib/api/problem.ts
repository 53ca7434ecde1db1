import type { FilterError } from '@/lib/core/filter/filter-term';

/** Every code a problem document of the API can carry, with its HTTP status and title. Stable: clients may switch on it. */
export const PROBLEMS = {
  invalid_parameter: { status: 400, title: 'A query parameter has a value that is not allowed' },
  unknown_parameter: { status: 400, title: 'A query parameter is not known' },
  invalid_filter: { status: 400, title: 'The filter cannot be read' },
  invalid_expression: { status: 400, title: 'The regular expression cannot be read' },
  invalid_cursor: { status: 400, title: 'The cursor cannot be used here' },
  invalid_body: { status: 400, title: 'The request body cannot be used' },
  empty_upload: { status: 400, title: 'The upload has no bytes' },
  upload_aborted: { status: 400, title: 'The upload ended before it was complete' },
  invalid_upload: { status: 400, title: 'The request does not follow the upload protocol' },
  entities_unreadable: { status: 422, title: 'The entity file cannot be read' },
  local_token_required: { status: 403, title: 'Only a user of the same machine may name its files' },
  not_found: { status: 404, title: 'There is nothing at this address' },
  run_not_found: { status: 404, title: 'No run has this number' },
  rollout_not_found: { status: 404, title: 'No rollout of the run has this number' },
  view_not_found: { status: 404, title: 'The run has no saved view of this id' },
  view_exists: { status: 409, title: 'The list has a saved view of this name' },
  comparison_not_found: { status: 404, title: 'No saved comparison has this id' },
  comparison_exists: { status: 409, title: 'There is a saved comparison of this name' },
  span_not_found: { status: 404, title: 'The rollout has no span with this number' },
  group_not_found: { status: 404, title: 'No group of the run has this number' },
  import_not_found: { status: 404, title: 'No import has this id' },
  entity_set_not_found: { status: 404, title: 'No entity set has this id' },
  path_not_found: { status: 404, title: 'There is no such file or folder on the server' },
  too_many_files: { status: 413, title: 'There are more files than one import takes' },
  upload_not_found: { status: 404, title: 'No upload has this id' },
  upload_incomplete: { status: 409, title: 'The upload is not complete' },
  upload_conflict: { status: 409, title: 'The upload continues at another place' },
  upload_busy: { status: 423, title: 'Another request writes to the upload' },
  different_questions: { status: 409, title: 'The two rollouts answer different questions' },
  note_changed: { status: 409, title: 'The note was changed by somebody else' },
  run_not_computed: { status: 409, title: 'The numbers of the run are being computed' },
  payload_too_large: { status: 413, title: 'The body is larger than this call accepts' },
  too_many_searches: { status: 429, title: 'As many searches are running as the server runs at once' },
  internal: { status: 500, title: 'Something went wrong on the server' },
  too_slow: { status: 503, title: 'The answer takes too long' },
  database_unavailable: { status: 503, title: 'The database does not answer' },
  disk_full: { status: 507, title: 'The disk of the server is full' },
} as const satisfies Record<string, { status: number; title: string }>;
export type ProblemCode = keyof typeof PROBLEMS;

/** What a problem document may say beside its code and sentence. */
export interface ProblemExtras {
  /** The query parameter or body field that is at fault. */
  readonly parameter?: string;
  /** Its value as received. */
  readonly value?: string;
  /** Where in the value the fault stands, counted from 0. */
  readonly position?: number;
  /** How long the faulty part of the value is. */
  readonly length?: number;
  /** All faults of a filter, in the order of its text. */
  readonly errors?: readonly FilterError[];
  /** A finer code of what is behind it, such as that of an importer. */
  readonly reason?: string;
}

/** An expected failure of the API. `detail` states facts of this occurrence; the page adds advice. */
export class ApiError extends Error {
  readonly code: ProblemCode;
  readonly extras: ProblemExtras;

  constructor(code: ProblemCode, detail: string, extras: ProblemExtras = {}) {
    super(detail);
    this.name = 'ApiError';
    this.code = code;
    this.extras = extras;
  }

  /** By its name, not its class: the bundle of a page may wait for what the bundle of a call, with a class of its own, makes. */
  static [Symbol.hasInstance](value: unknown): value is ApiError {
    return value instanceof Error && value.name === 'ApiError';
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }
}

/** A problem document (RFC 9457). */
export interface ProblemDocument extends ProblemExtras {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
}

export function problemDocument(error: ApiError): ProblemDocument {
  const { status, title } = PROBLEMS[error.code];
  return {
    type: `urn:nearmiss:problem:${error.code}`,
    title,
    status,
    code: error.code,
    detail: error.message,
    ...error.extras,
  };
}
