'use client';

import { useSearchParams } from 'next/navigation';
import { useQueryStates } from 'nuqs';
import { useTransition } from 'react';
import { PanelButton } from '@/components/controls/panel-button';
import { PushButton } from '@/components/controls/push-button';
import { SelectField } from '@/components/controls/select-field';
import { MATCHERS, SCOPES } from '@/lib/core/entities/entity';
import { DEFAULT_DEFINITIONS, DEVIATIONS, type Definitions } from '@/lib/core/rewards/definitions';
import { DefinitionHint } from './definition-hint';
import styles from './definition-controls.module.css';
import { definitionParsers, definitionQuery } from './definition-parsers';
import { FractionControl } from './fraction-control';
import { MATCHER_LABELS, SCOPE_LABELS } from './glossary';
import { ignoredParameters, stillIgnored } from './ignored-parameters';

const DEVIATION_LABELS = { sample: 'Sample (n − 1)', population: 'Population (n)' } as const;

interface DefinitionControlsProps {
  /** Parameters of the page itself that are no such values, as the address named them when the page was read. */
  readonly ignored?: readonly string[];
}

const NONE: readonly string[] = [];

/** The definitions in force, changeable; every change goes to the URL and every number of the page follows. */
export function DefinitionControls({ ignored: ignoredAtFirst = NONE }: DefinitionControlsProps) {
  const [pending, startTransition] = useTransition();
  const [definitions, setDefinitions] = useQueryStates(definitionParsers, {
    shallow: false,
    history: 'push',
    scroll: false,
    startTransition,
  });
  const isDefault = definitionQuery(definitions) === '';
  const query = new URLSearchParams(useSearchParams());
  const ignored = [...ignoredParameters(definitionParsers, query), ...stillIgnored(ignoredAtFirst, query)];
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
        <SelectField
          label="Matcher"
          withLabel={false}
          value={definitions.matcher}
          choices={MATCHERS.map((value) => ({ value, label: MATCHER_LABELS[value] }))}
          onChoose={(matcher) => change({ matcher })}
        />
      </div>
      <div className={styles.control}>
        <span className={styles.label}>
          <DefinitionHint term="scope">in</DefinitionHint>
        </span>
        <SelectField
          label="Scope: text that is searched for entities"
          withLabel={false}
          value={definitions.scope}
          choices={SCOPES.map((value) => ({ value, label: SCOPE_LABELS[value] }))}
          onChoose={(scope) => change({ scope })}
        />
      </div>
      <PanelButton label="Advantage…" panelLabel="How advantages are computed">
        <div className={styles.advanced}>
          <SelectField
            label="Standard deviation"
            value={definitions.std}
            choices={DEVIATIONS.map((value) => ({ value, label: DEVIATION_LABELS[value] }))}
            onChoose={(std) => change({ std })}
          />
          <SelectField
            label="ε, added to it"
            value={String(definitions.epsilon)}
            choices={[...new Set([0, 1e-8, 1e-6, 1e-4, definitions.epsilon])].map((value) => ({
              value: String(value),
              label: value === 0 ? '0' : value.toExponential(),
            }))}
            onChoose={(epsilon) => change({ epsilon: Number(epsilon) })}
          />
        </div>
      </PanelButton>
      {isDefault ? (
        <span className={styles.note}>Defaults: τ is ours, the rest is the paper’s</span>
      ) : (
        <PushButton look="quiet" onClick={() => change({ ...DEFAULT_DEFINITIONS })}>
          Back to the defaults
        </PushButton>
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
