import { headText, readHeadShape, type HeadShape, type RecordKeys } from '@/lib/import/detection/head-shape';
import { refuseContainer, refuseContent } from '@/lib/import/detection/refusals';
import type { ImportErrorCode } from '@/lib/import/import-error';
import type { FileHead } from '@/lib/import/importer';

/** Formats of gold entities. `lines`: JSON Lines; `list`: one JSON list, streamed; `csv`: a table, one entity a row. */
export const ENTITY_SET_FORMATS = [
  'entities_lines',
  'entities_list',
  'hotpotqa_lines',
  'hotpotqa_list',
  'entities_csv',
] as const;
export type EntitySetFormat = (typeof ENTITY_SET_FORMATS)[number];

export type EntitySetDetection =
  | { readonly kind: 'entity_set'; readonly format: EntitySetFormat; readonly why: string }
  | { readonly kind: 'refused'; readonly code: ImportErrorCode; readonly message: string };

/** Decides how a file of gold entities is read, from its head. Never throws. */
export function detectEntitySet(head: FileHead): EntitySetDetection {
  const shape = readHeadShape(head);
  const unreadable = refuseContainer(head, shape);
  if (unreadable !== null) return { kind: 'refused', code: unreadable.code, message: unreadable.message };
  if (shape.kind === 'text' && csvDelimiter(head) !== null) {
    return { kind: 'entity_set', format: 'entities_csv', why: 'a table with an entity column' };
  }
  return detectJson(shape) ?? refuseRecords(shape);
}

function detectJson(shape: HeadShape): EntitySetDetection | null {
  const container = shape.kind === 'json_lines' ? 'lines' : shape.kind === 'json_list' ? 'list' : null;
  if (container === null) return null;
  const records =
    shape.kind === 'json_lines' ? shape.records : shape.kind === 'json_list' && shape.first ? [shape.first] : [];
  if (records.some(isRollout)) return null;
  if (records.some((keys) => keys.has('entities'))) {
    return { kind: 'entity_set', format: `entities_${container}`, why: 'records with entities' };
  }
  if (records.some((keys) => keys.has('supporting_facts'))) {
    return { kind: 'entity_set', format: `hotpotqa_${container}`, why: 'records with supporting_facts' };
  }
  return null;
}

function isRollout(keys: RecordKeys): boolean {
  return keys.has('messages') || keys.has('completion');
}

function refuseRecords(shape: HeadShape): EntitySetDetection {
  const records = shape.kind === 'json_lines' ? shape.records : [];
  if (records.some(isRollout)) {
    return {
      kind: 'refused',
      code: 'is_rollout_log',
      message: 'This is a rollout log, not a set of gold entities. Upload it as rollouts.',
    };
  }
  const { code, message } = refuseContent(shape);
  if (code !== 'unknown_format') return { kind: 'refused', code, message };
  return {
    kind: 'refused',
    code,
    message:
      'No gold entities found: expected JSON records with question (or question_id) and entities, HotpotQA records with supporting_facts, or a table with the columns question and entity.',
  };
}

/** The delimiter of a table whose header names `entity` and `question` or `question_id`; null where it is no such table. */
export function csvDelimiter(head: FileHead): string | null {
  const header =
    headText(head)
      .replace(/^\s*\n/, '')
      .split(/\r?\n/, 1)[0] ?? '';
  for (const delimiter of [',', '\t', ';']) {
    const columns = header.split(delimiter).map((name) =>
      name
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .toLowerCase(),
    );
    if (columns.includes('entity') && (columns.includes('question') || columns.includes('question_id')))
      return delimiter;
  }
  return null;
}
