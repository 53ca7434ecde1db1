'use client';

import { useQueryStates } from 'nuqs';
import { useTransition } from 'react';
import { ChoiceSwitch } from './choice-switch';
import { compareParsers } from './compare-parsers';
import { AGAINST_THOUGHTS, panelParsers, TEXT_LABELS } from './panel-parsers';
import { SplitSelect } from './split-select';
import styles from './training-charts.module.css';

const controlParsers = { ...panelParsers, split: compareParsers.split };

/** Over which rollouts the panels are, and what figure 5 holds against the thoughts; all in the URL. @param splits there are */
export function PanelControls({ splits }: { readonly splits: readonly string[] }) {
  const [pending, startTransition] = useTransition();
  const [state, setState] = useQueryStates(controlParsers, {
    shallow: false,
    history: 'push',
    scroll: false,
    startTransition,
  });
  return (
    <section className={styles.controls} aria-label="What the panels show" aria-busy={pending}>
      <ChoiceSwitch
        label="Over"
        options={[
          { value: 'shared', label: 'Shared questions' },
          { value: 'all', label: 'All questions' },
        ]}
        value={state.over}
        onChange={(over) => void setState({ over })}
      />
      <SplitSelect splits={splits} value={state.split} onChange={(split) => void setState({ split })} />
      <ChoiceSwitch
        label="Thoughts against"
        options={AGAINST_THOUGHTS.map((value) => ({ value, label: TEXT_LABELS[value] }))}
        value={state.against}
        onChange={(against) => void setState({ against })}
      />
      <span className={styles.note} role="status">
        {pending ? 'Computing…' : ''}
      </span>
    </section>
  );
}
