'use client';

import { NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DropPreview, PreviewRun } from '@/lib/api/schemas/drop-preview';
import { DEFAULT_SCORE_THRESHOLD, type RunSettings } from '@/lib/import/settings/import-settings';
import {
  correctnessWords,
  entityWords,
  groupingWords,
  outcomeWords,
  rolloutWords,
  thoughtWords,
} from '@/lib/import/words/preview-words';
import { ChoiceSelect } from './choice-select';
import type { RunChange } from './drop/drop-settings';
import {
  BY_HAND,
  columnChoices,
  DETECTED,
  formatChoices,
  groupingChoices,
  groupingSetting,
  THOUGHT_CHOICES,
  thoughtsSetting,
} from './run-choices';
import styles from './run-plan.module.css';

interface PlanRowProps {
  readonly name: string;
  readonly children: ReactNode;
  readonly control?: ReactNode;
}

/** One thing that was understood, and the control that changes it. */
export function PlanRow({ name, children, control }: PlanRowProps) {
  return (
    <div className={styles.row}>
      <dt>{name}</dt>
      <dd className={styles.understood}>{children}</dd>
      {control === undefined ? null : <dd className={styles.control}>{control}</dd>}
    </div>
  );
}

export interface RowsProps {
  readonly run: PreviewRun;
  readonly preview: DropPreview;
  readonly own: RunSettings;
  readonly change: (change: RunChange) => void;
  readonly disabled: boolean;
}

/** What the files are, and as what else they could be read. */
export function FormatRow({ run, preview, own, change, disabled }: RowsProps) {
  const pick = (value: string) => {
    if (value === BY_HAND) change({ format: undefined, mapping: run.suggestedMapping });
    else change({ format: value === DETECTED ? undefined : value, mapping: undefined });
  };
  return (
    <PlanRow
      name="Format"
      control={
        <ChoiceSelect
          label="Format"
          disabled={disabled}
          value={own.mapping === undefined ? (own.format ?? DETECTED) : BY_HAND}
          choices={formatChoices(preview.formats, run)}
          onChange={pick}
        />
      }
    >
      <b>{run.format === null ? 'Unknown' : run.label}</b> <span className={styles.note}>{run.why}</span>
    </PlanRow>
  );
}

function CorrectRow({ run, own, change, disabled }: RowsProps) {
  const outcomes = outcomeWords(run.outcomes, run.complete);
  const usesScore = (run.correctness['score'] ?? 0) > 0 || own.scoreThreshold !== undefined;
  return (
    <PlanRow
      name="Correct"
      control={
        <>
          <ChoiceSelect
            label="Column that decides correctness"
            disabled={disabled}
            value={own.correctColumn ?? DETECTED}
            choices={columnChoices(run, own.correctColumn, 'As detected')}
            onChange={(column) => change({ correctColumn: column === DETECTED ? undefined : column })}
          />
          {usesScore ? (
            <NumberInput
              size="xs"
              label="Correct from a score of"
              step={0.1}
              disabled={disabled}
              value={own.scoreThreshold ?? DEFAULT_SCORE_THRESHOLD}
              onChange={(value) => change({ scoreThreshold: value === '' ? undefined : Number(value) })}
            />
          ) : null}
        </>
      }
    >
      {outcomes === '' ? null : <b>{outcomes} </b>}
      <span className={outcomes === '' ? undefined : styles.note}>
        {correctnessWords(run.correctness, run.complete)}
      </span>
    </PlanRow>
  );
}

/** What was understood of the rollouts: grouping, correctness, thoughts, entities. */
export function UnderstoodRows(props: RowsProps) {
  const { run, preview, own, change, disabled } = props;
  return (
    <>
      <PlanRow name="Rollouts">
        <b>{rolloutWords(run)}</b>
      </PlanRow>
      <PlanRow
        name="Grouped"
        control={
          <ChoiceSelect
            label="Grouping"
            disabled={disabled}
            value={own.grouping ?? 'detected'}
            choices={groupingChoices(preview.groupings)}
            onChange={(value) => change({ grouping: groupingSetting(value, preview.groupings) })}
          />
        }
      >
        {run.grouping === null ? 'not known yet' : groupingWords(run.grouping, run.complete)}
      </PlanRow>
      <CorrectRow {...props} />
      <PlanRow
        name="Thoughts"
        control={
          <ChoiceSelect
            label="Thoughts from"
            disabled={disabled}
            value={own.thoughts ?? 'detected'}
            choices={THOUGHT_CHOICES}
            onChange={(value) => change({ thoughts: thoughtsSetting(value) })}
          />
        }
      >
        {thoughtWords(run.thoughts, run.complete)}
      </PlanRow>
      <PlanRow
        name="Entities"
        control={
          <ChoiceSelect
            label="Column of the gold entities"
            disabled={disabled}
            value={own.entitiesColumn ?? DETECTED}
            choices={columnChoices(run, own.entitiesColumn, 'As detected')}
            onChange={(column) => change({ entitiesColumn: column === DETECTED ? undefined : column })}
          />
        }
      >
        {entityWords(run.entities, run.complete)}
      </PlanRow>
    </>
  );
}
