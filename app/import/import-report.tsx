import Link from 'next/link';
import type { z } from 'zod';
import { formatCount, formatQuantity } from '@/components/format/format-number';
import { Facts } from '@/components/rollout/rollout-facts';
import { importReportSchema, type runReportSchema } from '@/lib/api/schemas/import';
import {
  correctnessWords,
  groupingWords,
  storedEntityWords,
  terminationWords,
  thoughtWords,
} from '@/lib/import/words/preview-words';
import styles from './import-list.module.css';
import { LeftOutFiles } from './left-out-files';

type RunReport = z.infer<typeof runReportSchema>;

const SKIP_WORDS: ReadonlyMap<string, string> = new Map([
  ['reprint', 'reprints counted once'],
  ['blank_line', 'blank lines'],
  ['earlier_output', 'outputs that a later one replaced'],
  ['earlier_retry', 'tries before the last'],
  ['no_rollout', 'records without a rollout'],
]);

function listed(values: Readonly<Record<string, number>>, words?: ReadonlyMap<string, string>): string {
  return Object.entries(values)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${formatCount(count)} ${words?.get(name) ?? name}`)
    .join(', ');
}

function fact(name: string, value: string) {
  return value === '' ? [] : [{ name, value }];
}

function groupingOf({ grouping }: RunReport): string {
  const alone = grouping.by !== 'none' && grouping.singletons > 0 && grouping.size > 1;
  return `${groupingWords(grouping)}${alone ? `; ${formatQuantity(grouping.singletons, 'rollout stands', 'rollouts stand')} alone` : ''}`;
}

/** How an import understood one run: format, grouping, correctness, thoughts, entities, records rightly passed over. */
function RunOfReport({ run }: { readonly run: RunReport }) {
  const facts = [
    { name: 'Format', value: `${run.label}, ${formatQuantity(run.files, 'file')}` },
    { name: 'Rollouts', value: formatCount(run.rollouts) },
    { name: 'Grouped', value: groupingOf(run) },
    { name: 'Correctness', value: correctnessWords(run.correctness) },
    { name: 'Thoughts from', value: thoughtWords(run.thoughts.sources) },
    ...fact('Ended', terminationWords(run.terminations)),
    { name: 'Gold entities', value: storedEntityWords(run.entities) },
    ...fact('Passed over', listed(run.skipped, SKIP_WORDS)),
  ];
  return (
    <section className={styles.run} aria-label={`Run ${run.name}`}>
      <h4>
        <Link href={`/runs/${run.runId}`}>{run.name}</Link>
      </h4>
      <Facts facts={facts} />
      {run.notices.map(({ code, message }) => (
        <p key={code} className={styles.notice}>
          {message}
        </p>
      ))}
    </section>
  );
}

/** A part of a report as it is stored; undefined where there is none. */
export function reportPart(report: unknown, name: 'runs' | 'leftOut'): unknown {
  if (typeof report !== 'object' || report === null) return undefined;
  return Object.entries(report).find(([key]) => key === name)?.[1];
}

/** What an import made of its files, run by run, and what it left out. */
export function ImportReport({ report }: { readonly report: unknown }) {
  // Each part by itself: one that another version of Nearmiss wrote must not hide the other.
  const { shape } = importReportSchema;
  const runs = shape.runs.safeParse(reportPart(report, 'runs')).data;
  const leftOut = shape.leftOut.safeParse(reportPart(report, 'leftOut')).data;
  return (
    <>
      {runs === undefined ? (
        <p className={styles.note}>
          What was understood is kept in a form that this version of Nearmiss does not show. The runs themselves are
          whole.
        </p>
      ) : (
        <div className={styles.report}>
          {runs.map((run) => (
            <RunOfReport key={run.runId} run={run} />
          ))}
        </div>
      )}
      {leftOut === undefined ? null : <LeftOutFiles leftOut={leftOut} startsOpen={false} />}
    </>
  );
}
