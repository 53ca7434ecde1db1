'use client';

import { Button, NativeSelect, Popover } from '@mantine/core';
import { useState } from 'react';
import { withSide, type ChosenSides } from '@/lib/core/compare-runs/change-sides';
import { MOST_SIDES, type StepChoice } from '@/lib/core/compare-runs/side-name';
import { useCompareRequests, type RunOnOffer } from './compare-requests';
import { StepsForm } from './steps-form';
import styles from './side-strip.module.css';

interface AddSideProps {
  readonly count: number;
  readonly sides: ChosenSides;
  readonly onChange: (sides: ChosenSides) => void;
}

/** Puts one run more beside the others, or one of them once more at other steps. */
export function AddSide({ count, sides, onChange }: AddSideProps) {
  const { loadRuns } = useCompareRequests();
  const [isOpen, setOpen] = useState(false);
  const [runs, setRuns] = useState<readonly RunOnOffer[] | null>(null);
  const [runId, setRunId] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const toggle = () => {
    if (!isOpen && runs === null) void loadRuns().then(setRuns);
    setOpen(!isOpen);
  };
  const add = (steps: StepChoice) => {
    if (runId === '') {
      setRefusal('Choose a run.');
      return;
    }
    const next = withSide(sides, { runId: Number(runId), steps });
    if (typeof next === 'string') {
      setRefusal('These steps of the run are compared already: choose others.');
      return;
    }
    setRefusal(null);
    setRunId('');
    setOpen(false);
    onChange(next);
  };
  if (count >= MOST_SIDES) return <span className={styles.facts}>A comparison takes ten sides.</span>;
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-start"
      withinPortal
      trapFocus
      returnFocus
      shadow="md"
      width={300}
    >
      <Popover.Target>
        <Button size="compact-xs" variant="default" onClick={toggle}>
          + Add a run
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Add a run">
        <StepsForm steps={{ kind: 'all' }} submitLabel="Add" refusal={refusal} onSubmit={add}>
          <NativeSelect
            size="xs"
            label="Run"
            description="One that is here already can come once more at other steps."
            value={runId}
            data={[
              { value: '', label: runs === null ? 'Loading runs…' : 'Choose a run' },
              ...(runs ?? []).map(({ id, name }) => ({ value: String(id), label: `${name} (run ${id})` })),
            ]}
            onChange={(event) => {
              setRunId(event.currentTarget.value);
              setRefusal(null);
            }}
          />
        </StepsForm>
      </Popover.Dropdown>
    </Popover>
  );
}
