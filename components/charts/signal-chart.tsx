'use client';

import type { BarShapeProps } from 'recharts';
import { formatCount, formatPercent, formatQuantity } from '@/components/format/format-number';
import { rolloutsHref, type RunPlace } from '@/components/runs/run-place';
import type { SignalChart as SignalChartData, SignalMark, SignalSlice } from '@/lib/core/shape/signal-classes';
import { ChartFrame } from './chart-frame';
import { CHART_PARTS } from './chart-parts';
import { AXIS, bottomAxis, chartBase } from './chart-look';
import type { ChartTable } from './chart-table';
import { MarkLink } from './mark-link';
import styles from './signal-chart.module.css';

const HEIGHT_PX = 170;

/** How strongly groups that teach nothing are drawn. */
const DEAD_OPACITY = 0.3;

interface SliceLook {
  readonly label: string;
  readonly fill: string;
  readonly colour: string;
  /** Some advantage under GRPO, under E-GRPO. */
  readonly grpo: boolean;
  readonly eGrpo: boolean;
}

const LOOKS = {
  mixed: { label: 'Mixed', fill: 'var(--accent)', colour: 'var(--accent)', grpo: true, eGrpo: true },
  revived: {
    label: 'All wrong, revived by E-GRPO',
    fill: 'var(--mark-near-miss)',
    colour: 'var(--mark-near-miss)',
    grpo: false,
    eGrpo: true,
  },
  dead: {
    label: 'All wrong, still dead',
    fill: 'var(--mark-failure)',
    colour: 'var(--mark-failure)',
    grpo: false,
    eGrpo: false,
  },
  all_correct: {
    label: 'All correct',
    fill: 'url(#all-correct)',
    colour: 'var(--mark-correct)',
    grpo: false,
    eGrpo: false,
  },
} as const satisfies Record<SignalSlice, SliceLook>;

const REWARDS = [
  { key: 'grpo', name: 'GRPO' },
  { key: 'eGrpo', name: 'E-GRPO' },
] as const;

function verdictWords(teaches: boolean): string {
  return teaches ? 'some advantage' : 'zero advantage';
}

function markOf(mark: SignalMark, place: RunPlace) {
  return function Mark(shape: BarShapeProps) {
    const reward = REWARDS[shape.index];
    if (reward === undefined || shape.width <= 0) return <g />;
    const look = LOOKS[mark.slice];
    const teaches = look[reward.key];
    const share = formatPercent(mark.share);
    const label = `${reward.name}: ${look.label}, ${formatQuantity(mark.groups, 'group')} (${share}), ${verdictWords(teaches)}`;
    return (
      <MarkLink href={rolloutsHref(place, mark.filter)} label={label}>
        <rect
          x={shape.x}
          y={shape.y}
          width={shape.width}
          height={shape.height}
          fill={look.fill}
          fillOpacity={teaches ? 1 : DEAD_OPACITY}
          stroke={look.colour}
        />
      </MarkLink>
    );
  };
}

/** The numbers of the chart, a row a slice. */
export function signalTable(signal: SignalChartData, place: RunPlace): ChartTable {
  return {
    columns: ['Groups', 'Count', 'Share', 'GRPO', 'E-GRPO'],
    rows: signal.marks.map((mark) => ({
      key: mark.slice,
      label: LOOKS[mark.slice].label,
      href: rolloutsHref(place, mark.filter),
      cells: [
        formatCount(mark.groups),
        formatPercent(mark.share),
        verdictWords(LOOKS[mark.slice].grpo),
        verdictWords(LOOKS[mark.slice].eGrpo),
      ],
      values: [mark.groups, mark.share, verdictWords(LOOKS[mark.slice].grpo), verdictWords(LOOKS[mark.slice].eGrpo)],
    })),
  };
}

function leftOutWords({ singletons, unknown }: SignalChartData): string {
  const single = singletons === 0 ? [] : [`${formatQuantity(singletons, 'group')} of one rollout`];
  const undecided = unknown === 0 ? [] : [`${formatQuantity(unknown, 'group')} with too few known outcomes`];
  const parts = [...single, ...undecided];
  return parts.length === 0 ? '' : ` Left out: ${parts.join(', ')}.`;
}

function zeroWords({ groups, zeroAdvantageGrpo, zeroAdvantageEGrpo }: SignalChartData): string {
  if (groups === 0) return 'A group whose rewards are all equal has zero advantage and teaches nothing.';
  const grpo = `${formatPercent(zeroAdvantageGrpo.value)} under GRPO`;
  return `Groups with zero advantage, which teach nothing: ${grpo}, ${formatPercent(zeroAdvantageEGrpo.value)} under E-GRPO.`;
}

/** Which groups teach something under GRPO and under E-GRPO. */
export function SignalChart({ signal, place }: { readonly signal: SignalChartData; readonly place: RunPlace }) {
  const data = REWARDS.map((reward) => ({
    name: reward.name,
    ...Object.fromEntries(signal.marks.map((mark) => [mark.slice, mark.groups])),
  }));
  return (
    <ChartFrame
      drawnWith={CHART_PARTS}
      id="signal-grpo-e-grpo"
      title="Groups with a reward signal, GRPO against E-GRPO"
      term="signal"
      heightPx={HEIGHT_PX}
      summary={zeroWords(signal)}
      basis={`n = ${formatQuantity(signal.groups, 'group')}; pale means zero advantage.${leftOutWords(signal)}`}
      table={signalTable(signal, place)}
      colourKey={signal.marks.map((mark) => ({ label: LOOKS[mark.slice].label, colour: LOOKS[mark.slice].colour }))}
      legend={
        <ul className={styles.legend}>
          {signal.marks.map((mark) => (
            <li key={mark.slice}>
              <span className={styles.swatch} data-slice={mark.slice} aria-hidden="true" />
              {LOOKS[mark.slice].label}
            </li>
          ))}
        </ul>
      }
      gap={
        signal.groups === 0
          ? {
              kind: 'empty',
              title:
                signal.singletons > 0 && signal.unknown === 0
                  ? 'Every group has one rollout'
                  : 'No group has two rollouts with a known outcome',
              advice: 'An advantage compares rollouts of the same question at the same step.',
            }
          : null
      }
    >
      {({ Bar, BarChart, LabelList, XAxis, YAxis }) => (
        <BarChart {...chartBase(HEIGHT_PX)} data={data} layout="vertical" barCategoryGap="20%">
          <defs>
            <pattern id="all-correct" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="6" height="6" fill="var(--surface)" />
              <rect width="2" height="6" fill="var(--mark-correct)" />
            </pattern>
          </defs>
          <XAxis {...bottomAxis('groups')} type="number" allowDecimals={false} domain={[0, signal.groups]} />
          <YAxis {...AXIS} type="category" dataKey="name" width={58} />
          {signal.marks.map((mark) => (
            <Bar
              key={mark.slice}
              dataKey={mark.slice}
              stackId="groups"
              isAnimationActive={false}
              shape={markOf(mark, place)}
            >
              <LabelList dataKey={mark.slice} content={CountLabel} />
            </Bar>
          ))}
        </BarChart>
      )}
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
