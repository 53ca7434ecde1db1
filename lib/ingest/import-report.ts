import type { JsonObject } from '@/lib/core/rollout/rollout';
import { groupSizes } from '@/lib/core/shape/group-sizes';
import type { SkipCode } from '@/lib/import/importer';
import type { Grouping } from '@/lib/import/settings/import-settings';

import type { FactCounts } from './run-facts';
import type { NumberedGroup, NumberedQuestion } from './run-numbering';

export interface ReportInput {
  readonly counts: FactCounts;
  readonly groups: readonly (NumberedGroup & { readonly size: number })[];
  readonly questions: readonly NumberedQuestion[];
  readonly skipped: Readonly<Partial<Record<SkipCode, number>>>;
  readonly thoughtRule: 'marked' | 'assistant_text';
  readonly rollouts: number;
  readonly grouping: Grouping;
  /** What the log calls its group id; null where the format has no name for it. */
  readonly groupField: string | null;
}

/** What an import understood, in numbers a page can put into words: grouping, correctness, thoughts, entities. */
export function importReport(input: ReportInput): JsonObject {
  return {
    grouping: grouping(input),
    correctness: { ...input.counts.correctnessRules },
    thoughts: { rule: input.thoughtRule, sources: { ...input.counts.thoughtSources } },
    terminations: { ...input.counts.terminations },
    entities: entities(input.questions),
    skipped: { ...input.skipped },
  };
}

function grouping(input: ReportInput): JsonObject {
  return {
    by: groupedBy(input),
    field: input.groupField,
    withinStep: input.counts.withStep > 0,
    ...groupSizes(input.groups.map(({ size }) => size)),
  };
}

function groupedBy({ counts, grouping: asked, rollouts }: ReportInput): string {
  if (asked === 'file' || asked === 'none') return asked;
  if (counts.withGroupKey === 0) return 'question';
  return counts.withGroupKey === rollouts ? 'group_id' : 'group_id_or_question';
}

function entities(questions: readonly NumberedQuestion[]): JsonObject {
  const fromSet = questions.filter((question) => question.entitySetId !== null).length;
  const fromLog = questions.filter((question) => question.entitySetId === null && question.entities.length > 0).length;
  return {
    questions: questions.length,
    fromEntitySet: fromSet,
    fromLog,
    without: questions.length - fromSet - fromLog,
  };
}
