'use client';

import type { BarShapeProps } from 'recharts';
import { formatCount, formatDecimal, formatPercent, formatQuantity } from '@/components/format/format-number';
import { rolloutsHref, type RunPlace } from '@/components/runs/run-place';
import type { RateBin, RateDistribution } from '@/lib/core/shape/match-rate-distribution';
import { ChartFrame } from './chart-frame';
import { CHART_PARTS } from './chart-parts';
import { bottomAxis, chartBase, GRID, shareTicks, sideAxis, wholePercent } from './chart-look';
import type { ChartTable } from './chart-table';
import { rateRangeWords } from './interval-words';
import { MarkLink } from './mark-link';
import styles from './rate-distribution-chart.module.css';
import type { Panel } from './panel';
import { RATE_WORDS, type RateName } from './rate-name';
import { RateSwitch } from './rate-switch';

interface RateDistributionChartProps {
  readonly rate: RateName;
  readonly distribution: RateDistribution;
  /** τ where the rate shown is γ̂, on which near-misses are decided; null on γ. */
  readonly threshold: number | null;
  /** null where no filter leads to the rollouts of a mark. */
  readonly place: RunPlace | null;
  /** Where the chart is one of several beside each other. */
  readonly panel?: Panel;
}

/** What the chart is called where it is the only one of its kind. */
const ALONE = { id: 'match-rate-distribution', title: 'Match rates of correct and of wrong rollouts' } as const;

const SIDES = [
  { key: 'correct', label: 'Correct', fill: 'var(--mark-correct)' },
  { key: 'wrong', label: 'Wrong, without an error', fill: 'var(--mark-failure)' },
] as const;
type Side = (typeof SIDES)[number]['key'];

function shareOf(bin: RateBin, side: Side): number | null {
  return side === 'correct' ? bin.shareOfCorrect : bin.shareOfWrong;
}

function filterOf(bin: RateBin, side: Side): string {
  return side === 'correct' ? bin.filterCorrect : bin.filterWrong;
}

function markOf(side: (typeof SIDES)[number], { bins }: RateDistribution, place: RunPlace | null) {
  return function Mark(shape: BarShapeProps) {
    const bin = bins[shape.index];
    if (bin === undefined || shape.height <= 0) return <g />;
    const share = formatPercent(shareOf(bin, side.key));
    const label = `Match rate ${rateRangeWords(bin.rates)}: ${formatQuantity(bin[side.key], 'rollout')}, ${share} of the ${side.key} ones`;
    const bar = <rect x={shape.x} y={shape.y} width={shape.width} height={shape.height} fill={side.fill} />;
    return place === null ? (
      <g data-tip={label} tabIndex={0} role="img" aria-label={label}>
        {bar}
      </g>
    ) : (
      <MarkLink href={rolloutsHref(place, filterOf(bin, side.key))} label={label}>
        {bar}
      </MarkLink>
    );
  };
}

function tableOf({ distribution, rate, place }: RateDistributionChartProps): ChartTable {
  return {
    columns: [RATE_WORDS[rate].label, 'Correct', 'Share of correct', 'Wrong', 'Share of wrong', 'Error'],
    rows: distribution.bins.map((bin) => ({
      key: rateRangeWords(bin.rates),
      label: rateRangeWords(bin.rates),
      href: place === null ? null : rolloutsHref(place, bin.filterWrong),
      cells: [
        formatCount(bin.correct),
        formatPercent(bin.shareOfCorrect),
        formatCount(bin.wrong),
        formatPercent(bin.shareOfWrong),
        formatCount(bin.error),
      ],
      values: [bin.correct, bin.shareOfCorrect, bin.wrong, bin.shareOfWrong, bin.error],
    })),
  };
}

function basisWords({ correct, wrong, error, exact, areaUnderRoc }: RateDistribution): string {
  const left = error === 0 ? '' : `; ${formatQuantity(error, 'rollout')} with an error left out`;
  const bins = exact ? '' : ' Rates are taken together in steps of 5%.';
  const area =
    areaUnderRoc === null ? '' : ` A correct rollout has the higher rate with chance ${formatDecimal(areaUnderRoc)}.`;
  return `n = ${formatCount(correct)} correct, ${formatCount(wrong)} wrong${left}.${area}${bins}`;
}

function thresholdWords(threshold: number | null): string {
  return threshold === null ? '' : `; wrong ones from the dashed line (τ = ${threshold}) to the right are near-misses`;
}

/** Several charts beside each other have what is drawn above them. */
function summaryWords(threshold: number | null, isPanel: boolean): string {
  if (isPanel) return threshold === null ? '' : `Dashed: τ = ${threshold}.`;
  return `Share of the correct and of the wrong rollouts at each match rate${thresholdWords(threshold)}.`;
}

function barsOf({ bins }: RateDistribution) {
  return bins.map(({ rates, shareOfCorrect, shareOfWrong }) => ({
    rate: wholePercent(rates.high),
    correct: shareOfCorrect ?? 0,
    wrong: shareOfWrong ?? 0,
  }));
}

/** The highest share that the chart has to show. */
export function highestShare({ bins }: RateDistribution): number {
  return Math.max(0, ...bins.flatMap((bin) => [bin.shareOfCorrect ?? 0, bin.shareOfWrong ?? 0]));
}

/** How match rates are spread among correct and among wrong rollouts. */
export function RateDistributionChart(props: RateDistributionChartProps) {
  const { distribution, rate, threshold, place, panel } = props;
  const { id, title } = panel ?? ALONE;
  const data = barsOf(distribution);
  const firstNearMiss = threshold === null ? -1 : distribution.bins.findIndex(({ rates }) => rates.low >= threshold);
  const thresholdAt = data[firstNearMiss]?.rate;
  const ticks = shareTicks(panel?.highest ?? highestShare(distribution));
  return (
    <ChartFrame
      drawnWith={CHART_PARTS}
      id={id}
      title={title}
      term={rate}
      summary={summaryWords(threshold, panel !== undefined)}
      basis={basisWords(distribution)}
      table={tableOf(props)}
      colourKey={SIDES.map(({ label, fill }) => ({ label, colour: fill }))}
      legend={
        <div className={styles.legend}>
          {panel === undefined ? <RateSwitch /> : null}
          <ul>
            {SIDES.map((side) => (
              <li key={side.key}>
                <span className={styles.swatch} data-side={side.key} aria-hidden="true" />
                {side.label}
              </li>
            ))}
          </ul>
        </div>
      }
      gap={
        distribution.correct + distribution.wrong === 0
          ? {
              kind: 'empty',
              title: 'No rollout has both entities and a known outcome',
              advice: 'Nothing to compare yet.',
            }
          : null
      }
    >
      {({ Bar, BarChart, CartesianGrid, ReferenceLine, XAxis, YAxis }) => (
        <BarChart {...chartBase()} data={data} barGap={1} barCategoryGap="18%">
          <CartesianGrid {...GRID} />
          <XAxis {...bottomAxis(RATE_WORDS[rate].axis)} dataKey="rate" />
          <YAxis
            {...sideAxis('share of its kind')}
            domain={[0, ticks[ticks.length - 1] ?? 1]}
            ticks={ticks}
            tickFormatter={wholePercent}
          />
          {thresholdAt === undefined ? null : (
            <ReferenceLine
              x={thresholdAt}
              position="start"
              stroke="var(--text-muted)"
              strokeDasharray="4 4"
              label={{ value: 'τ', position: 'insideTopLeft', fill: 'var(--text-muted)', fontSize: 12 }}
            />
          )}
          {SIDES.map((side) => (
            <Bar
              key={side.key}
              dataKey={side.key}
              isAnimationActive={false}
              shape={markOf(side, distribution, place)}
            />
          ))}
        </BarChart>
      )}
    </ChartFrame>
  );
}
