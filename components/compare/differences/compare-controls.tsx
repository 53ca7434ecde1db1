'use client';

import { Button, Checkbox, NumberInput, Popover } from '@mantine/core';
import { parseAsString, useQueryStates } from 'nuqs';
import { useTransition } from 'react';
import { useDraft } from '@/components/browser/use-draft';
import { compareParsers } from '@/components/compare/compare-parsers';
import { SplitSelect } from '@/components/compare/split-select';
import { formatQuantity } from '@/components/format/format-number';
import { METRIC_IDS, type MetricId } from '@/lib/core/compare-runs/compared-metrics';
import { metricLabel, parseMetricIds } from '@/lib/core/compare-runs/metric-label';
import styles from './differences.module.css';

const controlParsers = {
  k: compareParsers.k,
  split: compareParsers.split,
  metrics: parseAsString.withDefault(''),
};

interface CompareControlsProps {
  /** k in force. */
  readonly k: number;
  /** Splits there are, as far as is known. */
  readonly splits: readonly string[];
  readonly tests: number;
}

/** Which metrics are shown (Holm is over them), k, and the split. */
export function CompareControls({ k, splits, tests }: CompareControlsProps) {
  const [isPending, startTransition] = useTransition();
  const [state, setState] = useQueryStates(controlParsers, {
    shallow: false,
    history: 'push',
    scroll: false,
    startTransition,
  });
  const [shownK, setShownK] = useDraft<number | string>(k);
  const shown = parseMetricIds(state.metrics) ?? METRIC_IDS;
  const commitK = () => {
    const next = Math.round(Number(shownK));
    if (shownK === '' || !(next >= 1 && next <= 1000)) setShownK(k);
    else if (next !== k) void setState({ k: next });
  };
  const toggle = (id: MetricId) => {
    const next = METRIC_IDS.filter((one) => (one === id ? !shown.includes(id) : shown.includes(one)));
    if (next.length > 0) void setState({ metrics: next.length === METRIC_IDS.length ? null : next.join(',') });
  };
  return (
    <div className={styles.controls} aria-busy={isPending}>
      <Popover position="bottom-start" withinPortal trapFocus returnFocus shadow="md">
        <Popover.Target>
          <Button size="xs" variant="default">
            {shown.length === METRIC_IDS.length ? 'All metrics' : formatQuantity(shown.length, 'metric')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label="Metrics shown">
          <div className={styles.metrics}>
            {METRIC_IDS.map((id) => (
              <Checkbox
                key={id}
                size="xs"
                label={metricLabel(id, k)}
                checked={shown.includes(id)}
                disabled={shown.length === 1 && shown.includes(id)}
                onChange={() => toggle(id)}
              />
            ))}
            <Button size="compact-xs" variant="subtle" onClick={() => void setState({ metrics: null })}>
              Show all
            </Button>
          </div>
        </Popover.Dropdown>
      </Popover>
      <div className={styles.control}>
        <span>k of mean@k and pass@k</span>
        <NumberInput
          size="xs"
          className={styles.k}
          min={1}
          max={1000}
          hideControls
          aria-label="k of mean@k and pass@k"
          value={shownK}
          onChange={setShownK}
          onBlur={commitK}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commitK();
          }}
        />
      </div>
      <SplitSelect splits={splits} value={state.split} onChange={(split) => void setState({ split })} />
      <span className={styles.facts}>
        Holm over the {formatQuantity(tests, 'test')} shown: fewer metrics, fewer tests
      </span>
      <span className={styles.facts} role="status">
        {isPending ? 'Comparing…' : ''}
      </span>
    </div>
  );
}
