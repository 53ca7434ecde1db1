import { ScrollFrame } from '@/components/table/scroll-frame';
import { SCOPES, type Scope } from '@/lib/core/entities/entity';
import styles from './entity-list.module.css';
import type { EntityWithFirstTurns } from './transcript';

const SCOPE_HEADS = { thoughts: 'Thought', queries: 'Query', observations: 'Seen', answer: 'Answer' } as const;

function FirstTurn({
  turn,
  scope,
  name,
}: {
  readonly turn: number | null;
  readonly scope: Scope;
  readonly name: string;
}) {
  if (turn === null) return <span className={styles.never}>never</span>;
  return (
    <a href={`#turn-${turn}`} aria-label={`${name}: first in turn ${turn}, ${SCOPE_HEADS[scope].toLowerCase()}`}>
      {turn}
    </a>
  );
}

/** Each gold entity with the turn in which each scope first mentions it. */
export function EntityList({
  entities,
  scope,
}: {
  readonly entities: readonly EntityWithFirstTurns[];
  readonly scope: Scope;
}) {
  return (
    <ScrollFrame label="Gold entities, first turn in each scope">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Gold entity</th>
            {SCOPES.map((one) => (
              <th key={one} scope="col" className="number" data-chosen={one === scope || undefined}>
                {SCOPE_HEADS[one]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entities.map((entity, index) => {
            const { observations, thoughts } = entity.firstTurn;
            const neverTakenUp = observations !== null && thoughts === null;
            return (
              <tr key={index}>
                <th scope="row" title={entity.aliases.length > 0 ? `also ${entity.aliases.join(', ')}` : undefined}>
                  {entity.name}
                  {neverTakenUp ? <span className={styles.flag}>seen, never taken up</span> : null}
                </th>
                {SCOPES.map((one) => (
                  <td key={one} className="number" data-chosen={one === scope || undefined}>
                    <FirstTurn turn={entity.firstTurn[one]} scope={one} name={entity.name} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollFrame>
  );
}
