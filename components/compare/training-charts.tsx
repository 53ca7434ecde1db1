'use client';

import { useQueryStates } from 'nuqs';
import { useDeferredValue, useId, useMemo } from 'react';
import { ChartProvenance } from '@/components/charts/chart-provenance';
import { formatCount, formatQuantity } from '@/components/format/format-number';
import { rolloutsHref } from '@/components/runs/run-place';
import type { TrainingAxis } from '@/lib/core/compare-runs/compare-views';
import type { ComparedOver } from '@/lib/core/compare-runs/compared-over';
import { joinFilters } from '@/lib/core/compare-runs/side-filter';
import type { Definitions } from '@/lib/core/rewards/definitions';
import { closedInterval, numberFilter, signalFilter } from '@/lib/core/shape/mark-filter';
import type { StepReward } from '@/lib/core/shape/reward-at-step';
import { smoothSeries } from '@/lib/core/shape/smooth-series';
import type { Curve } from './curve';
import { CurvesChart } from './curves-chart';
import type { SideLook } from './side-look';
import styles from './training-charts.module.css';
import { drawnMeasures, type DrawnMeasure, type DrawnSide } from './training-measures';
import { trainingLookParsers } from './training-parsers';

/** A side with its name, look and curves. */
export interface TrainingRun {
  readonly runId: number;
  readonly label: string;
  readonly look: SideLook;
  readonly data: DrawnSide;
}

interface TrainingChartsProps {
  readonly runs: readonly TrainingRun[];
  readonly definitions: Definitions;
  readonly over: ComparedOver;
  /** Split that the curves are narrowed to; empty for all. */
  readonly split: string;
  readonly reward: StepReward;
}

const AXES = {
  step: { label: 'training step', tick: String },
  rollouts: { label: 'rollouts so far', tick: compact },
  tokens: { label: 'tokens so far', tick: compact },
} as const satisfies Record<TrainingAxis, { label: string; tick: (number: number) => string }>;

/** A large number in few letters: `1.2M`. */
function compact(number: number): string {
  for (const [size, letter] of [
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const) {
    if (Math.abs(number) >= size) return `${Number((number / size).toPrecision(3))}${letter}`;
  }
  return String(number);
}

/** Positions along the axis; null where the log does not count what it shows. */
function positionsOn(axis: TrainingAxis, data: DrawnSide): readonly number[] | null {
  switch (axis) {
    case 'step':
      return data.firstStep;
    case 'rollouts':
      return data.rolloutsSoFar;
    case 'tokens':
      return data.tokensSoFar;
  }
}

interface Chosen {
  readonly axis: TrainingAxis;
  readonly over: ComparedOver;
  readonly split: string;
}

/** Why a side without a rollout has none. */
function whyNoRollout({ over, split }: Chosen): string {
  if (split !== '') return `no rollout of a ${over === 'shared' ? 'shared ' : ''}question of the split ${split}`;
  return over === 'shared' ? 'no rollout of a shared question' : 'no rollout at these steps';
}

/** Why a side is in none of the charts; null where it is in some. */
function whyLeftOut({ data }: TrainingRun, chosen: Chosen): string | null {
  const { axis } = chosen;
  if (data.rollouts === 0) return whyNoRollout(chosen);
  if (data.firstStep.length === 0) return 'its log names no steps';
  if (positionsOn(axis, data) === null) {
    return `${formatCount(data.rolloutsWithoutTokens)} of its rollouts have no token count`;
  }
  return null;
}

/** What of the rollouts a point opens: of shares of groups those that are meant. */
function markFilter(measure: DrawnMeasure, data: DrawnSide, index: number): string {
  const steps = numberFilter('step', closedInterval(data.firstStep[index] ?? 0, data.lastStep[index] ?? 0));
  const groups =
    measure.id === 'zero-advantage-grpo-over-training'
      ? ` ${signalFilter('zero_grpo')}`
      : measure.id === 'zero-advantage-egrpo-over-training'
        ? ` ${signalFilter('zero_egrpo')}`
        : '';
  // The side's own steps hold the point's, so of its filter only the questions narrow further.
  const questions = data.filter.split(' ').filter((part) => !part.startsWith('step:'));
  return joinFilters(steps, questions.join(' ')).trim() + groups;
}

interface CurveSource {
  readonly measure: DrawnMeasure;
  readonly axis: TrainingAxis;
  readonly smoothing: number;
  readonly definitions: Definitions;
}

function curveOf({ runId, label, look, data }: TrainingRun, source: CurveSource): Curve | null {
  const { measure, axis, smoothing, definitions } = source;
  const x = positionsOn(axis, data);
  const columns = measure.read(data);
  if (x === null || columns.value.every((value) => value === null)) return null;
  return {
    label,
    look,
    x,
    ...columns,
    smoothed: smoothing === 0 ? null : smoothSeries(columns.value, smoothing),
    pointName: (index) => {
      const [first, last] = [data.firstStep[index] ?? 0, data.lastStep[index] ?? 0];
      return first === last ? `step ${first}` : `steps ${first} to ${last}`;
    },
    href: (index) => rolloutsHref({ runId, definitions }, markFilter(measure, data, index)),
  };
}

interface BasisParts {
  readonly curves: readonly Curve[];
  readonly missing: readonly string[];
  readonly measure: DrawnMeasure;
}

function basisOf({ curves, missing, measure: { unit, missing: why } }: BasisParts, split: string): string {
  const count = curves.reduce((sum, { n }) => sum + n.reduce((total, at) => total + at, 0), 0);
  const left = missing.length === 0 ? '' : ` Left out: ${missing.join(', ')} (${why}).`;
  const of = split === '' ? '' : `, questions of the split ${split}`;
  return `n = ${formatQuantity(count, unit)} of ${formatQuantity(curves.length, 'run')}${of}.${left}`;
}

function provenanceOf(over: ComparedOver, smoothing: number): string {
  return `Over ${over === 'all' ? 'all questions of each run' : 'the questions that all runs share'}; smoothing ${smoothing === 0 ? 'off' : `weight ${smoothing}`}.`;
}

/** All measures over training, the sides overlaid. */
export function TrainingCharts({ runs, definitions, over, split, reward }: TrainingChartsProps) {
  const [{ x: axis, smooth, bands, y }] = useQueryStates(trainingLookParsers);
  const smoothing = useDeferredValue(smooth);
  const id = useId();
  const charts = useMemo(() => {
    const drawn = runs.filter((run) => whyLeftOut(run, { axis, over, split }) === null);
    return drawnMeasures(reward, definitions.std).map((measure) => {
      const curves = drawn.map((run) => curveOf(run, { measure, axis, smoothing, definitions }));
      return {
        measure,
        curves: curves.filter((curve) => curve !== null),
        missing: drawn.filter((_, at) => curves[at] === null).map(({ label }) => label),
      };
    });
  }, [runs, axis, over, split, reward, smoothing, definitions]);
  const left = runs.flatMap((run) => {
    const why = whyLeftOut(run, { axis, over, split });
    return why === null ? [] : [`${run.label}: ${why}`];
  });
  const merged = runs.filter(({ data }) => data.stepsPerPoint > 1);
  const stepless = runs.filter(({ data }) => data.firstStep.length > 0 && data.rolloutsWithoutStep > 0);
  return (
    <>
      {left.length + merged.length + stepless.length === 0 ? null : (
        <ul className={`in-text ${styles.notices}`} aria-label="What is not drawn, or taken together">
          {left.map((words) => (
            <li key={words}>Left out of all curves: {words}.</li>
          ))}
          {merged.map(({ label, data }, at) => (
            <li key={`${at} ${label}`}>
              {label}: each point takes {formatCount(data.stepsPerPoint)} steps together, so that there are at most 400.
            </li>
          ))}
          {stepless.map(({ label, data }, at) => (
            <li key={`${at} ${label}`}>
              {label}: {formatQuantity(data.rolloutsWithoutStep, 'rollout')} without a step are in no point.
            </li>
          ))}
        </ul>
      )}
      {left.length === runs.length ? null : (
        <ChartProvenance line={provenanceOf(over, smoothing)}>
          <section className={styles.charts} aria-labelledby={id}>
            <h2 id={id} className="visually-hidden">
              Curves over training
            </h2>
            {charts.map(({ measure, curves, missing }) => (
              <CurvesChart
                key={measure.id}
                id={measure.id}
                title={measure.title}
                summary={measure.summary}
                basis={basisOf({ curves, missing, measure }, split)}
                axis={AXES[axis]}
                valueLabel={measure.axis}
                kind={measure.kind}
                unit={measure.unit}
                curves={curves}
                withBands={bands === 'shown'}
                start={y}
                smoothing={smoothing}
              />
            ))}
          </section>
        </ChartProvenance>
      )}
    </>
  );
}
