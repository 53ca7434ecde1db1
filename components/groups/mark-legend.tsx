import type { Scope } from '@/lib/core/entities/entity';
import { CELL_MARKS } from '@/lib/core/shape/entity-cell';
import { ALSO_SEEN, cellText, cellWords } from './cell-words';
import styles from './group-matrix.module.css';

/** An example turn, so that the legend looks like the cells. */
const EXAMPLE_TURN = 3;

/** What the marks of the matrix mean while a scope is in force. A mark that this scope cannot give is left out. The ring is shown beside a query. */
export function MarkLegend({ scope }: { readonly scope: Scope }) {
  const impossible = { thoughts: 'thought', queries: 'searched', observations: 'seen', answer: 'answered' } as const;
  const ringed = scope === 'queries' ? 'found' : 'searched';
  return (
    <ul className={styles.legend} aria-label="Marks of the matrix; the number is the turn">
      {CELL_MARKS.filter((mark) => mark !== impossible[scope]).map((mark) => {
        const { sign, meaning } = cellWords(mark, scope);
        return (
          <li key={mark}>
            {mark === 'never' ? (
              <span className={styles.never}>{sign}</span>
            ) : (
              <span className={styles.mark} data-mark={mark}>
                {cellText(mark, EXAMPLE_TURN, scope)}
              </span>
            )}{' '}
            {mark === 'found' ? `${meaning} in turn ${EXAMPLE_TURN}` : meaning}
          </li>
        );
      })}
      <li>
        <span className={styles.mark} data-mark={ringed} data-also-seen>
          {cellText(ringed, EXAMPLE_TURN, scope)}
        </span>{' '}
        with a ring: also {ALSO_SEEN}
      </li>
    </ul>
  );
}
