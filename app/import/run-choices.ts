import type { DropPreview, PreviewRun } from '@/lib/api/schemas/drop-preview';
import type { ColumnMapping, MappedField } from '@/lib/import/mapping/column-mapping';
import type { Grouping, ImportSettings, RunSettings } from '@/lib/import/settings/import-settings';

/** One entry of a list to choose from. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** As the log says, or as is detected: no setting. */
export const DETECTED = '';
const AS_DETECTED: Choice = { value: DETECTED, label: 'As detected' };
/** Stands in the list of formats for a mapping of columns; no format has a blank in its id. */
export const BY_HAND = 'by hand';

const GROUPING_WORDS = {
  detected: 'As detected',
  question_id: 'By question id',
  question_text: 'By question text',
  file: 'By file',
  none: 'Not at all',
} as const satisfies Record<Grouping, string>;

export const FILES_CHOICES: readonly Choice[] = [
  { value: 'detected', label: 'files that belong together' },
  { value: 'one_run', label: 'all files of a format' },
  { value: 'run_per_file', label: 'each file' },
];

export const THOUGHT_CHOICES: readonly Choice[] = [
  { value: 'detected', label: 'As detected' },
  { value: 'marked', label: 'Marked thoughts only' },
  { value: 'assistant_text', label: 'Also text outside tags' },
];

export function groupingChoices(groupings: DropPreview['groupings']): readonly Choice[] {
  return groupings.map((value) => ({ value, label: GROUPING_WORDS[value] }));
}

export function formatChoices(formats: DropPreview['formats'], run: PreviewRun): readonly Choice[] {
  const byHand = run.columns.length === 0 ? [] : [{ value: BY_HAND, label: 'Columns by hand' }];
  const first = run.format === null ? { value: DETECTED, label: 'Not known' } : AS_DETECTED;
  return [first, ...formats.map(({ id, label }) => ({ value: id, label })), ...byHand];
}

/** What a column holds: its kind, and an example where one is short enough to tell; null where no record has it. */
export function columnExample(run: PreviewRun, path: string): string | null {
  const column = run.columns.find((one) => one.path === path);
  if (column === undefined) return null;
  const { kind, example } = column;
  const isNested = kind.includes('list') || kind.includes('object');
  return isNested || example === '' ? kind : `${kind}: ${example}`;
}

/** The columns of the records; one that is chosen stands in the list even where the records at hand lack it. */
export function columnChoices(run: PreviewRun, chosen: string | undefined, none: string): readonly Choice[] {
  const known = run.columns.map(({ path }) => ({ value: path, label: path }));
  const lacking = chosen !== undefined && run.columns.every(({ path }) => path !== chosen);
  return [{ value: '', label: none }, ...(lacking ? [{ value: chosen, label: chosen }] : []), ...known];
}

/** The way files become runs that a select was set to; undefined for what is detected. */
export function filesSetting(value: string): ImportSettings['files'] {
  return value === 'one_run' || value === 'run_per_file' ? value : undefined;
}

export function groupingSetting(value: string, groupings: DropPreview['groupings']): RunSettings['grouping'] {
  const grouping = groupings.find((one) => one === value);
  return grouping === 'detected' ? undefined : grouping;
}

export function thoughtsSetting(value: string): RunSettings['thoughts'] {
  return value === 'marked' || value === 'assistant_text' ? value : undefined;
}

interface FieldWords {
  readonly field: MappedField;
  readonly label: string;
  readonly hint: string;
}

/** What a column can be, in the order in which it is asked; those beyond the first nine are folded away. */
export const FIELD_WORDS: readonly FieldWords[] = [
  { field: 'question', label: 'Question', hint: 'text of the question' },
  { field: 'answer', label: 'Gold answer', hint: 'one answer, or a list of them' },
  { field: 'prediction', label: 'Prediction', hint: 'what the model answered' },
  { field: 'correct', label: 'Correct', hint: 'yes or no, 1 or 0' },
  { field: 'messages', label: 'Messages', hint: 'the conversation as a list' },
  { field: 'text', label: 'Text', hint: 'the model’s output as one text' },
  { field: 'step', label: 'Training step', hint: 'a whole number' },
  { field: 'group', label: 'Group', hint: 'the same for rollouts of one group' },
  { field: 'entities', label: 'Gold entities', hint: 'a list of names' },
  { field: 'questionId', label: 'Question id', hint: '' },
  { field: 'prompt', label: 'Prompt', hint: 'what stands before the text' },
  { field: 'score', label: 'Score', hint: 'correct from the threshold on' },
  { field: 'reward', label: 'Reward', hint: 'the log’s own reward' },
  { field: 'rollout', label: 'Rollout', hint: 'number within its group' },
  { field: 'split', label: 'Split', hint: 'train, validation, …' },
  { field: 'termination', label: 'Termination', hint: 'why the rollout ended' },
];
export const FIELDS_SHOWN = 9;

export function changeMapping(mapping: ColumnMapping, field: MappedField, column: string): ColumnMapping {
  const { [field]: _before, ...others } = mapping;
  return column === '' ? others : { ...others, [field]: column };
}

/** What each column is used as, in words: `Question`, `Gold answer, Prediction`. */
export function usesOfColumns(mapping: ColumnMapping): ReadonlyMap<string, string> {
  const uses = new Map<string, string>();
  for (const { field, label } of FIELD_WORDS) {
    const column = mapping[field];
    if (column === undefined) continue;
    const before = uses.get(column);
    uses.set(column, before === undefined ? label : `${before}, ${label}`);
  }
  return uses;
}
