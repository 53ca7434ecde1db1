'use client';

import { Button } from '@mantine/core';
import { useQueryStates } from 'nuqs';
import { useMemo, useTransition } from 'react';
import { useDraft } from '@/components/browser/use-draft';
import { entityGainColumns } from '@/components/compare/entity-gain-columns';
import { formatCount, formatQuantity } from '@/components/format/format-number';
import { StatePanel } from '@/components/states/state-panel';
import { DataTable } from '@/components/table/data-table';
import { ListPages } from '@/components/table/list-pages';
import { ENTITY_GAIN_CLASSES, type EntityGainClass, type EntityGainsAnswer } from '@/lib/api/schemas/compare-entities';
import type { Definitions } from '@/lib/core/rewards/definitions';
import styles from './page.module.css';
import { entityGainsSearchParams, GAINS_A_PAGE } from './search-params';

interface EntityGainsClientProps {
  readonly definitions: Definitions;
  readonly page: EntityGainsAnswer;
  /** What the sides are called, in their order. */
  readonly labels: readonly string[];
}

const CLASS_WORDS: Readonly<Record<EntityGainClass, { readonly label: string; readonly means: string }>> = {
  all: { label: 'All', means: 'Every entity that all runs look for.' },
  gained: { label: 'More often', means: 'This run found it in a larger share of rollouts than the baseline.' },
  lost: { label: 'Less often', means: 'This run found it in a smaller share of rollouts than the baseline.' },
  learned: { label: 'Learned', means: 'No rollout of the baseline found it, some of this run did.' },
  forgotten: { label: 'Forgotten', means: 'Rollouts of the baseline found it, none of this run did.' },
};

function countOf({ counts }: EntityGainsAnswer, chosen: EntityGainClass): number {
  switch (chosen) {
    case 'all':
      return counts.entities;
    case 'gained':
      return counts.gained + counts.learned;
    case 'lost':
      return counts.lost + counts.forgotten;
    case 'learned':
    case 'forgotten':
      return counts[chosen];
  }
}

/** In which order a class is read first: losses from the largest. */
function firstSort(chosen: EntityGainClass): 'difference' | null {
  return chosen === 'lost' || chosen === 'forgotten' ? 'difference' : null;
}

interface ChoicesProps<Choice> {
  readonly label: string;
  readonly choices: readonly {
    readonly value: Choice;
    readonly label: string;
    readonly count?: number;
    readonly means?: string;
  }[];
  readonly chosen: Choice;
  readonly onChoose: (choice: Choice) => void;
}

/** A few values of which one is in force. */
function Choices<Choice extends string | number>({ label, choices, chosen, onChoose }: ChoicesProps<Choice>) {
  return (
    <div role="group" aria-label={label} className={styles.choices}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          className={styles.choice}
          aria-pressed={choice.value === chosen}
          data-tip={choice.means}
          onClick={() => onChoose(choice.value)}
        >
          {choice.label}
          {choice.count === undefined ? null : <span className={styles.count}> {formatCount(choice.count)}</span>}
        </button>
      ))}
    </div>
  );
}

function NameSearch({ name, onName }: { readonly name: string; readonly onName: (name: string) => void }) {
  const [text, setText] = useDraft(name);
  return (
    <form
      role="search"
      className={styles.search}
      onSubmit={(event) => {
        event.preventDefault();
        onName(text.trim());
      }}
    >
      <input
        data-search
        type="search"
        value={text}
        maxLength={200}
        className={styles.input}
        placeholder="Name of an entity"
        aria-label="Search entities by name"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" variant="default">
        Search
      </Button>
    </form>
  );
}

/** Which two sides, class, name, order and page of their entities, all of them in the URL. */
export function EntityGainsClient({ definitions, page, labels }: EntityGainsClientProps) {
  const [pending, startTransition] = useTransition();
  const [state, setState] = useQueryStates(entityGainsSearchParams, {
    shallow: false,
    history: 'push',
    startTransition,
  });
  const columns = useMemo(() => {
    const labelled = (side: EntityGainsAnswer['baseline']) => ({
      ...side,
      label: labels[side.position] ?? side.run.name,
    });
    return entityGainColumns({ baseline: labelled(page.baseline), against: labelled(page.against), definitions });
  }, [page.baseline, page.against, labels, definitions]);
  const { items, total, counts } = page;
  const others = labels
    .map((label, value) => ({ label, value }))
    .filter(({ value }) => value !== page.baseline.position);
  const choose = (chosen: EntityGainClass) => void setState({ class: chosen, sort: firstSort(chosen), from: null });
  return (
    <>
      {others.length < 2 ? null : (
        <Choices
          label="Run that is set against the baseline"
          choices={others}
          chosen={page.against.position}
          onChoose={(against) => void setState({ against, from: null })}
        />
      )}
      <div className={styles.tools}>
        <Choices
          label="Which entities"
          choices={ENTITY_GAIN_CLASSES.map((value) => ({ value, ...CLASS_WORDS[value], count: countOf(page, value) }))}
          chosen={state.class}
          onChoose={choose}
        />
        <NameSearch name={state.name} onName={(name) => void setState({ name, from: null })} />
      </div>
      {items.length === 0 ? (
        <StatePanel kind="filtered" title="No entity of this kind" level={3}>
          <Button size="xs" variant="default" onClick={() => void setState({ class: null, name: null, from: null })}>
            Show all {formatQuantity(counts.entities, 'entity', 'entities')}
          </Button>
        </StatePanel>
      ) : (
        <>
          <DataTable
            caption="Entities gained and lost"
            rows={items}
            columns={columns}
            rowKey={(row) => row.name}
            sort={state.sort}
            onSort={(sort) => void setState({ sort: entityGainsSearchParams.sort.parse(sort), from: null })}
            sorted="page"
            busy={pending}
          />
          <ListPages
            from={Math.max(0, state.from)}
            shown={items.length}
            total={total}
            unit={['entity', 'entities']}
            pageSize={GAINS_A_PAGE}
            isPending={pending}
            onFrom={(from) => void setState({ from })}
          />
        </>
      )}
    </>
  );
}
