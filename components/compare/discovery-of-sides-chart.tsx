'use client';

import { ChartFrame } from '@/components/charts/chart-frame';
import { CHART_PARTS } from '@/components/charts/chart-parts';
import { bottomAxis, chartBase, GRID, shareTicks, sideAxis, wholePercent } from '@/components/charts/chart-look';
import { LineSwatch } from '@/components/charts/line-swatch';
import type { ChartTable } from '@/components/charts/chart-table';
import { formatCount, formatPercent, formatQuantity } from '@/components/format/format-number';
import { Tip } from '@/components/tip/tip';
import type { DiscoveryBand } from '@/lib/core/compare-runs/discovery-bands';
import styles from './discovery-of-sides-chart.module.css';
import type { SideLook } from './side-look';

/** One side's curve with what it is called. */
export interface SideCurve extends Omit<DiscoveryBand, 'end'> {
  readonly label: string;
  readonly look: SideLook;
  readonly end: DiscoveryBand['end'] | null;
}

interface DiscoveryOfSidesChartProps {
  readonly curves: readonly SideCurve[];
  readonly lastTurn: number;
  readonly questions: number;
  /** Entities of questions, once a question. */
  readonly entities: number;
  /** Where entities count as found, such as `exact string in thoughts`. */
  readonly found: string;
}

const HEIGHT_PX = 320;
const END_OF_ALL = 'After the last turn';

function dataOf(curves: readonly SideCurve[]) {
  return (curves[0]?.points ?? []).map(({ turn }, at) => {
    const entries = curves.flatMap(({ points }, side): [string, number | number[] | null][] => {
      const point = points[at];
      if (point === undefined) return [];
      const { value, low, high } = point;
      return [
        [`v${side}`, value],
        [`b${side}`, low === null || high === null ? null : [low, high]],
      ];
    });
    return { turn, ...Object.fromEntries(entries) };
  });
}

function tableOf(curves: readonly SideCurve[]): ChartTable {
  const cellsOf = (point: { value: number; low: number | null; high: number | null } | null | undefined) =>
    [point?.value, point?.low, point?.high].map((value) => formatPercent(value ?? null));
  const valuesOf = (point: { value: number; low: number | null; high: number | null } | null | undefined) =>
    [point?.value, point?.low, point?.high].map((value) => value ?? null);
  const rows = (curves[0]?.points ?? []).map(({ turn }, at) => ({
    key: String(turn),
    label: String(turn),
    cells: curves.flatMap(({ points }) => cellsOf(points[at])),
    values: curves.flatMap(({ points }) => valuesOf(points[at])),
    href: null,
  }));
  const end = {
    key: 'end',
    label: END_OF_ALL,
    cells: curves.flatMap((curve) => cellsOf(curve.end)),
    values: curves.flatMap((curve) => valuesOf(curve.end)),
    href: null,
  };
  return {
    columns: [
      'By the end of turn',
      // Sides may share a name, so each heading has the side's number.
      ...curves.flatMap(({ label }, side) =>
        ['', ', low', ', high'].map((part) => `${formatCount(side + 1)}. ${label}${part}`),
      ),
    ],
    rows: [...rows, end],
  };
}

function halfWords({ halfTurn }: SideCurve): string {
  return halfTurn === null ? 'nothing found' : `half of it by turn ${formatCount(halfTurn)}`;
}

function endWords({ end, finds, rollouts, findsBeyond, lastFindTurn }: SideCurve): string {
  const interval =
    end === null || end.low === null || end.high === null
      ? 'No interval: fewer than 5 questions'
      : `95% interval ${formatPercent(end.low)} to ${formatPercent(end.high)} over questions`;
  const beyond =
    findsBeyond === 0
      ? ''
      : `; ${formatQuantity(findsBeyond, 'find')} later than the turns drawn, the last in turn ${formatCount(lastFindTurn)}`;
  return `${interval}; ${formatQuantity(rollouts, 'rollout')}, ${formatQuantity(finds, 'find')}${beyond}`;
}

function Legend({ curves }: { readonly curves: readonly SideCurve[] }) {
  return (
    <ul className={styles.legend}>
      {curves.map((curve, side) => (
        <li key={side}>
          <LineSwatch look={curve.look} />
          <span className={styles.label}>{curve.label}</span>
          <span className={styles.numbers}>
            <Tip text={endWords(curve)}>{formatPercent(curve.end?.value ?? null)}</Tip> in the end, {halfWords(curve)}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The side that finds most in the end, or why that cannot be said, in a sentence. */
function summaryOf(curves: readonly SideCurve[]): string {
  const ends = curves.map(({ label, end }) => `${label} ${formatPercent(end?.value ?? null)}`);
  return `Share of a question’s gold entities found by the end of each turn. In the end: ${ends.join(', ')}.`;
}

function beyondWords(curves: readonly SideCurve[], lastTurn: number): string {
  const beyond = curves.reduce((sum, { findsBeyond }) => sum + findsBeyond, 0);
  if (beyond === 0) return 'No find is later than the turns drawn.';
  const finds = curves.reduce((sum, { finds: of }) => sum + of, 0);
  const last = Math.max(...curves.map(({ lastFindTurn }) => lastFindTurn));
  return `Drawn to turn ${formatCount(lastTurn)}, by which each has 99% of its finds: ${formatCount(beyond)} of ${formatQuantity(finds, 'find')} are later, the last in turn ${formatCount(last)}, and count in the end value.`;
}

/** How fast each side of a comparison finds the entities that all of them look for; one line a side with its band. */
export function DiscoveryOfSidesChart({ curves, lastTurn, questions, entities, found }: DiscoveryOfSidesChartProps) {
  const hasBands = curves.some(({ end }) => end !== null && end.low !== null);
  const highest = Math.max(0, ...curves.map(({ end }) => end?.high ?? end?.value ?? 0));
  const ticks = shareTicks(highest);
  const band = hasBands ? 'bands: 95% over questions' : 'no bands: fewer than 5 questions';
  return (
    <ChartFrame
      drawnWith={CHART_PARTS}
      id="discovery-of-runs"
      title="How fast each run finds the gold entities"
      term="discoveryOfRuns"
      summary={summaryOf(curves)}
      basis={`n = ${formatQuantity(questions, 'question')} with ${formatQuantity(entities, 'entity', 'entities')}, each question weighing the same; ${band}. Found: ${found}. ${beyondWords(curves, lastTurn)}`}
      table={tableOf(curves)}
      heightPx={HEIGHT_PX}
      colourKey={curves.map(({ label, look }) => ({ label, colour: look.colour }))}
      legend={<Legend curves={curves} />}
    >
      {({ Area, CartesianGrid, ComposedChart, Line, XAxis, YAxis }) => (
        <ComposedChart {...chartBase(HEIGHT_PX)} data={dataOf(curves)}>
          <CartesianGrid {...GRID} />
          <XAxis {...bottomAxis('turn')} dataKey="turn" type="number" domain={[0, lastTurn]} allowDecimals={false} />
          <YAxis
            {...sideAxis('share of entities found')}
            domain={[0, ticks.at(-1) ?? 1]}
            ticks={ticks}
            tickFormatter={wholePercent}
          />
          {curves.map(({ look }, side) => (
            <Area
              key={`band ${side}`}
              dataKey={`b${side}`}
              stroke="none"
              fill={look.colour}
              fillOpacity={0.13}
              isAnimationActive={false}
              activeDot={false}
            />
          ))}
          {curves.map(({ look }, side) => (
            <Line
              key={`line ${side}`}
              dataKey={`v${side}`}
              stroke={look.colour}
              strokeWidth={2}
              {...(look.dash === undefined ? {} : { strokeDasharray: look.dash })}
              isAnimationActive={false}
              activeDot={false}
              dot={false}
            />
          ))}
        </ComposedChart>
      )}
    </ChartFrame>
  );
}
