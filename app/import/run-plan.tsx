'use client';

import { Button, Checkbox, TextInput } from '@mantine/core';
import Link from 'next/link';
import { useId, useState } from 'react';
import { formatCount, formatQuantity } from '@/components/format/format-number';
import { PREVIEW_ISSUES, type DropPreview, type PreviewRun } from '@/lib/api/schemas/drop-preview';
import type { ImportSettings, RunSettings } from '@/lib/import/settings/import-settings';
import { existingWords, outcomeWords, SO_FAR, unreadableWords } from '@/lib/import/words/preview-words';
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

/** What a reader must know before the rest: why nothing can be read, that the run is there already, what was not used. */
function Banners({ run, remembers, onReset, disabled }: BannersProps) {
  const unreadable = unreadableWords(run);
  return (
    <>
      {unreadable === null ? null : (
        <p className={styles.banner} data-kind="unreadable">
          {unreadable} It is left out of the import.
        </p>
      )}
      {run.existing === null ? null : (
        <p className={styles.banner} data-kind="existing">
          These files are {existingWords(run.existing)}:{' '}
          <Link href={`/runs/${run.existing.runId}`}>open {run.existing.name}</Link>, or tick the box to import them
          once more.
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
      <IssueTable
        issues={{ total: run.issues.length, byCode: {}, first: run.issues }}
        isOfBeginning={!run.complete}
        isCut={run.issues.length >= PREVIEW_ISSUES}
        downloadHref={null}
      />
    </>
  );
}

/** `88 of 100 correct`, or what else is known of the outcomes. */
function outcomesInBrief({ outcomes, rolloutsRead, complete }: PreviewRun): string {
  const { correct, undecided } = outcomes;
  if (rolloutsRead === 0) return 'no rollout read';
  const read = formatQuantity(rolloutsRead, 'rollout');
  if (undecided === rolloutsRead) return `${read}${complete ? '' : SO_FAR}, none decided`;
  if (undecided > 0) return `${read}: ${outcomeWords(outcomes, complete)}`;
  return `${formatCount(correct)} of ${formatCount(rolloutsRead)} correct${complete ? '' : SO_FAR}`;
}

function entitiesInBrief({ entities: { questions, without } }: PreviewRun): string {
  if (questions === 0) return '';
  if (without === questions) return ', no gold entities';
  const of =
    without === 0 ? '' : ` for ${formatCount(questions - without)} of ${formatQuantity(questions, 'question')}`;
  return `, gold entities${of}`;
}

/** A run in one line: where it lies, what it is, how it went. */
function inBrief(run: PreviewRun): string {
  const { total, first } = run.files;
  const [file] = first;
  const path = file === undefined ? '' : total === 1 ? file.path : file.path.slice(0, file.path.lastIndexOf('/') + 1);
  const files = total === 1 ? path : `${path === '' ? '' : `${path}, `}${formatQuantity(total, 'file')}`;
  if (run.format === null) return `${files}: no known format`;
  return `${files}: ${run.label}, ${outcomesInBrief(run)}${entitiesInBrief(run)}`;
}

interface RunBodyProps extends RowsProps {
  readonly showsMapping: boolean;
  readonly isFirst: boolean;
}

function RunBody({ showsMapping, isFirst, ...rows }: RunBodyProps) {
  const { run, own, change, disabled } = rows;
  const needsColumns = run.format === null && own.mapping === undefined;
  const isUnreadable = unreadableWords(run) !== null;
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
          {needsColumns || isUnreadable ? null : <UnderstoodRows {...rows} />}
        </dl>
        <FirstRollouts rollouts={run.rollouts} startsOpen={isFirst} />
      </div>
    </>
  );
}

interface RunHeadProps {
  readonly run: PreviewRun;
  readonly own: RunSettings;
  readonly leftOut: boolean;
  readonly isUnreadable: boolean;
  readonly disabled: boolean;
  readonly change: (change: RunChange) => void;
  /** Null where the run is always shown in full. */
  readonly toggle: { readonly isOpen: boolean; readonly onToggle: () => void } | null;
}

/** Whether the run is imported, its name, and the way to the rest where that is folded away. */
function RunHead({ run, own, leftOut, isUnreadable, disabled, change, toggle }: RunHeadProps) {
  const name = own.name ?? run.name;
  const isFolded = toggle !== null && !toggle.isOpen;
  return (
    <div className={styles.head}>
      <Checkbox
        size="xs"
        checked={!leftOut}
        disabled={disabled || isUnreadable}
        aria-label={isUnreadable ? `The run ${name} cannot be imported` : `Import the run ${name}`}
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
      {toggle === null || (leftOut && !isUnreadable) ? null : (
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
      <span className={styles.brief}>
        {[...(leftOut ? ['left out'] : []), ...(isFolded ? [inBrief(run)] : [])].join(': ')}
      </span>
    </div>
  );
}

/** One run that the drop would become: what was understood of its files, and how to change it. */
export function RunPlan({ run, preview, settings, onSettings, disabled, isFirst, isOneOfMany }: RunPlanProps) {
  const [isOpen, setIsOpen] = useState(isFirst || !isOneOfMany);
  const title = useId();
  const own = runSettings(settings, run);
  const leftOut = isLeftOut(settings, run);
  const isUnreadable = unreadableWords(run) !== null;
  const change = (part: RunChange) => onSettings(changeRun(settings, run, part));
  const toggle = isOneOfMany ? { isOpen, onToggle: () => setIsOpen(!isOpen) } : null;
  return (
    <section className={styles.run} aria-labelledby={title}>
      <h3 id={title} className="visually-hidden">
        Run {own.name ?? run.name}
      </h3>
      <RunHead
        run={run}
        own={own}
        leftOut={leftOut}
        isUnreadable={isUnreadable}
        disabled={disabled}
        change={change}
        toggle={toggle}
      />
      <Banners
        run={run}
        remembers={run.remembered}
        onReset={() => onSettings(resetRun(settings, run))}
        disabled={disabled}
      />
      {(leftOut && !isUnreadable) || !isOpen ? null : (
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
