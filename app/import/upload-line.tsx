'use client';

import { Progress } from '@mantine/core';
import { formatBytes, formatPercent } from '@/components/format/format-number';
import type { DropStage } from './drop/drop-work';
import { durationWords, secondsLeft } from './drop/upload-pace';
import styles from './drop-card.module.css';

type Sending = Extract<DropStage, { name: 'sending' }>;

function paceWords({ pace, total }: Sending): string {
  if (pace.bytes >= total) return 'All of it is there';
  const left = secondsLeft(pace, total);
  const parts = [
    `${formatBytes(pace.bytes)} of ${formatBytes(total)}`,
    ...(pace.bytesPerSecond === null ? [] : [`${formatBytes(pace.bytesPerSecond)}/s`]),
    ...(left === null ? [] : [`${durationWords(left)} left`]),
  ];
  return parts.join(' · ');
}

interface BarProps {
  readonly title: string;
  readonly sent: number;
  readonly total: number;
  readonly words: string;
  /** What is read out: said anew only when it changes, so it is rounded. */
  readonly spoken: string;
}

function Bar({ title, sent, total, words, spoken }: BarProps) {
  const fraction = total === 0 ? 0 : sent / total;
  return (
    <div className={styles.sending}>
      <Progress value={fraction * 100} size="lg" aria-label={`Upload of ${title}`} />
      <span>
        {formatPercent(fraction)} · {words}
      </span>
      <span className="visually-hidden" role="status">
        {spoken}
      </span>
    </div>
  );
}

/** How far a drop is on its way to the server, or why it stopped. */
export function UploadLine({ title, stage }: { readonly title: string; readonly stage: DropStage }) {
  switch (stage.name) {
    case 'planning':
    case 'entities_stored':
    case 'started':
      return null;
    case 'storing_entities':
      return <p role="status">Storing the gold entities first, so that the runs find them…</p>;
    case 'waiting':
      return <p role="status">Waiting for other uploads to end…</p>;
    case 'starting':
      return <p role="status">Uploaded. Starting the import…</p>;
    case 'sending': {
      const { pace, total } = stage;
      const tenths = Math.floor((pace.bytes / total) * 10) * 10;
      return (
        <Bar title={title} sent={pace.bytes} total={total} words={paceWords(stage)} spoken={`${tenths}% uploaded`} />
      );
    }
    case 'paused': {
      const { sent, total } = stage;
      const words = `Paused: ${formatBytes(sent)} of ${formatBytes(total)} are there`;
      return <Bar title={title} sent={sent} total={total} words={words} spoken={words} />;
    }
    case 'failed':
      return (
        <p role="alert" className={styles.problem}>
          {stage.message}
        </p>
      );
  }
}
