import { formatCount, formatQuantity } from '@/components/format/format-number';
import type { FilePreview } from '@/lib/api/schemas/import';

const RULE_WORDS: Readonly<Record<string, string>> = {
  logged: 'by what the log says',
  metric: 'by a metric of the log (em, acc)',
  score: 'by the log’s score against the threshold',
  exact_match: 'by comparing the prediction with the gold answers',
  undecided: 'by nothing: outcome unknown',
};

/** What decides correctness, with the number of rollouts it applied to. */
export function correctnessWords(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([rule, count]) => `${formatCount(count)} ${RULE_WORDS[rule] ?? rule}`);
  return parts.length === 0 ? 'no rollout read yet' : parts.join(', ');
}

const GROUPED_BY: Readonly<Record<string, string>> = {
  group_id: 'the log’s group id',
  question: 'question',
  group_id_or_question: 'the log’s group id, else question',
};

interface Grouping {
  readonly by: string;
  readonly withinStep: boolean;
  readonly groups: number;
  readonly size: number;
  readonly odd: number;
}

/** Grouping in words: `by question within a step: 40 groups of size 8, 2 odd`. */
export function groupingWords({ by, withinStep, groups, size, odd }: Grouping): string {
  const rule = `by ${GROUPED_BY[by] ?? by}${withinStep ? ' within a training step' : ''}`;
  const rest = odd === 0 ? '' : `, ${formatCount(odd)} of another size`;
  return `${rule}: ${formatQuantity(groups - odd, 'group')} of ${formatQuantity(size, 'rollout')}${rest}`;
}

/** Everything the first bytes tell about how an import would read the file. */
export function understoodFacts(preview: FilePreview): readonly { readonly name: string; readonly value: string }[] {
  const part = preview.complete ? 'in the whole file' : 'in the first part of the file';
  return [
    { name: 'Format', value: `${preview.label ?? 'unknown'} (${preview.why})` },
    { name: 'Rollouts', value: `${formatQuantity(preview.rolloutsRead, 'rollout')} ${part}` },
    ...(preview.grouping === null ? [] : [{ name: 'Grouped', value: groupingWords(preview.grouping) }]),
    { name: 'Correctness', value: correctnessWords(preview.correctness) },
    {
      name: 'Entities',
      value:
        preview.withEntities === 0
          ? 'none in the log; upload them before or after'
          : `in the log, for ${formatQuantity(preview.withEntities, 'rollout')}`,
    },
    {
      name: 'Not known yet',
      value: `rollouts that occur twice, which the import finds and reports${preview.complete ? '' : '; lines after this first part'}`,
    },
  ];
}
