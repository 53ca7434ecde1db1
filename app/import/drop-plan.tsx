'use client';

import { Button } from '@mantine/core';
import { formatQuantity } from '@/components/format/format-number';
import { StatePanel } from '@/components/states/state-panel';
import type { DropPreview } from '@/lib/api/schemas/drop-preview';
import type { ImportSettings } from '@/lib/import/settings/import-settings';
import { unseenArchiveWords } from '@/lib/import/words/preview-words';
import { ChoiceSelect } from './choice-select';
import styles from './drop-card.module.css';
import { isKnownLater, isLeftOut } from './drop/drop-settings';
import type { DropWork, PlanState } from './drop/drop-work';
import { EntitySetPlan } from './entity-set-plan';
import { LeftOutFiles } from './left-out-files';
import { FILES_CHOICES, filesSetting } from './run-choices';
import { RunPlan } from './run-plan';

/** With more runs than these, each but the first is one line until it is opened. */
const RUNS_IN_FULL = 4;

function PlanStatus({ plan, onRetry }: { readonly plan: PlanState; readonly onRetry: () => void }) {
  switch (plan.name) {
    case 'ready':
      return (
        <p role="status" className="visually-hidden">
          The plan is up to date.
        </p>
      );
    case 'reading':
      return <p role="status">Reading the beginnings of the files…</p>;
    case 'updating':
      return (
        <p role="status" className={styles.note}>
          Updating: what is shown is of the settings before.
        </p>
      );
    case 'failed':
      return (
        <div role="alert" className={styles.problem}>
          <p>{plan.message}</p>
          <Button size="compact-xs" variant="default" onClick={onRetry}>
            Look again
          </Button>
        </div>
      );
  }
}

interface SummaryProps {
  readonly preview: DropPreview;
  readonly files: number;
  readonly settings: ImportSettings;
  readonly onSettings: (settings: ImportSettings) => void;
  readonly disabled: boolean;
}

/** How many runs the files would become, and by which rule. */
function PlanSummary({ preview, files, settings, onSettings, disabled }: SummaryProps) {
  const { runs } = preview;
  if (files < 2 || (runs.length === 0 && settings.files === undefined)) return null;
  const inRuns = runs.reduce((total, run) => total + run.files.total, 0);
  return (
    <div className={styles.summary}>
      <span>
        <b>{formatQuantity(runs.length, 'run')}</b> of {formatQuantity(inRuns, 'file')}
      </span>
      <span className={styles.choice}>
        <span aria-hidden="true">Make one run of</span>
        <ChoiceSelect
          label="Which files make one run"
          disabled={disabled}
          value={settings.files ?? 'detected'}
          choices={FILES_CHOICES}
          onChange={(value) => onSettings({ ...settings, files: filesSetting(value) })}
        />
      </span>
    </div>
  );
}

/** Tables that are left out as long as nobody said what their columns hold. */
function TablesWithoutColumns({ preview, settings }: Pick<SummaryProps, 'preview' | 'settings'>) {
  const tables = preview.runs.filter((run) => run.format === null && !isLeftOut(settings, run)).length;
  if (tables === 0) return null;
  return (
    <p className={styles.note}>
      {formatQuantity(tables, 'table is', 'tables are')} of no known format, and left out unless you say what the
      columns hold.
    </p>
  );
}

function NothingToImport({ preview }: { readonly preview: DropPreview }) {
  if (preview.runs.length > 0 || preview.entitySets.length > 0) return null;
  if (isKnownLater(preview)) {
    return <p>Only the whole files tell what they hold: the import looks at them when it begins.</p>;
  }
  const [only] = preview.leftOut.first;
  const title = preview.leftOut.total === 1 ? 'This file cannot be imported' : 'None of these files can be imported';
  return (
    <StatePanel kind="error" title={title} level={3}>
      <p>{preview.leftOut.total === 1 && only !== undefined ? only.why : 'The reasons stand below, file by file.'}</p>
    </StatePanel>
  );
}

function hasUnseenArchive({ leftOut }: DropPreview): boolean {
  return leftOut.first.some((file) => unseenArchiveWords(file) !== null);
}

/** What an import would make of a drop, and every way to change it. */
export function DropPlan({ drop, disabled }: { readonly drop: DropWork; readonly disabled: boolean }) {
  const { preview, plan, settings } = drop.state;
  const onSettings = (next: ImportSettings) => drop.change(next);
  const questions = preview?.runs.reduce((total, run) => total + run.entities.questions, 0) ?? 0;
  return (
    <div className={styles.plan} aria-busy={plan.name === 'reading' || plan.name === 'updating'}>
      <PlanStatus plan={plan} onRetry={() => drop.askAgain()} />
      {preview === null ? null : (
        <>
          <PlanSummary
            preview={preview}
            files={drop.files.length}
            settings={settings}
            onSettings={onSettings}
            disabled={disabled}
          />
          <TablesWithoutColumns preview={preview} settings={settings} />
          <NothingToImport preview={preview} />
          {preview.runs.map((run, index) => (
            <RunPlan
              key={run.key}
              run={run}
              preview={preview}
              settings={settings}
              onSettings={onSettings}
              disabled={disabled}
              isFirst={index === 0}
              isOneOfMany={preview.runs.length > RUNS_IN_FULL}
            />
          ))}
          {preview.entitySets.map((set) => (
            <EntitySetPlan key={set.path} set={set} questions={questions} />
          ))}
          <LeftOutFiles
            leftOut={preview.leftOut}
            startsOpen={preview.leftOut.total > 1 && (preview.runs.length === 0 || hasUnseenArchive(preview))}
          />
        </>
      )}
    </div>
  );
}
