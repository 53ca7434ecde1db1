'use client';

import { Bar, BarChart, LabelList, XAxis, YAxis, type BarShapeProps } from 'recharts';
import { formatCount, formatPercent, formatQuantity } from '@/components/format/format-number';
import { rolloutsHref, type RunPlace } from '@/components/runs/run-place';
import type { RunSummary } from '@/lib/core/rewards/run-summary';
import { ChartFrame } from './chart-frame';
import { AXIS, axisLabel, CHART_BASE } from './chart-look';
import type { ChartTable } from './chart-table';
import { MarkLink } from './mark-link';
import styles from './signal-chart.module.css';

type Signal = RunSummary['signal'];

const SLICES = [
  { key: 'mixed', label: 'Mixed', filter: 'mixed', fill: 'var(--mark-correct)', teaches: true },
  { key: 'revived', label: 'Revived by E-GRPO', filter: 'revived', fill: 'var(--mark-near-miss)', teaches: true },
  {
    key: 'stillDead',
    label: 'Wrong, still dead',
    filter: 'all_wrong,dead',
    fill: 'var(--mark-failure)',
    teaches: false,
  },
  { key: 'allCorrect', label: 'All correct', filter: 'all_correct', fill: 'url(#all-correct)', teaches: false },
] as const;
type Slice = (typeof SLICES)[number];
type SliceKey = Slice['key'];

/** Filter of the rollouts list for a slice; the two words of "still dead" must both hold. */
function sliceFilter(slice: Slice): string {
  return slice.key === 'stillDead' ? 'signal:all_wrong signal:dead' : `signal:${slice.filter}`;
}

interface Row extends Record<SliceKey, number> {
  readonly name: string;
}

function rowsOf(signal: Signal): readonly Row[] {
  const stillDead = Math.max(0, signal.allWrong - signal.revived);
  const shared = { mixed: signal.mixed, allCorrect: signal.allCorrect };
  return [
    { name: 'GRPO', ...shared, revived: 0, stillDead: stillDead + signal.revived },
    { name: 'E-GRPO', ...shared, revived: signal.revived, stillDead },
  ];
}

function markOf(slice: Slice, rows: readonly Row[], groups: number, place: RunPlace) {
  return function Mark(shape: BarShapeProps) {
    const row = rows[shape.index];
    if (row === undefined || shape.width <= 0) return <g />;
    const isGrpo = row.name === 'GRPO';
    const words = isGrpo && slice.key === 'stillDead' ? 'All wrong' : slice.label;
    const filter = isGrpo && slice.key === 'stillDead' ? 'signal:all_wrong' : sliceFilter(slice);
    const verdict = slice.teaches ? 'some advantage' : 'zero advantage';
    const count = row[slice.key];
    const label = `${row.name}, ${words}: ${formatQuantity(count, 'group')} (${formatPercent(count / groups)}), ${verdict}`;
    return (
      <MarkLink href={rolloutsHref(place, filter)} label={label}>
        <rect
          x={shape.x}
          y={shape.y}
          width={shape.width}
          height={shape.height}
          fill={slice.fill}
          stroke="var(--surface)"
        />
      </MarkLink>
    );
  };
}

function tableOf(signal: Signal, place: RunPlace): ChartTable {
  const [, eGrpo] = rowsOf(signal);
  return {
    columns: ['Groups', 'Count', 'Share', 'GRPO', 'E-GRPO'],
    rows: SLICES.map((slice) => {
      const count = eGrpo?.[slice.key] ?? 0;
      return {
        key: slice.key,
        label: slice.label,
        href: rolloutsHref(place, sliceFilter(slice)),
        cells: [
          formatCount(count),
          formatPercent(signal.groups === 0 ? null : count / signal.groups),
          slice.key === 'mixed' ? 'some advantage' : 'zero advantage',
          slice.teaches ? 'some advantage' : 'zero advantage',
        ],
      };
    }),
  };
}

/** Which groups teach something under GRPO and under E-GRPO. */
export function SignalChart({ signal, place }: { readonly signal: Signal; readonly place: RunPlace }) {
  const rows = rowsOf(signal);
  const singles = signal.singletons === 0 ? '' : ` ${formatQuantity(signal.singletons, 'group')} of one left out.`;
  return (
    <ChartFrame
      id="signal-grpo-e-grpo"
      title="Groups with a reward signal, GRPO against E-GRPO"
      term="signal"
      summary="A group whose rewards are all equal has zero advantage and teaches nothing."
      basis={`n = ${formatQuantity(signal.groups, 'group')}.${singles}`}
      table={tableOf(signal, place)}
      legend={
        <ul className={styles.legend}>
          {SLICES.map((slice) => (
            <li key={slice.key}>
              <span className={styles.swatch} data-slice={slice.key} aria-hidden="true" />
              {slice.label}
              <span className={styles.note}>{slice.teaches ? '' : ' (zero advantage)'}</span>
            </li>
          ))}
        </ul>
      }
      gap={
        signal.groups === 0
          ? {
              kind: 'empty',
              title: 'No group has more than one rollout',
              advice: 'An advantage compares rollouts of the same question; this run has one rollout for each.',
            }
          : null
      }
    >
      <BarChart
        {...CHART_BASE}
        style={{ width: '100%', height: 170 }}
        data={rows}
        layout="vertical"
        barCategoryGap="22%"
      >
        <defs>
          <pattern id="all-correct" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" fill="var(--soft-correct)" />
            <rect width="2" height="6" fill="var(--mark-correct)" />
          </pattern>
        </defs>
        <XAxis {...AXIS} type="number" allowDecimals={false} label={axisLabel('groups', 'insideBottom')} />
        <YAxis {...AXIS} type="category" dataKey="name" width={62} />
        {SLICES.map((slice) => (
          <Bar
            key={slice.key}
            dataKey={slice.key}
            stackId="groups"
            isAnimationActive={false}
            shape={markOf(slice, rows, signal.groups, place)}
          >
            <LabelList dataKey={slice.key} content={CountLabel} />
          </Bar>
        ))}
      </BarChart>
    </ChartFrame>
  );
}

interface CountLabelProps {
  readonly x?: number | string | undefined;
  readonly y?: number | string | undefined;
  readonly width?: number | string | undefined;
  readonly height?: number | string | undefined;
  readonly value?: unknown;
}

const LABEL_ROOM_PX = 30;

/** The count inside a slice wide enough for it, on a chip so that it can be read on every fill. */
function CountLabel({ x, y, width, height, value }: CountLabelProps) {
  if (typeof value !== 'number' || value === 0 || Number(width) < LABEL_ROOM_PX) return null;
  const text = formatCount(value);
  const chip = text.length * 7 + 8;
  const centre = Number(x) + Number(width) / 2;
  const middle = Number(y) + Number(height) / 2;
  return (
    <g pointerEvents="none">
      <rect x={centre - chip / 2} y={middle - 9} width={chip} height={18} rx={4} fill="var(--surface)" />
      <text x={centre} y={middle + 4} textAnchor="middle" fontSize={12} fill="var(--text)">
        {text}
      </text>
    </g>
  );
}
