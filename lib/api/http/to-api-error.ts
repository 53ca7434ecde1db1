import { ApiError, PROBLEMS, type ProblemCode } from '@/lib/api/problem';
import { IngestError } from '@/lib/ingest/ingest-error';

/** Codes by which Prisma and the socket layer say that the database cannot be reached. */
const UNREACHABLE = new Set([
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
]);
/** Postgres: connection failures (class 08), shutting down (57P01 to 57P03). */
const UNREACHABLE_SQLSTATE = /^(08...|57P0[123])$/;
const DISK_FULL = new Set(['ENOSPC', 'EDQUOT', '53100']);

/** Codes on an error and on its causes, nearest first. */
function errorCodes(error: unknown, depth = 0): readonly string[] {
  if (typeof error !== 'object' || error === null || depth > 5) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  return 'cause' in error ? [...own, ...errorCodes(error.cause, depth + 1)] : own;
}

/** Any failure as an ApiError; what nobody expected becomes `internal` and tells the client nothing of its insides. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof IngestError && isProblemCode(error.code)) return new ApiError(error.code, error.message);
  const codes = errorCodes(error);
  if (codes.some((code) => DISK_FULL.has(code))) {
    return new ApiError('disk_full', 'there is no room left on the disk of the server');
  }
  if (codes.some((code) => UNREACHABLE.has(code) || UNREACHABLE_SQLSTATE.test(code))) {
    return new ApiError('database_unavailable', 'the database does not answer');
  }
  return new ApiError('internal', 'an unexpected error happened; the log of the server has more');
}

function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}
