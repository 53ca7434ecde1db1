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

interface ClassChoiceProps {
  readonly page: EntityGainsAnswer;
  readonly chosen: EntityGainClass;
  readonly onChoose: (choice: EntityGainClass) => void;
}

/** The classes of entities, with how many there are of each. */
function ClassChoice({ page, chosen, onChoose }: ClassChoiceProps) {
  return (
    <div role="group" aria-label="Which entities" className={styles.choices}>
      {ENTITY_GAIN_CLASSES.map((choice) => (
        <button
          key={choice}
          type="button"
          className={styles.choice}
          aria-pressed={choice === chosen}
          data-tip={CLASS_WORDS[choice].means}
          onClick={() => onChoose(choice)}
        >
          {CLASS_WORDS[choice].label}
          <span className={styles.count}> {formatCount(countOf(page, choice))}</span>
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

/** Class, name, order and page of their entities, all of them in the URL. */
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
  const choose = (chosen: EntityGainClass) => void setState({ class: chosen, sort: firstSort(chosen), from: null });
  return (
    <>
      <div className={styles.tools}>
        <ClassChoice page={page} chosen={state.class} onChoose={choose} />
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
