'use client';

import { useQueryStates } from 'nuqs';
import { useId, useTransition } from 'react';
import { formatDecimal } from '@/components/format/format-number';
import {
  STRONGEST_SMOOTHING,
  TRAINING_AXES,
  VALUE_AXIS_STARTS,
  type TrainingAxis,
  type ValueAxisStart,
} from '@/lib/core/compare-runs/compare-views';
import type { ComparedOver } from '@/lib/core/compare-runs/compared-over';
import { STEP_REWARDS } from '@/lib/core/shape/reward-at-step';
import { halfLifeInPoints } from '@/lib/core/shape/smooth-series';
import { ChoiceSwitch } from './choice-switch';
import { compareParsers } from './compare-parsers';
import { SplitSelect } from './split-select';
import styles from './training-charts.module.css';
import { REWARD_LABELS } from './training-measures';
import { trainingDataParsers, trainingLookParsers } from './training-parsers';

const AXIS_LABELS = { step: 'Step', rollouts: 'Rollouts', tokens: 'Tokens' } as const satisfies Record<
  TrainingAxis,
  string
>;
const OVER_LABELS = { all: 'All questions', shared: 'Shared questions' } as const satisfies Record<
  ComparedOver,
  string
>;
const START_LABELS = { zero: 'From 0', fitted: 'Fitted' } as const satisfies Record<ValueAxisStart, string>;

/** What a weight does, in words. */
function smoothingWords(weight: number): string {
  const halfLife = halfLifeInPoints(weight);
  if (halfLife === null) return 'off: raw values';
  return `weight ${formatDecimal(weight)}: a value counts half after ${formatDecimal(halfLife, 1)} points`;
}

const dataParsers = { ...trainingDataParsers, split: compareParsers.split };

/** Over what the curves over training are and how they are drawn; all of it stands in the URL. @param splits there are */
export function TrainingControls({ splits }: { readonly splits: readonly string[] }) {
  const [pending, startTransition] = useTransition();
  const [data, setData] = useQueryStates(dataParsers, {
    shallow: false,
    history: 'push',
    scroll: false,
    startTransition,
  });
  const [look, setLook] = useQueryStates(trainingLookParsers, { history: 'replace' });
  const id = useId();
  return (
    <section className={styles.controls} aria-label="How the curves are drawn" aria-busy={pending}>
      <ChoiceSwitch
        label="Over"
        options={(['all', 'shared'] as const).map((value) => ({ value, label: OVER_LABELS[value] }))}
        value={data.over}
        onChange={(over) => void setData({ over })}
      />
      <SplitSelect splits={splits} value={data.split} onChange={(split) => void setData({ split })} />
      <ChoiceSwitch
        label="Axis"
        options={TRAINING_AXES.map((value) => ({ value, label: AXIS_LABELS[value] }))}
        value={look.x}
        onChange={(x) => void setLook({ x })}
      />
      <ChoiceSwitch
        label="Y axis"
        options={VALUE_AXIS_STARTS.map((value) => ({ value, label: START_LABELS[value] }))}
        value={look.y}
        onChange={(y) => void setLook({ y })}
      />
      <ChoiceSwitch
        label="Reward"
        options={STEP_REWARDS.map((value) => ({ value, label: REWARD_LABELS[value] }))}
        value={data.reward}
        onChange={(reward) => void setData({ reward })}
      />
      <ChoiceSwitch
        label="Bands"
        options={[
          { value: 'shown', label: 'Shown' },
          { value: 'hidden', label: 'Hidden' },
        ]}
        value={look.bands}
        onChange={(bands) => void setLook({ bands })}
      />
      <div className={styles.smoothing}>
        <label htmlFor={id}>Smoothing</label>
        <input
          id={id}
          type="range"
          min={0}
          max={STRONGEST_SMOOTHING}
          step={0.01}
          value={look.smooth}
          aria-valuetext={smoothingWords(look.smooth)}
          onChange={(event) => void setLook({ smooth: Math.round(Number(event.currentTarget.value) * 100) / 100 })}
        />
        <span className={styles.note}>{smoothingWords(look.smooth)}</span>
      </div>
      <span className={styles.note} role="status">
        {pending ? 'Computing…' : ''}
      </span>
    </section>
  );
}
