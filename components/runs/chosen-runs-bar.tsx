'use client';

import { Button } from '@mantine/core';
import { useQueryStates } from 'nuqs';
import { definitionParsers, hrefWith } from '@/components/definitions/definition-parsers';
import { formatQuantity } from '@/components/format/format-number';
import { ButtonLink } from '@/components/shell/button-link';
import { MOST_SIDES } from '@/lib/core/compare-runs/side-name';
import styles from './chosen-runs-bar.module.css';
import { runColour } from './run-place';

interface ChosenRunsBarProps {
  readonly rows: readonly { readonly id: number; readonly name: string }[];
  /** In the order in which they were chosen. */
  readonly chosen: readonly number[];
  readonly onClear: () => void;
}

function hintOf(chosen: number, runs: number): string {
  if (chosen === 0) return runs < 2 ? 'A comparison takes two runs.' : 'Choose two to ten runs to compare them.';
  if (chosen === 1) return 'One more is needed; the first is the baseline.';
  return chosen === MOST_SIDES ? 'These are as many as a comparison takes.' : '';
}

/** What is chosen for a comparison, and the way to it. */
export function ChosenRunsBar({ rows, chosen, onClear }: ChosenRunsBarProps) {
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const [definitions] = useQueryStates(definitionParsers);
  const hint = hintOf(chosen.length, rows.length);
  return (
    <section className={styles.bar} aria-label="Chosen for comparison" data-any={chosen.length > 0 || undefined}>
      {chosen.length < 2 ? (
        <Button size="xs" variant="default" disabled aria-describedby="compare-hint">
          Compare
        </Button>
      ) : (
        <ButtonLink href={hrefWith('/compare', definitions, { runs: chosen.join(',') })} look="primary">
          Compare {formatQuantity(chosen.length, 'run')}
        </ButtonLink>
      )}
      <ol className={styles.list}>
        {chosen.map((id, at) => (
          <li key={id} className={styles.item}>
            <span className={styles.swatch} style={{ background: runColour(id) }} aria-hidden="true" />
            <span className={styles.name}>{names.get(id)}</span>
            {at === 0 ? <span className={styles.baseline}>baseline</span> : null}
          </li>
        ))}
      </ol>
      <span id="compare-hint" className={styles.hint} role="status">
        {hint}
      </span>
      {chosen.length === 0 ? null : (
        <Button size="compact-xs" variant="subtle" onClick={onClear}>
          Choose none
        </Button>
      )}
    </section>
  );
}
