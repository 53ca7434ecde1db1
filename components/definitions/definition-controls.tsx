'use client';

import { Button, NativeSelect, NumberInput, Popover, Slider } from '@mantine/core';
import { useSearchParams } from 'next/navigation';
import { useQueryStates } from 'nuqs';
import { useTransition } from 'react';
import { useDraft } from '@/components/browser/use-draft';
import { MATCHERS, SCOPES } from '@/lib/core/entities/entity';
import { DEFAULT_DEFINITIONS, DEVIATIONS, type Definitions } from '@/lib/core/rewards/definitions';
import { DefinitionHint } from './definition-hint';
import styles from './definition-controls.module.css';
import { definitionParsers, definitionQuery, ignoredDefinitions } from './definition-parsers';
import { MATCHER_LABELS, SCOPE_LABELS } from './glossary';

const DEVIATION_LABELS = { sample: 'Sample (n − 1)', population: 'Population (n)' } as const;

interface FractionControlProps {
  readonly term: 'alpha' | 'threshold';
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** A fraction by slider and by number; the slider reports when it is let go, the number when it is finished. */
function FractionControl({ term, label, value, onChange }: FractionControlProps) {
  const [shown, setShown] = useDraft<number | string>(value);
  const commit = (next: number | string) => {
    const number = Number(next);
    if (next === '' || !Number.isFinite(number)) setShown(value);
    else onChange(Math.min(1, Math.max(0, number)));
  };
  return (
    <div className={styles.control}>
      <span className={styles.label}>
        <DefinitionHint term={term}>{label}</DefinitionHint>
      </span>
      <Slider
        className={styles.slider}
        size="sm"
        min={0}
        max={1}
        step={0.05}
        label={null}
        value={typeof shown === 'number' ? shown : value}
        onChange={setShown}
        onChangeEnd={commit}
        thumbLabel={label}
      />
      <NumberInput
        className={styles.number}
        size="xs"
        min={0}
        max={1}
        step={0.05}
        hideControls
        aria-label={`${label}, number`}
        value={shown}
        onChange={setShown}
        onBlur={() => commit(shown)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit(shown);
        }}
      />
    </div>
  );
}

/** The definitions in force, changeable; every change goes to the URL and every number of the page follows. */
export function DefinitionControls() {
  const [pending, startTransition] = useTransition();
  const [definitions, setDefinitions] = useQueryStates(definitionParsers, {
    shallow: false,
    history: 'push',
    scroll: false,
    startTransition,
  });
  const isDefault = definitionQuery(definitions) === '';
  const ignored = ignoredDefinitions(new URLSearchParams(useSearchParams()));
  const change = (part: Partial<Definitions>) => void setDefinitions(part);
  return (
    <section aria-label="Definitions in force" className={styles.controls} aria-busy={pending}>
      <FractionControl term="alpha" label="α" value={definitions.alpha} onChange={(alpha) => change({ alpha })} />
      <FractionControl
        term="threshold"
        label="τ"
        value={definitions.threshold}
        onChange={(threshold) => change({ threshold })}
      />
      <div className={styles.control}>
        <span className={styles.label}>
          <DefinitionHint term="matcher">Matcher</DefinitionHint>
        </span>
        <NativeSelect
          size="xs"
          aria-label="Matcher"
          value={definitions.matcher}
          data={MATCHERS.map((value) => ({ value, label: MATCHER_LABELS[value] }))}
          onChange={(event) =>
            change({
              matcher: MATCHERS.find((matcher) => matcher === event.currentTarget.value) ?? DEFAULT_DEFINITIONS.matcher,
            })
          }
        />
      </div>
      <div className={styles.control}>
        <span className={styles.label}>
          <DefinitionHint term="scope">in</DefinitionHint>
        </span>
        <NativeSelect
          size="xs"
          aria-label="Scope: text that is searched for entities"
          value={definitions.scope}
          data={SCOPES.map((value) => ({ value, label: SCOPE_LABELS[value] }))}
          onChange={(event) =>
            change({ scope: SCOPES.find((scope) => scope === event.currentTarget.value) ?? DEFAULT_DEFINITIONS.scope })
          }
        />
      </div>
      <Popover position="bottom-end" withinPortal trapFocus shadow="md">
        <Popover.Target>
          <Button size="xs" variant="default">
            Advantage…
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label="How advantages are computed">
          <div className={styles.advanced}>
            <NativeSelect
              size="xs"
              label="Standard deviation"
              value={definitions.std}
              data={DEVIATIONS.map((value) => ({ value, label: DEVIATION_LABELS[value] }))}
              onChange={(event) =>
                change({ std: DEVIATIONS.find((std) => std === event.currentTarget.value) ?? DEFAULT_DEFINITIONS.std })
              }
            />
            <NativeSelect
              size="xs"
              label="ε, added to it"
              value={String(definitions.epsilon)}
              data={[...new Set([0, 1e-8, 1e-6, 1e-4, definitions.epsilon])].map((value) => ({
                value: String(value),
                label: value === 0 ? '0' : value.toExponential(),
              }))}
              onChange={(event) => change({ epsilon: Number(event.currentTarget.value) })}
            />
          </div>
        </Popover.Dropdown>
      </Popover>
      {isDefault ? (
        <span className={styles.note}>Defaults: τ is ours, the rest is the paper’s</span>
      ) : (
        <Button size="xs" variant="subtle" onClick={() => change({ ...DEFAULT_DEFINITIONS })}>
          Back to the defaults
        </Button>
      )}
      {ignored.length === 0 ? null : (
        <span className={styles.ignored} role="alert">
          The address names {ignored.join(', ')}, which{' '}
          {ignored.length === 1 ? 'is no such value' : 'are no such values'}: the default is in force.
        </span>
      )}
      <span className={styles.note} role="status">
        {pending ? 'Computing…' : ''}
      </span>
    </section>
  );
}
