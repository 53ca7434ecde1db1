'use client';

import { memo, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { formatQuantity } from '@/components/format/format-number';
import { fateOfEntity, isInTrail, type EntityFate, type Trail } from '@/lib/core/shape/entity-trail';
import { hueOfEntity } from './entity-hue';
import styles from './entity-rail.module.css';
import { MentionStrip } from './mention-strip';
import type { EntityWithFirstTurns } from './transcript';
import { withVisibleControls } from './visible-controls';

const FATES = {
  never_taken_up: {
    words: 'seen, never taken up',
    tip: 'An observation shows it and no thought mentions it; a query or the answer may',
  },
  never_verified: {
    words: 'thought of, never verified',
    tip: 'A thought mentions it and no observation ever shows it',
  },
  never_mentioned: { words: 'never mentioned', tip: 'In no thought, tool call, observation or answer' },
} as const satisfies Record<EntityFate, { words: string; tip: string }>;
const FATE_ORDER = ['never_taken_up', 'never_verified', 'never_mentioned'] as const;

const FIRST_TURNS = [
  { scope: 'thoughts', head: 'Th.', words: 'thought' },
  { scope: 'queries', head: 'Qu.', words: 'query' },
  { scope: 'observations', head: 'Seen', words: 'observation' },
] as const;

interface RowProps {
  readonly entity: EntityWithFirstTurns;
  readonly position: number;
  readonly trail: Trail;
  readonly turns: number;
  readonly isHere: boolean;
  readonly onGo: (turn: number) => void;
  readonly onStep: (entity: number, offset: 1 | -1) => void;
}

function EntityName({ entity, position, trail, onStep }: RowProps) {
  const also = entity.aliases.length === 0 ? '' : `Also ${entity.aliases.join(', ')}\n`;
  const label = (
    <>
      <span className={styles.number}>{position + 1}</span>
      <span className={styles.label}>{entity.name}</span>
    </>
  );
  if (trail.length === 0) {
    return (
      <span className={styles.name} data-tip={`${entity.name}\n${also}${FATES.never_mentioned.words}`}>
        {label}
      </span>
    );
  }
  return (
    <button
      type="button"
      className={styles.name}
      data-tip={`${entity.name}\n${also}Next mention; with the arrow keys ← → previous and next`}
      onClick={() => onStep(position, 1)}
    >
      {label}
      <span className="visually-hidden">, next mention</span>
    </button>
  );
}

const EntityRow = memo(function EntityRow(props: RowProps) {
  const { entity, position, trail, turns, isHere, onGo, onStep } = props;
  const fate = fateOfEntity(entity.firstTurn);
  const stepByKey = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    onStep(position, event.key === 'ArrowRight' ? 1 : -1);
  };
  return (
    <tr data-entity-hue={hueOfEntity(position)} data-here={isHere || undefined} onKeyDown={stepByKey}>
      <th scope="row">
        <EntityName {...props} />
        {fate === null ? null : (
          <span className={styles.fate} data-fate={fate}>
            {FATES[fate].words}
          </span>
        )}
      </th>
      {FIRST_TURNS.map(({ scope, words }) => {
        const turn = entity.firstTurn[scope];
        return (
          <td key={scope}>
            {turn === null ? (
              <span className={styles.never} data-tip={`In no ${words}`}>
                –<span className="visually-hidden"> never</span>
              </span>
            ) : (
              <button
                type="button"
                className={styles.turn}
                aria-label={`${turn}: go to the turn of the first ${words} with ${entity.name}`}
                onClick={() => onGo(turn)}
              >
                {turn}
              </button>
            )}
          </td>
        );
      })}
      <td className={styles.strip}>
        <MentionStrip trail={trail} turns={turns} onGo={onGo} />
      </td>
    </tr>
  );
});

function FateCounts({ entities }: { readonly entities: readonly EntityWithFirstTurns[] }) {
  const fates = entities.map((entity) => fateOfEntity(entity.firstTurn));
  const counts = FATE_ORDER.map((fate) => ({ fate, count: fates.filter((one) => one === fate).length }));
  const shown = counts.filter(({ fate, count }) => count > 0 || fate !== 'never_mentioned');
  return (
    <p className={styles.counts}>
      {shown.map(({ fate, count }) => (
        <span key={fate} data-fate={count > 0 ? fate : undefined} data-tip={FATES[fate].tip}>
          <b>{count}</b> {FATES[fate].words}
        </span>
      ))}
    </p>
  );
}

interface EntityRailProps {
  readonly entities: readonly EntityWithFirstTurns[];
  /** For each entity its mentions: turn, position in SCOPES, count, one triple after another, ascending by turn. */
  readonly trails: readonly Trail[];
  readonly turns: number;
  /** The turn in view; 0 before the first. */
  readonly currentTurn: number;
  readonly onGo: (turn: number) => void;
  /** To the next (1) or the previous (-1) mention of an entity. */
  readonly onStep: (entity: number, offset: 1 | -1) => void;
}

const NO_TRAIL: Trail = [];

function readableNames(entity: EntityWithFirstTurns): EntityWithFirstTurns {
  return { ...entity, name: withVisibleControls(entity.name), aliases: entity.aliases.map(withVisibleControls) };
}

/** Each gold entity with its colour, the turns that first mention it, and its mentions along the rollout. */
export function EntityRail({ entities: logged, trails, turns, currentTurn, onGo, onStep }: EntityRailProps) {
  const entities = useMemo(() => logged.map(readableNames), [logged]);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const body = useRef<HTMLDivElement>(null);
  const strips = Math.max(1, turns);
  const at = (Math.min(strips, Math.max(1, currentTurn)) - 0.5) / strips;
  useEffect(() => body.current?.style.setProperty('--at', String(at)), [at]);
  const here = useMemo(() => trails.map((trail) => isInTrail(trail, currentTurn)), [trails, currentTurn]);
  return (
    <section className={styles.rail} aria-label="Gold entities along the turns" data-open={isOpen || undefined}>
      <div className={styles.top}>
        <h2>{formatQuantity(entities.length, 'gold entity', 'gold entities')}</h2>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Hide' : 'Show'}
        </button>
        <FateCounts entities={entities} />
      </div>
      <div className={styles.body} id={id} ref={body}>
        <table className={styles.table}>
          <caption className="visually-hidden">
            First turn of each gold entity, and its mentions along the turns
          </caption>
          <thead>
            <tr>
              <th scope="col">Entity</th>
              {FIRST_TURNS.map(({ scope, head, words }) => (
                <th key={scope} scope="col" data-tip={`First turn with it in a ${words}`.replace('a o', 'an o')}>
                  <span aria-hidden>{head}</span>
                  <span className="visually-hidden">First {words}</span>
                </th>
              ))}
              <th scope="col" className={styles.strip}>
                Turns 1–{strips}
              </th>
            </tr>
          </thead>
          <tbody>
            {entities.map((entity, position) => (
              <EntityRow
                key={position}
                entity={entity}
                position={position}
                trail={trails[position] ?? NO_TRAIL}
                turns={strips}
                isHere={here[position] ?? false}
                onGo={onGo}
                onStep={onStep}
              />
            ))}
          </tbody>
        </table>
        <p className={styles.note}>
          Lanes from the top: thought, query, observation, answer. The line is the turn in view, bold names stand in it.
        </p>
      </div>
    </section>
  );
}
