'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';
import { formatCount } from '@/components/format/format-number';
import { Facts } from '@/components/rollout/rollout-facts';
import { transcriptTurn } from '@/components/rollout/transcript';
import { TranscriptView } from '@/components/rollout/transcript-view';
import type { PreviewRollout } from '@/lib/api/schemas/preview-rollout';
import styles from './run-plan.module.css';

function factsOf(rollout: PreviewRollout) {
  const { question, questionId, answers, prediction, correct, step, entities } = rollout;
  return [
    { name: 'Question', value: question ?? questionId ?? 'not in the log' },
    { name: 'Gold answers', value: answers.length === 0 ? 'not in the log' : answers.join(' · ') },
    { name: 'Prediction', value: prediction ?? 'none' },
    { name: 'Correct', value: correct === null ? 'not decided' : correct ? 'yes' : 'no' },
    ...(step === null ? [] : [{ name: 'Step', value: formatCount(step) }]),
    ...(entities === null ? [] : [{ name: 'Gold entities', value: entities.join(' · ') }]),
  ];
}

interface FirstRolloutsProps {
  readonly rollouts: readonly PreviewRollout[];
  readonly startsOpen: boolean;
}

/**
 * The first rollouts of a run as they were read, one at a time. Of all such lists on the page one is open (`name`), since the
 * turns of a transcript carry ids.
 */
export function FirstRollouts({ rollouts, startsOpen }: FirstRolloutsProps) {
  const [isOpen, setIsOpen] = useState(startsOpen);
  const [chosen, setChosen] = useState(0);
  const rollout = rollouts[Math.min(chosen, rollouts.length - 1)];
  if (rollout === undefined) return null;
  const turns = rollout.turnList.map(({ turn, spans }) => transcriptTurn(turn, spans));
  return (
    <details
      name="first-rollouts"
      className={styles.details}
      open={isOpen}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary>
        First rollouts as they were read
        <span className={styles.note}>
          {' '}
          {rollout.file}, line {formatCount(rollout.line)}
        </span>
      </summary>
      {isOpen ? (
        <div className={styles.rollout}>
          {rollouts.length > 1 ? (
            <div className={styles.tabs} role="group" aria-label="Rollout shown">
              {rollouts.map((one, index) => (
                <Button
                  key={index}
                  size="compact-xs"
                  variant={one === rollout ? 'filled' : 'default'}
                  aria-pressed={one === rollout}
                  onClick={() => setChosen(index)}
                >
                  Rollout {index + 1}
                </Button>
              ))}
            </div>
          ) : null}
          <Facts facts={factsOf(rollout)} />
          <section className={styles.transcript} aria-label="Turns of the rollout" tabIndex={0}>
            <TranscriptView turns={turns} entityNames={[]} />
          </section>
        </div>
      ) : null}
    </details>
  );
}
