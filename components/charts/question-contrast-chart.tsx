'use client';

import type { ScatterShapeProps } from 'recharts';
import { formatCount, formatPercent, formatQuantity } from '@/components/format/format-number';
import { rolloutsHref, type RunPlace } from '@/components/runs/run-place';
import type {
  ContrastCell,
  ContrastSide,
  QuestionContrastChart as ContrastData,
} from '@/lib/core/shape/question-contrast';
import { ChartFrame } from './chart-frame';
import { CHART_PARTS } from './chart-parts';
import { bottomAxis, chartBase, FRACTION_AXIS, GRID, sideAxis } from './chart-look';
import type { ChartTable } from './chart-table';
import { CONTRAST_READING } from './contrast-reading';
import { MarkLink } from './mark-link';
import type { Panel } from './panel';

interface QuestionContrastChartProps {
  readonly contrast: ContrastData;
  readonly place: RunPlace;
  /** Where the chart is one of several beside each other. */
  readonly panel?: Pick<Panel, 'id' | 'title'>;
}

const SMALLEST_RADIUS_PX = 4;
const RADIUS_RANGE_PX = 10;
const HEIGHT_PX = 280;
const DOMAIN = [-0.04, 1.04] as const;

/** Filled where correct rollouts found more, empty where wrong ones did; a tie is grey, with its lower half filled. */
const SIDE_LOOK = {
  correct_higher: { fill: 'var(--mark-correct)', stroke: 'var(--mark-correct)' },
  wrong_higher: { fill: 'var(--surface)', stroke: 'var(--mark-correct)' },
  tie: { fill: 'var(--surface)', stroke: 'var(--mark-failure)' },
} as const satisfies Record<ContrastSide, { fill: string; stroke: string }>;

function lowerHalf(x: number, y: number, radius: number): string {
  return `M ${x - radius} ${y} A ${radius} ${radius} 0 0 0 ${x + radius} ${y} Z`;
}

function cellWords(cell: ContrastCell): string {
  const rates = `correct rollouts ${formatPercent(cell.meanCorrect)}, wrong rollouts ${formatPercent(cell.meanWrong)}`;
  return `${formatQuantity(cell.questions, 'question')}: mean match rate of ${rates}`;
}

function markOf(cells: readonly ContrastCell[], place: RunPlace) {
  const most = Math.max(1, ...cells.map((cell) => cell.questions));
  return function Mark({ cx, cy, index }: ScatterShapeProps) {
    const cell = cells[index];
    if (cell === undefined || cx === undefined || cy === undefined) return <g />;
    const radius = SMALLEST_RADIUS_PX + (most === 1 ? 0 : RADIUS_RANGE_PX * Math.sqrt(cell.questions / most));
    const circle = (
      <>
        <circle cx={cx} cy={cy} r={radius} fillOpacity={0.8} strokeWidth={1.5} {...SIDE_LOOK[cell.side]} />
        {cell.side === 'tie' ? (
          <path d={lowerHalf(cx, cy, radius)} fill="var(--mark-failure)" pointerEvents="none" />
        ) : null}
      </>
    );
    const label = cellWords(cell);
    return cell.filter === null ? (
      <g data-tip={label} tabIndex={0} role="img" aria-label={label}>
        {circle}
      </g>
    ) : (
      <MarkLink href={rolloutsHref(place, cell.filter)} label={label}>
        {circle}
      </MarkLink>
    );
  };
}

function tableOf({ contrast, place }: QuestionContrastChartProps): ChartTable {
  return {
    columns: ['Match rate of correct, of wrong', 'Questions'],
    rows: contrast.cells.map((cell, index) => ({
      key: String(index),
      label: `${formatPercent(cell.meanCorrect)}, ${formatPercent(cell.meanWrong)}`,
      href: cell.filter === null ? null : rolloutsHref(place, cell.filter),
      cells: [formatCount(cell.questions)],
      values: [cell.questions],
    })),
  };
}

function testWords({ signTest }: ContrastData): string {
  const { higher, lower, ties } = signTest;
  const ties_ = ties === 0 ? '' : `, equal on ${formatCount(ties)}`;
  return `Correct rollouts found more than wrong ones on ${formatQuantity(higher, 'question')}, less on ${formatCount(lower)}${ties_}.`;
}

/** What is drawn; several charts beside each other have how marks are read above them. */
function basisWords({ questions, merged }: ContrastData, isPanel: boolean): string {
  const n = `n = ${formatQuantity(questions, 'question')} with both kinds.`;
  if (isPanel) return merged ? `${n} Those within 5% are taken together.` : n;
  const area = merged ? ', those within 5% taken together' : ' at the very same place';
  return `${n} ${CONTRAST_READING} Area goes with the number of questions${area}.`;
}

/** Per question: how much its correct rollouts found, against how much its wrong ones found. */
export function QuestionContrastChart(props: QuestionContrastChartProps) {
  const { contrast, place, panel } = props;
  const points = contrast.cells.map((cell) => ({ x: cell.meanWrong, y: cell.meanCorrect }));
  return (
    <ChartFrame
      drawnWith={CHART_PARTS}
      id={panel?.id ?? 'question-correct-against-wrong'}
      title={panel?.title ?? 'Per question: correct against wrong'}
      term="signTest"
      heightPx={HEIGHT_PX}
      summary={testWords(contrast)}
      basis={basisWords(contrast, panel !== undefined)}
      table={tableOf(props)}
      gap={
        contrast.questions === 0
          ? {
              kind: 'empty',
              title: 'No question has both correct and wrong rollouts',
              advice:
                'The comparison needs several rollouts of a question, some right and some wrong, and its gold entities.',
            }
          : null
      }
    >
      {({ CartesianGrid, ReferenceLine, Scatter, ScatterChart, XAxis, YAxis }) => (
        <ScatterChart {...chartBase(HEIGHT_PX)}>
          <CartesianGrid {...GRID} vertical />
          <XAxis
            {...bottomAxis('mean match rate γ of wrong rollouts')}
            {...FRACTION_AXIS}
            dataKey="x"
            domain={DOMAIN}
          />
          <YAxis {...sideAxis('of correct rollouts')} {...FRACTION_AXIS} dataKey="y" domain={DOMAIN} />
          <ReferenceLine
            segment={[
              { x: 0, y: 0 },
              { x: 1, y: 1 },
            ]}
            stroke="var(--line-strong)"
            strokeDasharray="4 4"
          />
          <Scatter data={points} isAnimationActive={false} shape={markOf(contrast.cells, place)} />
        </ScatterChart>
      )}
    </ChartFrame>
  );
}
