'use client';

import Link from 'next/link';
import { parseAsString, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { Sparkline } from '@/components/charts/sparkline';
import { Estimate } from '@/components/estimate/estimate';
import { intervalText } from '@/components/estimate/interval-text';
import { PlainNumber } from '@/components/estimate/plain-number';
import { formatCount, formatDecimal, formatPercent, formatTime } from '@/components/format/format-number';
import type { DataColumn } from '@/components/table/data-column';
import { DataTable } from '@/components/table/data-table';
import { Tip } from '@/components/tip/tip';
import type { Estimate as EstimateValue, RunSummary } from '@/lib/core/rewards/run-summary';
import { MOST_SIDES } from '@/lib/core/compare-runs/side-name';
import { ChosenRunsBar } from './chosen-runs-bar';
import { RunActions } from './run-actions';
import { runColour } from './run-place';
import styles from './runs-table.module.css';
import { useRunChoice, type RunChoice } from './use-run-choice';

interface SparkPoint {
  readonly step: number;
  readonly accuracy: number | null;
  readonly matchRate: number | null;
  readonly toolCalls: number | null;
}

/** One row of the runs list; numbers are those of the default definitions. */
export interface RunRow {
  readonly id: number;
  readonly name: string;
  readonly formatLabel: string;
  readonly rollouts: number;
  readonly questions: number;
  readonly groups: number;
  readonly committedAt: string;
  readonly steps: number;
  readonly summary:
    | (Pick<RunSummary, 'accuracy' | 'nearMissShare' | 'matchRate' | 'correlation' | 'counts'> & {
        readonly toolCalls: Pick<RunSummary['toolCalls'], 'mean' | 'meanCorrect' | 'meanWrong'>;
      })
    | null;
  /** Means with intervals over questions; null where the run was stored without. */
  readonly means: { readonly matchRate: EstimateValue; readonly toolCalls: EstimateValue } | null;
  readonly sparkline: readonly SparkPoint[];
}

const NO_ENTITIES = 'no question has gold entities: upload them under Entities.';
const PENDING = 'the numbers of this run are being computed.';

/** The interval of a mean with its n, or the n alone where the interval is not stored. */
function meanWords(mean: EstimateValue | undefined, n: number, kind: 'percent' | 'decimal'): string {
  return mean === undefined || mean.low === null ? `n = ${formatCount(n)}` : intervalText(mean, kind);
}

function sparkWords(row: RunRow, measure: 'accuracy' | 'matchRate' | 'toolCalls', name: string): string {
  const known = row.sparkline.flatMap((point) => point[measure] ?? []);
  const show = (value: number | undefined) =>
    measure === 'toolCalls' ? formatDecimal(value ?? null, 1) : formatPercent(value ?? null);
  return `${name} over ${formatCount(row.steps)} steps: ${show(known[0])} to ${show(known.at(-1))}`;
}

function Spark({
  row,
  measure,
  name,
}: {
  readonly row: RunRow;
  readonly measure: 'accuracy' | 'matchRate' | 'toolCalls';
  readonly name: string;
}) {
  return (
    <Sparkline
      values={row.sparkline.map((point) => point[measure])}
      colour={runColour(row.id)}
      label={sparkWords(row, measure, name)}
    />
  );
}

/** The column of names, with a box that chooses the run for a comparison. */
function nameColumn({ chosen, onChoose }: RunChoice): DataColumn<RunRow> {
  return {
    id: 'name',
    label: 'Run',
    rowHeader: true,
    sortValue: (row) => row.name,
    cell: (row) => (
      <span className={styles.name}>
        <input
          type="checkbox"
          className={styles.choose}
          aria-label={`Compare ${row.name}`}
          checked={chosen.includes(row.id)}
          disabled={chosen.length >= MOST_SIDES && !chosen.includes(row.id)}
          onChange={(event) => onChoose(row.id, event.currentTarget.checked)}
        />
        <span className={styles.swatch} style={{ background: runColour(row.id) }} aria-hidden="true" />
        <span>
          <Link href={`/runs/${row.id}`} prefetch={false}>
            {row.name}
          </Link>
          <span className={styles.format}>
            {row.formatLabel}, {formatTime(row.committedAt)} UTC
          </span>
        </span>
      </span>
    ),
  };
}

const NUMBER_COLUMNS: readonly DataColumn<RunRow>[] = [
  {
    id: 'accuracy',
    label: 'Accuracy',
    term: 'accuracy',
    numeric: true,
    sortValue: (row) => row.summary?.accuracy.value ?? null,
    cell: (row) =>
      row.summary === null ? (
        <PlainNumber value={null} kind="percent" missingBecause={PENDING} focusable />
      ) : (
        <span className={styles.withSpark}>
          <Spark row={row} measure="accuracy" name="Accuracy" />
          <Estimate estimate={row.summary.accuracy} kind="percent" missingBecause="no rollout has a known outcome." />
        </span>
      ),
  },
  {
    id: 'nearMissShare',
    label: 'Near-misses',
    term: 'nearMissShare',
    numeric: true,
    sortValue: (row) => row.summary?.nearMissShare.value ?? null,
    cell: (row) =>
      row.summary === null ? (
        <PlainNumber value={null} kind="percent" missingBecause={PENDING} focusable />
      ) : (
        <Estimate
          estimate={row.summary.nearMissShare}
          kind="percent"
          missingBecause={
            row.summary.counts.withEntities === 0 ? NO_ENTITIES : 'no rollout is wrong, has gold entities and no error.'
          }
        />
      ),
  },
  {
    id: 'matchRate',
    label: 'Match rate γ',
    term: 'matchRate',
    numeric: true,
    sortValue: (row) => row.summary?.matchRate.mean ?? null,
    cell: (row) => (
      <span className={styles.withSpark}>
        <Spark row={row} measure="matchRate" name="Match rate" />
        {row.summary === null || row.summary.matchRate.mean === null ? (
          <PlainNumber
            value={null}
            kind="percent"
            missingBecause={row.summary === null ? PENDING : NO_ENTITIES}
            focusable
          />
        ) : (
          <Tip
            text={`${meanWords(row.means?.matchRate, row.summary.counts.withEntities, 'percent')}; correct ${formatPercent(row.summary.matchRate.meanCorrect)}, wrong ${formatPercent(row.summary.matchRate.meanWrong)}`}
          >
            {formatPercent(row.summary.matchRate.mean)}
          </Tip>
        )}
      </span>
    ),
  },
  {
    id: 'correlation',
    label: 'Correlation',
    term: 'pooledCorrelation',
    numeric: true,
    sortValue: (row) => row.summary?.correlation.pooled.pearson.r ?? null,
    cell: (row) =>
      row.summary === null ? (
        <PlainNumber value={null} kind="signed" missingBecause={PENDING} focusable />
      ) : (
        <Estimate
          estimate={row.summary.correlation.pooled.pearson}
          kind="signed"
          {...(row.summary.counts.withEntities === 0 ? { missingBecause: NO_ENTITIES } : {})}
        />
      ),
  },
  {
    id: 'toolCalls',
    label: 'Tool calls',
    term: 'toolCalls',
    numeric: true,
    sortValue: (row) => row.summary?.toolCalls.mean ?? null,
    cell: (row) => (
      <span className={styles.withSpark}>
        <Spark row={row} measure="toolCalls" name="Tool calls" />
        {row.summary === null || row.summary.toolCalls.mean === null ? (
          <PlainNumber
            value={null}
            kind="decimal"
            missingBecause={row.summary === null ? PENDING : 'the run is empty.'}
            focusable
          />
        ) : (
          <Tip
            text={`${meanWords(row.means?.toolCalls, row.summary.counts.rollouts, 'decimal')}; correct ${formatDecimal(row.summary.toolCalls.meanCorrect, 1)}, wrong ${formatDecimal(row.summary.toolCalls.meanWrong, 1)}`}
          >
            {formatDecimal(row.summary.toolCalls.mean, 1)}
          </Tip>
        )}
      </span>
    ),
  },
  {
    id: 'rollouts',
    label: 'Rollouts',
    numeric: true,
    sortValue: (row) => row.rollouts,
    cell: (row) => formatCount(row.rollouts),
  },
  {
    id: 'questions',
    label: 'Questions',
    numeric: true,
    sortValue: (row) => row.questions,
    cell: (row) => formatCount(row.questions),
  },
  {
    id: 'actions',
    label: 'Change',
    cell: (row) => <RunActions runId={row.id} name={row.name} rollouts={row.rollouts} />,
  },
];

interface RunsTableProps {
  readonly rows: readonly RunRow[];
  /** Runs that are chosen for a comparison before anybody chooses. */
  readonly chosen?: readonly number[];
}

const NONE_CHOSEN: readonly number[] = [];

/** All runs with their headline numbers; sorted here, since the list is short. Boxes choose runs to compare. */
export function RunsTable({ rows, chosen: chosenAtFirst = NONE_CHOSEN }: RunsTableProps) {
  const [sort, setSort] = useQueryState('sort', parseAsString.withDefault(''));
  const choice = useRunChoice(rows, chosenAtFirst);
  const { chosen, onChoose, onClear } = choice;
  const columns = useMemo(() => [nameColumn({ chosen, onChoose }), ...NUMBER_COLUMNS], [chosen, onChoose]);
  return (
    <>
      <ChosenRunsBar rows={rows} chosen={chosen} onClear={onClear} />
      <DataTable
        caption="Runs"
        rows={rows}
        columns={columns}
        rowKey={(row) => String(row.id)}
        sort={sort}
        onSort={(next) => void setSort(next)}
        sorted="here"
      />
    </>
  );
}
