'use client';

import { useRouter } from 'next/navigation';
import { useRef, type KeyboardEvent, type MouseEvent, type SyntheticEvent } from 'react';
import { ChartFrame } from '@/components/charts/chart-frame';
import { bottomAxis, chartBase, GRID, sideAxis } from '@/components/charts/chart-look';
import { chartPartsAnd } from '@/components/charts/chart-parts';
import { LineSwatch } from '@/components/charts/line-swatch';
import type { ChartTable } from '@/components/charts/chart-table';
import {
  formatCount,
  formatDecimal,
  formatPercent,
  formatQuantity,
  NOT_DEFINED,
} from '@/components/format/format-number';
import { OutcomeMark } from '@/components/outcome/outcome-mark';
import { OUTCOME_WORDS } from '@/components/outcome/outcomes';
import { rolloutHref, type RunPlace } from '@/components/runs/run-place';
import { OUTCOMES } from '@/lib/core/rewards/run-columns';
import { type DiscoveryCurve, type DiscoveryCurves, type MeanWaste } from '@/lib/core/shape/discovery-curves';
import styles from './discovery-chart.module.css';
import type { DiscoveryLine } from './discovery-lines';
import { LINE_LOOKS, MARK_PX, SPREAD } from './line-looks';

const DISCOVERY_PARTS = chartPartsAnd(() => import('./discovery-lines'));

interface DiscoveryChartProps {
  readonly discovery: DiscoveryCurves;
  /** What the curves' rollouts are called, by their number: the index in the group, from 1. */
  readonly labels: readonly number[];
  readonly entities: number;
  readonly place: RunPlace;
}

const HEIGHT_PX = 300;
/** Room for the marks of lines at the lowest and the highest number, in entities. */
const MARGIN = 0.4;

function wasteWords({ lastNewTurn, turnsAfter, turns }: DiscoveryCurve): string {
  if (lastNewTurn === null) return `no entity in ${formatQuantity(turns, 'turn')}`;
  return `${formatCount(turnsAfter)} of ${formatQuantity(turns, 'turn')} after its last new entity`;
}

function meanWords(kind: string, { rollouts, turns, turnsAfter }: MeanWaste): string | null {
  if (turns === null || turnsAfter === null) return null;
  return `${kind} ones ${formatDecimal(turnsAfter, 1)} of ${formatDecimal(turns, 1)} (n = ${formatCount(rollouts)})`;
}

function summaryOf({ correct, wrong }: DiscoveryCurves): string {
  const means = [meanWords('correct', correct), meanWords('wrong', wrong)].filter((words) => words !== null);
  const waste = means.length === 0 ? '' : ` On average these are in ${means.join(', in ')}.`;
  return `Entities found so far after each turn. Turns after the last new entity, the answer’s own included, bring nothing new.${waste}`;
}

/** The numbers of the chart, a row a rollout. */
export function discoveryTable({
  discovery,
  labels,
  place,
}: Pick<DiscoveryChartProps, 'discovery' | 'labels' | 'place'>): ChartTable {
  return {
    columns: ['Rollout', 'Outcome', 'Turns', 'Entities found', 'Last new in turn', 'Turns after it', 'Share of turns'],
    rows: discovery.curves.map((curve, at) => {
      const shareAfter = curve.turns === 0 ? null : curve.turnsAfter / curve.turns;
      return {
        key: String(curve.n),
        label: String(labels[at] ?? at + 1),
        href: rolloutHref(place, curve.n),
        cells: [
          OUTCOME_WORDS[curve.outcome].label,
          formatCount(curve.turns),
          formatCount(curve.found),
          curve.lastNewTurn === null ? NOT_DEFINED : formatCount(curve.lastNewTurn),
          formatCount(curve.turnsAfter),
          formatPercent(shareAfter),
        ],
        values: [curve.outcome, curve.turns, curve.found, curve.lastNewTurn, curve.turnsAfter, shareAfter],
      };
    }),
  };
}

function linesOf({ discovery, labels, place }: DiscoveryChartProps): readonly DiscoveryLine[] {
  return discovery.curves.map((curve, at) => ({
    curve,
    href: rolloutHref(place, curve.n),
    label: `Rollout ${labels[at]}, ${OUTCOME_WORDS[curve.outcome].label}: ${formatQuantity(curve.found, 'entity', 'entities')}; ${wasteWords(curve)}`,
  }));
}

/** Position of the curve an element of the chart belongs to; null for the rest of the drawing. */
function lineOf(target: EventTarget | null): number | null {
  if (!(target instanceof Element)) return null;
  const line = target.closest('[data-line]')?.getAttribute('data-line') ?? null;
  return line === null ? null : Number(line);
}

/** Brings one curve out and dims the others. In the document only: drawing 64 lines anew at each move would be slow. */
function lightUp(drawing: HTMLElement, line: number | null): void {
  for (const lit of drawing.querySelectorAll('[data-lit]')) lit.removeAttribute('data-lit');
  drawing.toggleAttribute('data-dims', line !== null);
  if (line === null) return;
  for (const part of drawing.querySelectorAll(`[data-line="${line}"]`)) part.setAttribute('data-lit', '');
}

const STEPS = new Map([
  ['ArrowUp', -1],
  ['ArrowLeft', -1],
  ['ArrowDown', 1],
  ['ArrowRight', 1],
]);

/** Cumulative entities by turn, one line a rollout. A line under the pointer or the focus comes out of the others. */
export function DiscoveryChart(props: DiscoveryChartProps) {
  const { discovery, entities, place } = props;
  const { curves } = discovery;
  const drawing = useRef<HTMLDivElement>(null);
  const router = useRouter();
  const lastTurn = Math.max(1, ...curves.map(({ points }) => points.at(-1)?.turn ?? 0));
  const light = (event: SyntheticEvent) => {
    if (drawing.current !== null) lightUp(drawing.current, lineOf(event.target));
  };
  const dim = () => {
    if (drawing.current !== null) lightUp(drawing.current, null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS.get(event.key);
    const line = lineOf(event.target);
    if (step === undefined || line === null) return;
    event.preventDefault();
    const next = (line + step + curves.length) % curves.length;
    const ends = [...(drawing.current?.querySelectorAll<SVGElement>('a[data-line]') ?? [])];
    for (const end of ends) end.setAttribute('tabindex', end.dataset['line'] === String(next) ? '0' : '-1');
    ends.find((end) => end.dataset['line'] === String(next))?.focus();
  };
  const onClick = (event: MouseEvent) => {
    // The ends are links and open on their own.
    const isLink = event.target instanceof Element && event.target.closest('a') !== null;
    const line = isLink ? null : lineOf(event.target);
    const curve = line === null ? undefined : curves[line];
    if (curve !== undefined) router.push(rolloutHref(place, curve.n));
  };
  const outcomes = OUTCOMES.filter((outcome) => curves.some((curve) => curve.outcome === outcome));
  return (
    <ChartFrame
      drawnWith={DISCOVERY_PARTS}
      id="discovery-curves"
      title="When each rollout found its entities"
      summary={summaryOf(discovery)}
      basis={`n = ${formatQuantity(curves.length, 'rollout')}, ${formatQuantity(entities, 'entity', 'entities')}. Equal lines are drawn beside each other, at most ${formatDecimal(SPREAD)} above their height.`}
      table={discoveryTable(props)}
      heightPx={HEIGHT_PX}
      colourKey={outcomes.map((outcome) => ({
        label: OUTCOME_WORDS[outcome].label,
        colour: LINE_LOOKS[OUTCOME_WORDS[outcome].tone].stroke,
      }))}
      legend={
        <ul className={styles.legend}>
          {outcomes.map((outcome) => {
            const { label, tone } = OUTCOME_WORDS[outcome];
            const { stroke, dash } = LINE_LOOKS[tone];
            return (
              <li key={outcome}>
                <LineSwatch look={{ colour: stroke, dash }} widthPx={34} />
                <OutcomeMark tone={tone} size={MARK_PX} />
                {label}
              </li>
            );
          })}
        </ul>
      }
    >
      {({ CartesianGrid, DiscoveryLines, LineChart, XAxis, YAxis }) => (
        // The links inside take the focus; this only brings out the line of the one that has it.
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events
        <div
          ref={drawing}
          className={styles.lines}
          data-many={curves.length > 12 || undefined}
          onPointerOver={light}
          onPointerLeave={dim}
          onFocus={light}
          onBlur={dim}
          onKeyDown={onKeyDown}
          onClick={onClick}
        >
          <LineChart {...chartBase(HEIGHT_PX)} data={[{ turn: 0 }, { turn: lastTurn }]}>
            <CartesianGrid {...GRID} />
            <XAxis
              {...bottomAxis('turn')}
              dataKey="turn"
              type="number"
              domain={[0, lastTurn]}
              // The curves are drawn by hand, so recharts has no data of its own to fit the axes to.
              allowDataOverflow
              allowDecimals={false}
              padding={{ right: MARK_PX }}
            />
            <YAxis
              {...sideAxis('entities found')}
              allowDataOverflow
              domain={[-MARGIN, entities + MARGIN]}
              ticks={entityTicks(entities)}
            />
            <DiscoveryLines lines={linesOf(props)} />
          </LineChart>
        </div>
      )}
    </ChartFrame>
  );
}

/** Whole numbers of entities, at most about ten of them. */
function entityTicks(entities: number): number[] {
  const step = Math.max(1, Math.ceil(entities / 10));
  return Array.from({ length: Math.floor(entities / step) + 1 }, (_, tick) => tick * step);
}
