'use client';

import { Button } from '@mantine/core';
import { useQueryStates } from 'nuqs';
import { useMemo, useTransition } from 'react';
import { useDraft } from '@/components/browser/use-draft';
import { EntityLiftChart } from '@/components/charts/entity-lift-chart';
import { CLASS_WORDS } from '@/components/entities/run-entity';
import { runEntityColumns } from '@/components/entities/run-entity-columns';
import { formatCount, formatQuantity } from '@/components/format/format-number';
import type { RunPlace } from '@/components/runs/run-place';
import { StatePanel } from '@/components/states/state-panel';
import { DataTable } from '@/components/table/data-table';
import { ListPages } from '@/components/table/list-pages';
import type { RunEntityList } from '@/lib/api/schemas/run-entity';
import { ENTITY_CLASSES } from '@/lib/core/entities/compare-entities';
import styles from './page.module.css';
import { ENTITIES_A_PAGE, entitiesSearchParams } from './search-params';

interface EntitiesClientProps {
  readonly place: RunPlace;
  readonly page: RunEntityList;
}

const CHOICES = ['all', ...ENTITY_CLASSES] as const;
type Choice = (typeof CHOICES)[number];

interface ClassTabsProps {
  readonly counts: RunEntityList['counts'];
  readonly chosen: Choice;
  readonly onChoose: (choice: Choice) => void;
}

/** One class of entities at a time, each with its number in the run. */
function ClassTabs({ counts, chosen, onChoose }: ClassTabsProps) {
  return (
    <div role="group" aria-label="Which entities" className={styles.choices}>
      {CHOICES.map((choice) => {
        const count = choice === 'all' ? counts.entities : (counts.classes[choice] ?? 0);
        return (
          <button
            key={choice}
            type="button"
            className={styles.choice}
            aria-pressed={choice === chosen}
            data-tip={choice === 'all' ? undefined : CLASS_WORDS[choice].means}
            onClick={() => onChoose(choice)}
          >
            {choice === 'all' ? 'All' : CLASS_WORDS[choice].tab}{' '}
            <span className={styles.count}>{formatCount(count)}</span>
          </button>
        );
      })}
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

/** Class, name, order and page of the entities, all of them in the URL. */
export function EntitiesClient({ place, page }: EntitiesClientProps) {
  const [pending, startTransition] = useTransition();
  const [state, setState] = useQueryStates(entitiesSearchParams, { shallow: false, history: 'push', startTransition });
  const columns = useMemo(() => runEntityColumns(place), [place]);
  const { items, total, counts } = page;
  const clear = { class: null, name: null, from: null } as const;
  return (
    <>
      <div className={styles.tools}>
        <ClassTabs
          counts={counts}
          chosen={state.class}
          onChoose={(choice) => void setState({ class: choice, from: null })}
        />
        <NameSearch name={state.name} onName={(name) => void setState({ name, from: null })} />
      </div>
      {state.class === 'all' ? null : <p className={styles.note}>{CLASS_WORDS[state.class].means}</p>}
      {items.length === 0 ? (
        <StatePanel kind="filtered" title="No entity of this kind">
          <Button size="xs" variant="default" onClick={() => void setState(clear)}>
            Show all {formatQuantity(counts.entities, 'entity', 'entities')}
          </Button>
        </StatePanel>
      ) : (
        <>
          <EntityLiftChart rows={items} place={place} />
          <p className={styles.note}>
            “Right found it” and “Wrong found it” pool all rollouts. Lift and difference compare right with wrong
            rollouts within each question that has both, so they may point another way; the difference is in percentage
            points.
          </p>
          <DataTable
            caption="Entities"
            rows={items}
            columns={columns}
            rowKey={(row) => row.name}
            sort={state.sort}
            onSort={(sort) => void setState({ sort: entitiesSearchParams.sort.parse(sort), from: null })}
            sorted="page"
            busy={pending}
          />
          <ListPages
            from={state.from}
            shown={items.length}
            total={total}
            unit={['entity', 'entities']}
            pageSize={ENTITIES_A_PAGE}
            isPending={pending}
            onFrom={(from) => void setState({ from })}
            order={state.sort === 'bottleneck' ? ', bottlenecks first' : ''}
          >
            {state.sort === 'bottleneck' ? null : (
              <Button size="xs" variant="default" onClick={() => void setState({ sort: null, from: null })}>
                Bottlenecks first
              </Button>
            )}
          </ListPages>
        </>
      )}
    </>
  );
}
