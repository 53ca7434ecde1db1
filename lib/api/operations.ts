import type { Operation } from './http/operation';
import { ANNOTATION_OPERATIONS } from './operations/annotation-operations';
import { COMPARE_OPERATIONS } from './operations/compare-operations';
import { IMPORT_OPERATIONS } from './operations/import-operations';
import { LIST_OPERATIONS } from './operations/list-operations';
import { READING_OPERATIONS } from './operations/reading-operations';
import { RUN_OPERATIONS } from './operations/run-operations';

/** Every call of the API: what routes check and what the OpenAPI document says are the same objects. */
export const OPERATIONS = {
  ...IMPORT_OPERATIONS,
  ...RUN_OPERATIONS,
  ...READING_OPERATIONS,
  ...LIST_OPERATIONS,
  ...ANNOTATION_OPERATIONS,
  ...COMPARE_OPERATIONS,
} as const satisfies Record<string, Operation>;
