'use client';

import { Button, NumberInput, Progress, TextInput } from '@mantine/core';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { formatBytes, formatPercent, formatQuantity } from '@/components/format/format-number';
import { Facts } from '@/components/rollout/rollout-facts';
import { transcriptTurn } from '@/components/rollout/transcript';
import { TranscriptView } from '@/components/rollout/transcript-view';
import { StatePanel } from '@/components/states/state-panel';
import type { EntitySetCreated } from '@/lib/api/schemas/entity-set';
import type { FilePreview } from '@/lib/api/schemas/import';
import type { ChosenFile } from './chosen-files';
import styles from './file-card.module.css';
import { requestUnjoinedCount } from './import-requests';
import { IssueTable } from './issue-table';
import { understoodFacts } from './preview-words';

interface FileCardProps {
  readonly file: ChosenFile;
  readonly companions: readonly ChosenFile[];
  /** Imports that have ended; when it changes, what was joined may have changed too. */
  readonly endedImports: number;
  readonly onChange: (part: Partial<ChosenFile>) => void;
  readonly onSend: () => void;
  readonly onCancel: () => void;
  readonly onRemove: () => void;
}

function FirstRollout({ preview }: { readonly preview: FilePreview }) {
  const [first] = preview.rollouts;
  if (first === undefined) return null;
  const turns = first.turnList.map(({ turn, spans }) => transcriptTurn(turn, spans));
  return (
    <details className={styles.details} open>
      <summary>The first rollout as it was read (line {first.line})</summary>
      <Facts
        facts={[
          { name: 'Question', value: first.question ?? first.questionId ?? 'not in the log' },
          { name: 'Gold answers', value: first.answers.length === 0 ? 'not in the log' : first.answers.join(' · ') },
          { name: 'Prediction', value: first.prediction ?? 'none' },
          { name: 'Correct', value: first.correct === null ? 'not decided' : first.correct ? 'yes' : 'no' },
        ]}
      />
      <div className={styles.transcript}>
        <TranscriptView turns={turns} entityNames={[]} />
      </div>
    </details>
  );
}

function EntityPreview({ preview }: { readonly preview: FilePreview }) {
  return (
    <ul className={styles.questions}>
      {preview.questions.map((question, index) => (
        <li key={index}>
          {question.question ?? question.questionId}: <b>{question.entities.join(' · ')}</b>
        </li>
      ))}
    </ul>
  );
}

function LogSettings({ file, onChange }: Pick<FileCardProps, 'file' | 'onChange'>) {
  const usesScore = (file.preview?.correctness.score ?? 0) > 0;
  return (
    <div className={styles.settings}>
      <TextInput
        size="xs"
        className={styles.name}
        label="Name of the run"
        placeholder="from the log or the file name"
        value={file.runName}
        maxLength={200}
        onChange={(event) => onChange({ runName: event.currentTarget.value })}
      />
      {usesScore ? (
        <NumberInput
          size="xs"
          label="Correct from a score of"
          min={0}
          max={1}
          step={0.1}
          value={file.scoreThreshold}
          onChange={(value) => onChange({ scoreThreshold: Math.min(1, Math.max(0, Number(value))) })}
        />
      ) : null}
    </div>
  );
}

/** Questions of the set that no run asks: as of the upload, and asked for again whenever an import has ended. */
function useUnjoined({ id, unjoined }: EntitySetCreated, endedImports: number): number {
  const [seen, setSeen] = useState({ endedImports, unjoined });
  useEffect(() => {
    if (seen.endedImports === endedImports) return undefined;
    let stopped = false;
    requestUnjoinedCount(id).then(
      (now) => {
        if (!stopped) setSeen({ endedImports, unjoined: now });
      },
      // The set was removed meanwhile, or the server is away: what was known stays.
      () => undefined,
    );
    return () => {
      stopped = true;
    };
  }, [id, endedImports, seen.endedImports]);
  return seen.unjoined;
}

interface EntitiesStoredProps {
  readonly result: EntitySetCreated;
  readonly endedImports: number;
}

function EntitiesStored({ result, endedImports }: EntitiesStoredProps) {
  const { id, questions, entities, ambiguous, issues } = result;
  const unjoined = useUnjoined(result, endedImports);
  const joined = questions - unjoined;
  return (
    <div role="status" className={styles.result}>
      <p>
        Stored {formatQuantity(entities, 'entity', 'entities')} of {formatQuantity(questions, 'question')}.{' '}
        <b>
          {formatQuantity(joined, 'question')} joined ({formatPercent(questions === 0 ? null : joined / questions)})
        </b>
        ; the runs that ask them are being computed anew.
      </p>
      {unjoined > 0 ? (
        <p>
          <Link href={`/entities?set=${id}`}>{formatQuantity(unjoined, 'question')} that no run asks</Link>
          {ambiguous > 0 ? `; ${formatQuantity(ambiguous, 'question')} of runs fit several and were left alone` : ''}.
        </p>
      ) : null}
      <IssueTable issues={issues} downloadHref={null} />
    </div>
  );
}

type BodyProps = Pick<FileCardProps, 'file' | 'companions' | 'endedImports' | 'onChange'>;

function Body({ file, companions, endedImports, onChange }: BodyProps) {
  const { preview, stage } = file;
  if (stage.name === 'entities_stored') return <EntitiesStored result={stage.result} endedImports={endedImports} />;
  if (preview === null) return stage.name === 'reading' ? <p role="status">Reading its beginning…</p> : null;
  if (preview.kind === 'refused') {
    return (
      <StatePanel kind="error" title="This file cannot be imported" level={3}>
        <p>{preview.why}</p>
      </StatePanel>
    );
  }
  if (preview.kind === 'companion')
    return (
      <p className={styles.note}>
        {preview.label}: {preview.why}.
      </p>
    );
  if (preview.kind === 'entities') {
    return (
      <>
        <p>Gold entities: {preview.why}. The first questions:</p>
        <EntityPreview preview={preview} />
        <IssueTable issues={{ total: preview.issues.length, byCode: {}, first: preview.issues }} downloadHref={null} />
      </>
    );
  }
  return (
    <>
      <Facts facts={understoodFacts(preview)} />
      {companions.length > 0 ? (
        <p className={styles.note}>
          With {companions.map((companion) => companion.path).join(', ')} of the same folder.
        </p>
      ) : null}
      <IssueTable issues={{ total: preview.issues.length, byCode: {}, first: preview.issues }} downloadHref={null} />
      <LogSettings file={file} onChange={onChange} />
      <FirstRollout preview={preview} />
    </>
  );
}

/** How far the upload is, or why it failed. */
function StageLine({ file }: { readonly file: ChosenFile }) {
  const { stage } = file;
  if (stage.name === 'failed') {
    return (
      <p role="alert" className={styles.problem}>
        {stage.message}
      </p>
    );
  }
  if (stage.name !== 'sending') return null;
  const words = stage.fraction < 1 ? `Uploading, ${formatPercent(stage.fraction)}` : 'Uploaded, waiting for the server';
  return (
    <div role="status" className={styles.sending}>
      <Progress value={stage.fraction * 100} size="lg" aria-label={`Upload of ${file.path}`} />
      <span>{words}</span>
    </div>
  );
}

/** One chosen file: what it is, what would be stored of it, and the button that does. */
export function FileCard(props: FileCardProps) {
  const { file, onSend, onCancel, onRemove } = props;
  const { stage, preview } = file;
  const sends = preview?.kind === 'rollouts' || preview?.kind === 'entities';
  const canSend = sends && (stage.name === 'ready' || stage.name === 'failed');
  return (
    <article className={styles.card} aria-label={file.path}>
      <header className={styles.head}>
        <h3>
          {file.path} <span className={styles.note}>{formatBytes(file.file.size)}</span>
        </h3>
        <div className={styles.buttons}>
          {canSend ? (
            <Button size="xs" onClick={onSend}>
              {preview.kind === 'entities' ? 'Store the entities' : 'Start the import'}
            </Button>
          ) : null}
          {stage.name === 'sending' ? (
            <Button size="xs" variant="default" onClick={onCancel}>
              Cancel
            </Button>
          ) : (
            <Button size="xs" variant="default" onClick={onRemove} aria-label={`Remove ${file.path} from the list`}>
              {stage.name === 'entities_stored' ? 'Close' : 'Remove'}
            </Button>
          )}
        </div>
      </header>
      <StageLine file={file} />
      <Body {...props} />
    </article>
  );
}
