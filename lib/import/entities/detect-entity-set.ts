import { refuseContent } from '@/lib/import/detection/refusals';
import { csvDelimiterOf } from '@/lib/import/probe/read-probe';
import type { SequentialLayout } from '@/lib/import/containers/record-layout';
import type { ImportErrorCode } from '@/lib/import/import-error';
import type { Container, FormatProbe } from '@/lib/import/importer';
import type { JsonObject } from '@/lib/core/rollout/rollout';
import type { EntitySetFormat } from './entity-record-format';
import { findEntityLayout } from './entity-set-layout';
import { detectQuestionSet } from './question-set';
import { entityRows } from './sources/entity-rows';

export type EntitySetDetection =
  | {
      readonly kind: 'entity_set';
      readonly format: EntitySetFormat;
      readonly label: string;
      readonly container: Container;
      readonly layout: SequentialLayout;
      readonly why: string;
    }
  | { readonly kind: 'refused'; readonly code: ImportErrorCode; readonly message: string };

const EXPECTED =
  'No gold entities found: expected records with question (or question_id) and entities, a table with the columns question and entity, or records of HotpotQA, 2WikiMultihopQA, MuSiQue, WebShaper, ASearcher synthesis, CaRR rubrics or BrowseComp-Plus.';

/** What only records of rollouts have. */
const ROLLOUT_FIELDS = ['messages', 'completion', 'completions', 'trajectory', 'traj', 'history', 'prediction'];

/** Decides how a file of gold entities is read, from its first records. Never throws. */
export function detectEntitySet(probe: FormatProbe): EntitySetDetection {
  if (probe.container === 'empty' && probe.complete) return refused('empty_file', 'The file is empty.');
  if (probe.records.some(isRollout)) {
    return refused('is_rollout_log', 'This is a rollout log, not a set of gold entities. Upload it as rollouts.');
  }
  if (probe.container === 'text' && hasEntityHeader(probe.text)) {
    const { id, label, why } = entityRows;
    return { kind: 'entity_set', format: id, label, container: 'csv', layout: { kind: 'lines' }, why };
  }
  const found = findEntityLayout(probe);
  if (found !== null) {
    const { id, label, why } = found.format;
    return { kind: 'entity_set', format: id, label, container: probe.container, layout: found.layout, why };
  }
  const questions = detectQuestionSet(probe.records);
  if (questions !== null)
    return refused('is_question_set', `These are ${questions.why}; no gold entities are in them.`);
  const { code, message } = refuseContent(probe);
  return code === 'unknown_format' ? refused(code, EXPECTED) : refused(code, message);
}

function isRollout(record: JsonObject): boolean {
  return ROLLOUT_FIELDS.some((field) => Object.hasOwn(record, field));
}

/** A table is known by its header, whatever the file is called. */
function hasEntityHeader(text: string): boolean {
  const delimiter = csvDelimiterOf(text);
  if (delimiter === null) return false;
  const [header = ''] = text.split('\n', 1);
  const names = header.split(delimiter).map((name) =>
    name
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .toLowerCase(),
  );
  return names.includes('entity') && (names.includes('question') || names.includes('question_id'));
}

function refused(code: ImportErrorCode, message: string): EntitySetDetection {
  return { kind: 'refused', code, message };
}
