import { SCOPE_LABELS } from '@/components/definitions/glossary';
import { ScrollFrame } from '@/components/table/scroll-frame';
import type { FoundBy } from '@/lib/core/compare/compare-entities';
import type { Scope } from '@/lib/core/entities/entity';
import type { EntityOfBoth, Side } from './beside-model';
import styles from './entity-table.module.css';

interface EntityTableProps {
  readonly entities: readonly EntityOfBoth[];
  readonly names: readonly string[];
  readonly scope: Scope;
}

const FOUND_WORDS: Readonly<Record<FoundBy, string>> = {
  only_left: 'only left',
  only_right: 'only right',
  both: 'both',
  neither: 'neither',
};

interface CellProps {
  readonly turns: EntityOfBoth['left'];
  readonly side: Side;
  readonly name: string;
}

function Cell({ turns: { found, seen }, side, name }: CellProps) {
  if (found !== null) {
    return (
      <a href={`#${side}-${found}`} aria-label={`${name}, ${side}: found in turn ${found}`}>
        turn {found}
      </a>
    );
  }
  if (seen === null) return <span className={styles.never}>never</span>;
  return (
    <a
      href={`#${side}-${seen}`}
      className={styles.seen}
      data-tip="An observation holds it; the text that is searched for entities does not."
      aria-label={`${name}, ${side}: only seen, turn ${seen}`}
    >
      only seen, turn {seen}
    </a>
  );
}

/** Who found which gold entity in which turn; what sets the two apart stands first. */
export function EntityTable({ entities, names, scope }: EntityTableProps) {
  return (
    <ScrollFrame label="Gold entities found by either rollout">
      <table className={styles.table}>
        <caption className="visually-hidden">
          First turn in which each rollout mentions each gold entity in {SCOPE_LABELS[scope].toLowerCase()}
        </caption>
        <thead>
          <tr>
            <th scope="col">Gold entity</th>
            <th scope="col">Found by</th>
            <th scope="col">Left</th>
            <th scope="col">Right</th>
          </tr>
        </thead>
        <tbody>
          {entities.map(({ entity, foundBy, left, right }) => {
            const name = names[entity] ?? `entity ${entity + 1}`;
            return (
              <tr key={entity} data-found={foundBy}>
                <th scope="row">{name}</th>
                <td className={styles.by}>{FOUND_WORDS[foundBy]}</td>
                <td>
                  <Cell turns={left} side="left" name={name} />
                </td>
                <td>
                  <Cell turns={right} side="right" name={name} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollFrame>
  );
}
