'use client';

import { Button, Checkbox, TextInput } from '@mantine/core';
import Link from 'next/link';
import { useId, useState } from 'react';
import { formatQuantity } from '@/components/format/format-number';
import type { DropPreview, PreviewRun } from '@/lib/api/schemas/drop-preview';
import type { ImportSettings, RunSettings } from '@/lib/import/settings/import-settings';
import { existingWords } from '@/lib/import/words/preview-words';
import { ColumnMappingForm } from './column-mapping';
import { changeRun, isLeftOut, resetRun, runSettings, type RunChange } from './drop/drop-settings';
import { FirstRollouts } from './first-rollouts';
import { IssueTable } from './issue-table';
import { FormatRow, PlanRow, UnderstoodRows, type RowsProps } from './plan-rows';
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

interface RunHeadProps {
  readonly run: PreviewRun;
  readonly own: RunSettings;
  readonly leftOut: boolean;
  readonly disabled: boolean;
  readonly change: (change: RunChange) => void;
  /** Null where the run is always shown in full. */
  readonly toggle: { readonly isOpen: boolean; readonly onToggle: () => void } | null;
}

/** Whether the run is imported, its name, and the way to the rest where that is folded away. */
function RunHead({ run, own, leftOut, disabled, change, toggle }: RunHeadProps) {
  const name = own.name ?? run.name;
  const isFolded = toggle !== null && !toggle.isOpen;
  return (
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
        value={name}
        maxLength={200}
        disabled={disabled || leftOut}
        onChange={(event) => change({ name: event.currentTarget.value })}
        onBlur={() => (name.trim() === '' ? change({ name: undefined }) : undefined)}
      />
      {toggle === null || leftOut ? null : (
        <Button
          size="compact-xs"
          variant="default"
          aria-expanded={toggle.isOpen}
          aria-label={`Details of the run ${name}`}
          onClick={toggle.onToggle}
        >
          {toggle.isOpen ? 'Less' : 'Details'}
        </Button>
      )}
      <span className={styles.note}>{leftOut ? 'left out' : isFolded ? inBrief(run) : ''}</span>
    </div>
  );
}

/** One run that the drop would become: what was understood of its files, and how to change it. */
export function RunPlan({ run, preview, settings, onSettings, disabled, isFirst, isOneOfMany }: RunPlanProps) {
  const [isOpen, setIsOpen] = useState(isFirst || !isOneOfMany);
  const title = useId();
  const own = runSettings(settings, run);
  const leftOut = isLeftOut(settings, run);
  const change = (part: RunChange) => onSettings(changeRun(settings, run, part));
  const toggle = isOneOfMany ? { isOpen, onToggle: () => setIsOpen(!isOpen) } : null;
  return (
    <section className={styles.run} aria-labelledby={title}>
      <h3 id={title} className="visually-hidden">
        Run {own.name ?? run.name}
      </h3>
      <RunHead run={run} own={own} leftOut={leftOut} disabled={disabled} change={change} toggle={toggle} />
      <Banners
        run={run}
        remembers={run.remembered}
        onReset={() => onSettings(resetRun(settings, run))}
        disabled={disabled}
      />
      {leftOut || !isOpen ? null : (
        <RunBody
          run={run}
          preview={preview}
          own={own}
          change={change}
          disabled={disabled}
          showsMapping={run.format === null || own.mapping !== undefined}
          isFirst={isFirst}
        />
      )}
    </section>
  );
}
