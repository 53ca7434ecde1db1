'use client';

import { Button, Checkbox, NumberInput, TextInput } from '@mantine/core';
import Link from 'next/link';
import { useId, useState, type ReactNode } from 'react';
import { formatQuantity } from '@/components/format/format-number';
import type { DropPreview, PreviewRun } from '@/lib/api/schemas/drop-preview';
import { DEFAULT_SCORE_THRESHOLD, type ImportSettings, type RunSettings } from '@/lib/import/settings/import-settings';
import {
  correctnessWords,
  entityWords,
  existingWords,
  groupingWords,
  outcomeWords,
  thoughtWords,
} from '@/lib/import/words/preview-words';
import { ChoiceSelect } from './choice-select';
import { ColumnMappingForm } from './column-mapping';
import { changeRun, isLeftOut, resetRun, runSettings, type RunChange } from './drop/drop-settings';
import { FirstRollouts } from './first-rollouts';
import { IssueTable } from './issue-table';
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
import { RunFiles } from './run-files';
import styles from './run-plan.module.css';

interface RunPlanProps {
  readonly run: PreviewRun;
  readonly preview: DropPreview;
  readonly settings: ImportSettings;
  readonly onSettings: (settings: ImportSettings) => void;
  /** True while the drop is sent: what it is imported with is decided. */
  readonly disabled: boolean;
  readonly isFirst: boolean;
  /** True where there are too many runs to show all of each. */
  readonly isOneOfMany: boolean;
}

interface PlanRowProps {
  readonly name: string;
  readonly children: ReactNode;
  readonly control?: ReactNode;
}

/** One thing that was understood, and the control that changes it. */
function PlanRow({ name, children, control }: PlanRowProps) {
  return (
    <div className={styles.row}>
      <dt>{name}</dt>
      <dd className={styles.understood}>{children}</dd>
      {control === undefined ? null : <dd className={styles.control}>{control}</dd>}
    </div>
  );
}

interface RowsProps {
  readonly run: PreviewRun;
  readonly preview: DropPreview;
  readonly own: RunSettings;
  readonly change: (change: RunChange) => void;
  readonly disabled: boolean;
}

function FormatRow({ run, preview, own, change, disabled }: RowsProps) {
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
  const outcomes = outcomeWords(run.outcomes);
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
      <span className={outcomes === '' ? undefined : styles.note}>{correctnessWords(run.correctness)}</span>
    </PlanRow>
  );
}

function UnderstoodRows(props: RowsProps) {
  const { run, preview, own, change, disabled } = props;
  const part = run.complete ? '' : ' in the beginnings of its files';
  return (
    <>
      <PlanRow name="Rollouts">
        <b>{formatQuantity(run.rolloutsRead, 'rollout')}</b>
        {part}
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
        {run.grouping === null ? 'not known yet' : groupingWords(run.grouping)}
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
        {thoughtWords(run.thoughts)}
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
        {entityWords(run.entities)}
      </PlanRow>
    </>
  );
}

interface BannersProps {
  readonly run: PreviewRun;
  readonly remembers: boolean;
  readonly onReset: () => void;
  readonly disabled: boolean;
}

/** What a reader must know before the rest: that the run is there already, or that settings were taken over. */
function Banners({ run, remembers, onReset, disabled }: BannersProps) {
  return (
    <>
      {run.existing === null ? null : (
        <p className={styles.banner} data-kind="existing">
          {run.existing.exact ? 'These files are ' : 'This '}
          {existingWords(run.existing)}: <Link href={`/runs/${run.existing.runId}`}>open {run.existing.name}</Link>
          {run.existing.exact ? ', or tick the box to import them once more.' : '.'}
        </p>
      )}
      {remembers ? (
        <p className={styles.banner} data-kind="remembered">
          Settings remembered from an earlier import of this shape.{' '}
          <Button size="compact-xs" variant="default" disabled={disabled} onClick={onReset}>
            Back to what was detected
          </Button>
        </p>
      ) : null}
      {run.notices.map(({ code, message }) => (
        <p key={code} className={styles.banner} data-kind="notice">
          {message}
        </p>
      ))}
    </>
  );
}

/** A run in one line. */
function inBrief(run: PreviewRun): string {
  const rollouts = `${formatQuantity(run.rolloutsRead, 'rollout')}${run.complete ? '' : ' in the beginnings'}`;
  const known = run.format === null ? 'no known format' : run.label;
  return `${known}, ${formatQuantity(run.files.total, 'file')}, ${rollouts}`;
}

interface RunBodyProps extends RowsProps {
  readonly showsMapping: boolean;
  readonly isFirst: boolean;
}

function RunBody({ showsMapping, isFirst, ...rows }: RunBodyProps) {
  const { run, own, change, disabled } = rows;
  const needsColumns = run.format === null && own.mapping === undefined;
  const whatItIs = (
    <>
      <FormatRow {...rows} />
      <PlanRow name="Files">
        <RunFiles run={run} />
      </PlanRow>
    </>
  );
  return (
    <>
      {showsMapping ? (
        <>
          <dl className={styles.rows}>{whatItIs}</dl>
          <ColumnMappingForm
            run={run}
            mapping={own.mapping ?? null}
            onChange={(mapping) => change({ mapping, format: undefined })}
            disabled={disabled}
          />
        </>
      ) : null}
      <div className={styles.body}>
        <dl className={styles.rows}>
          {showsMapping ? null : whatItIs}
          {needsColumns ? null : <UnderstoodRows {...rows} />}
        </dl>
        <FirstRollouts rollouts={run.rollouts} startsOpen={isFirst} />
      </div>
      <IssueTable
        issues={{ total: run.issues.length, byCode: {}, first: run.issues }}
        isOfBeginning
        downloadHref={null}
      />
    </>
  );
}

/** One run that the drop would become: what was understood of its files, and how to change it. */
export function RunPlan({ run, preview, settings, onSettings, disabled, isFirst, isOneOfMany }: RunPlanProps) {
  const [isOpen, setIsOpen] = useState(isFirst || !isOneOfMany);
  const title = useId();
  const own = runSettings(settings, run);
  const leftOut = isLeftOut(settings, run);
  const name = own.name ?? run.name;
  const change = (part: RunChange) => onSettings(changeRun(settings, run, part));
  const showsMapping = run.format === null || own.mapping !== undefined;
  const rows = { run, preview, own, change, disabled: disabled || leftOut };
  return (
    <section className={styles.run} aria-labelledby={title} data-left-out={leftOut || undefined}>
      <h4 id={title} className="visually-hidden">
        Run {name}
      </h4>
      <div className={styles.head}>
        <Checkbox
          size="xs"
          checked={!leftOut}
          disabled={disabled}
          aria-label={`Import the run ${name}`}
          onChange={(event) => change({ skip: !event.currentTarget.checked })}
        />
        <TextInput
          size="xs"
          className={styles.name}
          aria-label="Name of the run"
          value={own.name ?? run.name}
          maxLength={200}
          disabled={rows.disabled}
          onChange={(event) => change({ name: event.currentTarget.value })}
          onBlur={() => (name.trim() === '' ? change({ name: undefined }) : undefined)}
        />
        {isOneOfMany && !leftOut ? (
          <Button
            size="compact-xs"
            variant="default"
            aria-expanded={isOpen}
            aria-label={`Details of the run ${name}`}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? 'Less' : 'Details'}
          </Button>
        ) : null}
        <span className={styles.note}>{leftOut ? 'left out' : isOpen ? '' : inBrief(run)}</span>
      </div>
      <Banners
        run={run}
        remembers={run.remembered}
        onReset={() => onSettings(resetRun(settings, run))}
        disabled={disabled}
      />
      {leftOut || !isOpen ? null : <RunBody {...rows} showsMapping={showsMapping} isFirst={isFirst} />}
    </section>
  );
}
