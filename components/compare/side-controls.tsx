'use client';

import { ActionIcon, Button, Popover } from '@mantine/core';
import { memo, useState } from 'react';
import { withoutSide, withSteps, type ChosenSides } from '@/lib/core/compare-runs/change-sides';
import type { ComparedSideFacts } from '@/lib/core/compare-runs/comparison';
import { parseSideName } from '@/lib/core/compare-runs/side-name';
import { sideLabel } from './side-label';
import { StepsForm } from './steps-form';
import styles from './side-strip.module.css';

interface SideControlsProps {
  readonly side: ComparedSideFacts;
  readonly at: number;
  /** Sides there are: two cannot spare one. */
  readonly count: number;
  readonly sides: ChosenSides;
  readonly onChange: (sides: ChosenSides) => void;
}

function stepsWords(steps: string | null): string {
  if (steps === null) return 'all steps';
  if (steps === 'last') return 'last step';
  return `${steps.includes('..') ? 'steps' : 'step'} ${steps}`;
}

/** Steps of a side, and taking it out. Ten of them cost more than what changes with a baseline, so they stay as they are. */
export const SideControls = memo(function SideControls({ side, at, count, sides, onChange }: SideControlsProps) {
  const [isOpen, setOpen] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const name = sideLabel(side);
  const hasNoSteps = side.steps === null && side.stepCount === 0;
  return (
    <>
      <Popover
        opened={isOpen}
        onChange={setOpen}
        position="bottom-start"
        withinPortal
        trapFocus
        returnFocus
        shadow="md"
        width={260}
      >
        <Popover.Target>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Steps of ${name}: ${stepsWords(side.steps)}`}
            onClick={() => setOpen(!isOpen)}
          >
            {stepsWords(side.steps)}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={`Steps of ${name}`}>
          {hasNoSteps ? <p className={styles.note}>The log of this run names no steps: all is all there is.</p> : null}
          <StepsForm
            steps={parseSideName(side.name)?.steps ?? { kind: 'all' }}
            submitLabel="Compare these"
            refusal={refusal}
            onSubmit={(steps) => {
              const next = withSteps(sides, at, steps);
              if (typeof next === 'string') {
                setRefusal('These steps of the run are compared already.');
                return;
              }
              setRefusal(null);
              setOpen(false);
              onChange(next);
            }}
          />
        </Popover.Dropdown>
      </Popover>
      {count > 2 ? (
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={`Leave ${name} out`}
          onClick={() => onChange(withoutSide(sides, at))}
        >
          ✕
        </ActionIcon>
      ) : null}
    </>
  );
});
