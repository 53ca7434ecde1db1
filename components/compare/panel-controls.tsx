'use client';

import { useQueryStates } from 'nuqs';
import { useTransition } from 'react';
import { ChoiceSwitch } from './choice-switch';
import { AGAINST_THOUGHTS, panelParsers, TEXT_LABELS } from './panel-parsers';
import styles from './training-charts.module.css';

/** Over which rollouts the panels are, and what figure 5 holds against the thoughts; both in the URL. */
export function PanelControls() {
  const [pending, startTransition] = useTransition();
  const [state, setState] = useQueryStates(panelParsers, {
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
