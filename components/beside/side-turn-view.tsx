import { Fragment } from 'react';
import { formatCount } from '@/components/format/format-number';
import type { Side, SideTurn } from './beside-model';
import styles from './side-turn-view.module.css';

interface SideTurnViewProps {
  readonly side: Side;
  readonly turn: SideTurn;
  readonly href: string;
  readonly entityNames: readonly string[];
  /** Turns of the other side, in other rows, with the same query or page. */
  readonly elsewhere: readonly number[];
  /** Its texts are shown below, so that the beginning of the thought would stand there twice. */
  readonly isOpen: boolean;
}

const SIDE_WORDS = { left: 'Left', right: 'Right' } as const;

function Calls({ calls }: Pick<SideTurn, 'calls'>) {
  if (calls.length === 0) return null;
  return (
    <ul className={styles.calls}>
      {calls.map(({ tool, queries, addresses }, index) => (
        <li key={index}>
          <code className={styles.tool}>{tool === '' ? 'call' : tool}</code>
          {queries.map((query, at) => (
            <span key={`q${at}`} className={styles.query} dir="auto">
              {query}
            </span>
          ))}
          {addresses.map((address, at) => (
            <span key={`a${at}`} className={styles.address}>
              {address}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

function Entities({ turn, entityNames }: Pick<SideTurnViewProps, 'turn' | 'entityNames'>) {
  const nameOf = (entity: number) => entityNames[entity] ?? `entity ${entity + 1}`;
  const seen = turn.seen.filter((entity) => !turn.found.includes(entity));
  if (turn.found.length + seen.length === 0) return null;
  return (
    <ul className={styles.entities} aria-label="Entities new in this turn">
      {turn.found.map((entity) => (
        <li key={`f${entity}`} className={styles.found}>
          <span className={styles.how}>found</span> {nameOf(entity)}
        </li>
      ))}
      {seen.map((entity) => (
        <li key={`s${entity}`} className={styles.seen}>
          <span className={styles.how}>seen</span> {nameOf(entity)}
        </li>
      ))}
    </ul>
  );
}

/** Where the other side asks or visits the same; the links lead to those rows. */
function Elsewhere({ side, turns }: { readonly side: Side; readonly turns: readonly number[] }) {
  if (turns.length === 0) return null;
  return (
    <p className={styles.note}>
      also{' '}
      {turns.map((turn, at) => (
        <Fragment key={turn}>
          {at === 0 ? '' : ', '}
          <a href={`#${side}-${turn}`}>
            {side} turn {turn}
          </a>
        </Fragment>
      ))}
    </p>
  );
}

/** What one rollout did in a turn: what it asked, where it went, what it found; then how its thought begins. */
export function SideTurnView({ side, turn, href, entityNames, elsewhere, isOpen }: SideTurnViewProps) {
  const says = turn.calls.length > 0 || turn.answer !== null;
  return (
    <div className={styles.turn} data-side={side}>
      <p className={styles.head}>
        <span className={styles.label}>{SIDE_WORDS[side]}</span>
        <a href={href} className={styles.number}>
          turn {turn.turn}
        </a>
        {turn.observationLength === 0 ? null : (
          <span className={styles.note}>observed {formatCount(turn.observationLength)} characters</span>
        )}
      </p>
      <Calls calls={turn.calls} />
      <Elsewhere side={side === 'left' ? 'right' : 'left'} turns={elsewhere} />
      {turn.answer === null ? null : (
        <p className={styles.answer} dir="auto">
          <span className={styles.how}>answers</span> {turn.answer === '' ? <em>nothing</em> : turn.answer}
        </p>
      )}
      <Entities turn={turn} entityNames={entityNames} />
      {isOpen || turn.thought === '' ? null : (
        <p className={styles.thought} dir="auto">
          {turn.thought}
          {turn.thoughtLength > turn.thought.length ? '…' : ''}
        </p>
      )}
      {!says && turn.thought === '' ? <p className={styles.note}>This turn says and asks nothing.</p> : null}
    </div>
  );
}
