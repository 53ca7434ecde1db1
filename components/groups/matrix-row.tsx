import { memo } from 'react';
import { formatDecimal, formatSigned, NOT_DEFINED } from '@/components/format/format-number';
import { turnHref } from '@/components/rollout/reading-address';
import type { Scope } from '@/lib/core/entities/entity';
import type { EntityCell } from '@/lib/core/shape/entity-cell';
import type { EntitySeparation } from '@/lib/core/shape/entity-separation';
import { cellsOf, type MatrixEntity } from '@/lib/core/shape/group-matrix';
import { cellLabel, cellText } from './cell-words';
import styles from './group-matrix.module.css';

interface MatrixRowProps {
  readonly entity: MatrixEntity;
  /** Position of the entity in the question. */
  readonly position: number;
  /** Positions of the rollouts in the order of the columns. */
  readonly order: readonly number[];
  /** Address of each rollout, by position. */
  readonly hrefs: readonly string[];
  readonly scope: Scope;
}

const NEVER: EntityCell = { mark: 'never', turn: null, alsoSeen: false };

function separationLabel({
  correctFound,
  correct,
  wrongFound,
  wrong,
  difference,
  pValue,
  stands,
}: EntitySeparation): string {
  const counts = `Found by ${correctFound}/${correct} correct and ${wrongFound}/${wrong} wrong rollouts`;
  if (difference === null || pValue === null) return `${counts}; nothing to compare`;
  const holm = stands ? '; below 0.05 also after Holm over the entities of the group' : '';
  return `${counts}, difference ${formatSigned(difference * 100, 0)} points; p ${formatDecimal(pValue, 3)}, Fisher’s exact test, two-sided, uncorrected${holm}`;
}

/** What the entity separates: the counts, the difference of their shares, and how likely that is by chance. */
function SeparationCells({ separation }: { readonly separation: EntitySeparation }) {
  const { correctFound, correct, wrongFound, wrong, difference, pValue, stands } = separation;
  const label = separationLabel(separation);
  return (
    <>
      <td tabIndex={-1} className={styles.edge} aria-label={label}>
        {correctFound}/{correct}
      </td>
      <td tabIndex={-1} aria-label={label}>
        {wrongFound}/{wrong}
      </td>
      <td tabIndex={-1} className={stands ? styles.stands : undefined} aria-label={label}>
        {difference === null ? NOT_DEFINED : formatSigned(difference * 100, 0)}
      </td>
      <td tabIndex={-1} aria-label={label}>
        {formatDecimal(pValue, 3)}
      </td>
    </>
  );
}

/** One entity: its name, its mark in each rollout, what it separates. Plain cells, since there may be thousands. */
export const MatrixRow = memo(function MatrixRow({ entity, position: row, order, hrefs, scope }: MatrixRowProps) {
  const cells = cellsOf(entity);
  return (
    <tr data-entity={row}>
      <th scope="row" tabIndex={-1}>
        <span className={styles.name}>
          {entity.separation.stands ? (
            <span className={styles.flag}>
              ◆<span className="visually-hidden"> separates right from wrong: </span>
            </span>
          ) : null}
          {entity.name}
        </span>
      </th>
      {order.map((position) => {
        const cell = cells[position] ?? NEVER;
        const { mark, turn } = cell;
        const text = cellText(mark, turn, scope);
        return (
          <td
            key={position}
            tabIndex={-1}
            className={turn === null ? styles.never : undefined}
            aria-label={cellLabel(cell, scope)}
          >
            {turn === null ? (
              text
            ) : (
              <a
                href={turnHref(hrefs[position] ?? '', turn)}
                tabIndex={-1}
                className={styles.mark}
                data-mark={mark}
                data-also-seen={cell.alsoSeen || undefined}
              >
                {text}
              </a>
            )}
          </td>
        );
      })}
      <SeparationCells separation={entity.separation} />
    </tr>
  );
});
