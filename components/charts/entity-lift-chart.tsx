'use client';

import type { ScatterShapeProps } from 'recharts';
import { entityFilters, liftText, liftWords, type RunEntityRow } from '@/components/entities/run-entity';
import { formatCount, formatDecimal, formatQuantity } from '@/components/format/format-number';
import { rolloutsHref, type RunPlace } from '@/components/runs/run-place';
import { liftAxis } from '@/lib/core/shape/lift-axis';
import { ChartFrame } from './chart-frame';
import { CHART_PARTS } from './chart-parts';
import { bottomAxis, chartBase, GRID, nameAxis } from './chart-look';
import type { ChartTable } from './chart-table';
import { MarkLink } from './mark-link';

interface EntityLiftChartProps {
  /** In the order drawn, top first. */
  readonly rows: readonly RunEntityRow[];
  readonly place: RunPlace;
}

const MOST_ROWS = 15;
const ROW_HEIGHT_PX = 26;
const ROOM_PX = 62;
const NAME_WIDTH_PX = 170;
const LONGEST_NAME = 24;

/** The entities that were compared and have a place on the axis: an interval, or an infinite lift. */
function drawable(rows: readonly RunEntityRow[]): readonly RunEntityRow[] {
  return rows
    .filter(({ lift, pValue }) => pValue !== null && (lift.low !== null || lift.gap === 'none_wrong_found'))
    .slice(0, MOST_ROWS);
}

/** A name that fits beside the axis; cut between code points. */
function shorten(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  return `${name.slice(0, LONGEST_NAME - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function markOf(rows: readonly RunEntityRow[], place: RunPlace) {
  return function Mark({ cx, cy, index }: ScatterShapeProps) {
    const row = rows[index];
    if (row === undefined || cx === undefined || cy === undefined) return <g />;
    const isInfinite = row.lift.value === null;
    return (
      <MarkLink
        href={rolloutsHref(place, entityFilters(row.name).missedByWrong)}
        label={`${row.name}: lift ${liftText(row.lift) ?? ''}, ${liftWords(row)}`}
      >
        {isInfinite ? (
          <path d={`M ${cx - 9} ${cy - 6} L ${cx + 2} ${cy} L ${cx - 9} ${cy + 6} Z`} fill="var(--run-1)" />
        ) : (
          <circle cx={cx} cy={cy} r={5} fill="var(--run-1)" stroke="var(--surface)" strokeWidth={1.5} />
        )}
      </MarkLink>
    );
  };
}

/** The numbers of the chart, a row an entity; programs read an infinite lift as `Infinity`. */
export function entityLiftTable({ rows, place }: EntityLiftChartProps): ChartTable {
  return {
    columns: ['Entity', 'Lift', 'Low', 'High', 'Right rollouts', 'Wrong rollouts'],
    rows: drawable(rows).map((row) => ({
      key: row.name,
      label: row.name,
      href: rolloutsHref(place, entityFilters(row.name).missedByWrong),
      cells: [
        liftText(row.lift) ?? '',
        formatDecimal(row.lift.low),
        formatDecimal(row.lift.high),
        formatCount(row.compared.right),
        formatCount(row.compared.wrong),
      ],
      values: [
        row.lift.gap === 'none_wrong_found' ? 'Infinity' : row.lift.value,
        row.lift.low,
        row.lift.high,
        row.compared.right,
        row.compared.wrong,
      ],
    })),
  };
}

/**
 * Lift of the entities at the top of a list, with intervals: which ones do right rollouts have that wrong ones lack?
 * Nothing where none of them can be compared.
 */
export function EntityLiftChart(props: EntityLiftChartProps) {
  const rows = drawable(props.rows);
  if (rows.length === 0) return null;
  const axis = liftAxis(rows.map(({ lift }) => lift));
  const height = rows.length * ROW_HEIGHT_PX + ROOM_PX;
  const points = rows.map(({ lift }, index) => {
    const x = lift.value ?? axis.high;
    const interval: [number, number] = [x - (lift.low ?? x), (lift.high ?? x) - x];
    return { x, y: index, interval };
  });
  return (
    <ChartFrame
      drawnWith={CHART_PARTS}
      id="entity-lift"
      title="Found by right rollouts, against wrong ones"
      term="entityLift"
      heightPx={height}
      summary="Right of 1: right rollouts found the entity more often than wrong ones of the same question. A mark opens the wrong rollouts without it."
      basis={`The first ${formatQuantity(rows.length, 'entity', 'entities')} of the list below that can be compared; bars are 95% intervals, one entity each; an arrow is an infinite lift: no wrong rollout found it.`}
      table={entityLiftTable(props)}
    >
      {({ CartesianGrid, ErrorBar, ReferenceLine, Scatter, ScatterChart, XAxis, YAxis }) => (
        <ScatterChart {...chartBase(height)}>
          <CartesianGrid {...GRID} vertical horizontal={false} />
          <XAxis
            {...bottomAxis('lift (log scale)')}
            type="number"
            dataKey="x"
            scale="log"
            domain={[axis.low, axis.high]}
            ticks={axis.ticks}
            tickFormatter={(tick: number) => String(tick)}
            allowDataOverflow
          />
          <YAxis
            {...nameAxis(
              rows.map(({ name }) => shorten(name)),
              NAME_WIDTH_PX,
            )}
          />
          <ReferenceLine x={1} stroke="var(--text-muted)" strokeDasharray="4 4" />
          <Scatter data={points} isAnimationActive={false} shape={markOf(rows, props.place)}>
            <ErrorBar
              dataKey="interval"
              direction="x"
              stroke="var(--run-1)"
              strokeWidth={1.5}
              width={4}
              isAnimationActive={false}
            />
          </Scatter>
        </ScatterChart>
      )}
    </ChartFrame>
  );
}
