/** Why a file as a whole cannot be imported. Stable: shown by the API, each with a page in the docs. */
export const IMPORT_ERROR_CODES = [
  'empty_file',
  'git_lfs_pointer',
  'archive_damaged',
  'archive_encrypted',
  'archive_path_refused',
  'archive_too_deep',
  'archive_too_large',
  'archive_too_many_files',
  'codec_not_supported',
  'parquet_damaged',
  'pickle_not_supported',
  'no_text_in_log',
  'utf16_not_supported',
  'binary_file',
  'fine_tuning_set',
  'is_entity_set',
  'is_rollout_log',
  'is_question_set',
  'companion_only',
  'question_missing',
  'unsupported_format',
  'no_rollouts',
  'no_entities',
  'ambiguous_format',
  'unknown_format',
] as const;
export type ImportErrorCode = (typeof IMPORT_ERROR_CODES)[number];

/** The file as a whole is unusable; `message` states facts, the page adds advice. */
export class ImportError extends Error {
  readonly code: ImportErrorCode;

  constructor(code: ImportErrorCode, message: string) {
    super(message);
    this.name = 'ImportError';
    this.code = code;
  }
}
