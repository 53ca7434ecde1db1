import { z } from 'zod';
import { formatCount, formatQuantity } from '@/components/format/format-number';
import { Facts } from '@/components/rollout/rollout-facts';
import { correctnessWords, groupingWords } from './preview-words';

const counts = z.record(z.string(), z.number());
const reportSchema = z.object({
  grouping: z
    .object({ by: z.string(), withinStep: z.boolean(), groups: z.number(), size: z.number(), odd: z.number() })
    .optional(),
  correctness: counts.optional(),
  thoughts: z.object({ rule: z.string(), sources: counts }).optional(),
  terminations: counts.optional(),
  entities: z
    .object({ questions: z.number(), fromEntitySet: z.number(), fromLog: z.number(), without: z.number() })
    .optional(),
  skipped: counts.optional(),
});

const THOUGHT_WORDS: Readonly<Record<string, string>> = {
  reasoning_content: 'reasoning_content',
  think_tags: 'think tags',
  assistant_text: 'the assistant’s own text',
  none: 'none found',
};

function listed(values: Readonly<Record<string, number>>, words: Readonly<Record<string, string>> = {}): string {
  return Object.entries(values)
    .map(([name, count]) => `${formatCount(count)} ${words[name] ?? name}`)
    .join(', ');
}

/** How an import understood its file: grouping, correctness, thoughts, entities, lines rightly passed over. */
export function ImportReport({ report }: { readonly report: unknown }) {
  const parsed = reportSchema.safeParse(report);
  if (!parsed.success) return <pre>{JSON.stringify(report, null, 2)}</pre>;
  const { grouping, correctness, thoughts, terminations, entities, skipped } = parsed.data;
  const facts = [
    ...(grouping === undefined ? [] : [{ name: 'Grouped', value: groupingWords(grouping) }]),
    ...(correctness === undefined ? [] : [{ name: 'Correctness', value: correctnessWords(correctness) }]),
    ...(thoughts === undefined ? [] : [{ name: 'Thoughts from', value: listed(thoughts.sources, THOUGHT_WORDS) }]),
    ...(terminations === undefined || Object.keys(terminations).length === 0
      ? []
      : [{ name: 'Ended by', value: listed(terminations) }]),
    ...(entities === undefined
      ? []
      : [
          {
            name: 'Gold entities',
            value: `${formatQuantity(entities.fromLog, 'question')} from the log, ${formatCount(entities.fromEntitySet)} from entity sets, ${formatCount(entities.without)} without`,
          },
        ]),
    ...(skipped === undefined || Object.keys(skipped).length === 0
      ? []
      : [
          {
            name: 'Passed over',
            value: listed(skipped, { reprint: 'reprints counted once', blank_line: 'blank lines' }),
          },
        ]),
  ];
  return <Facts facts={facts} />;
}
