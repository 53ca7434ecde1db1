import Link from 'next/link';
import {
  formatCount,
  formatDecimal,
  formatPercent,
  formatSigned,
  NOT_DEFINED,
} from '@/components/format/format-number';
import { rolloutsHref, type RunPlace } from '@/components/runs/run-place';
import type { DataColumn } from '@/components/table/data-column';
import { Tip } from '@/components/tip/tip';
import {
  classWords,
  differenceWords,
  entityFilters,
  liftText,
  liftWords,
  probabilityText,
  type FoundShare,
  type RunEntityRow,
} from './run-entity';
import styles from './run-entity-columns.module.css';

const SHOWN_HERE = { focusable: false } as const;

/** A share and the counts behind it, one link to the rollouts that are counted. */
function ShareLink({
  share,
  href,
  label,
}: {
  readonly share: FoundShare;
  readonly href: string;
  readonly label: string;
}) {
  if (share.rollouts === 0) {
    return (
      <Tip text="Not defined: there are no such rollouts." {...SHOWN_HERE}>
        {NOT_DEFINED}
      </Tip>
    );
  }
  const counts = `${formatCount(share.found)} / ${formatCount(share.rollouts)}`;
  return (
    <span className={styles.share}>
      {share.found === 0 ? (
        counts
      ) : (
        <Link href={href} prefetch={false} aria-label={`${label}: ${counts}`}>
          {counts}
        </Link>
      )}
      <span className={styles.percent}>{formatPercent(share.found / share.rollouts)}</span>
    </span>
  );
}

function CountLink({ count, href, label }: { readonly count: number; readonly href: string; readonly label: string }) {
  return count === 0 ? (
    <>0</>
  ) : (
    <Link href={href} prefetch={false} aria-label={`${label}: ${formatCount(count)}`}>
      {formatCount(count)}
    </Link>
  );
}

function Lift({ row }: { readonly row: RunEntityRow }) {
  const { low, high } = row.lift;
  return (
    <Tip text={liftWords(row)} {...SHOWN_HERE}>
      <span className={styles.share}>
        {liftText(row.lift) ?? NOT_DEFINED}
        <span className={styles.percent}>
          {low === null || high === null ? '' : `${formatDecimal(low)} to ${formatDecimal(high)}`}
        </span>
      </span>
    </Tip>
  );
}

function Questions({ row, place }: { readonly row: RunEntityRow; readonly place: RunPlace }) {
  const more = row.questions - row.questionList.length;
  return (
    <ul className={styles.questions}>
      {row.questionList.map(({ questionNo, questionId, question }) => {
        const text = question ?? questionId ?? `Question ${questionNo}`;
        return (
          <li key={questionNo}>
            <Link href={rolloutsHref(place, `question:${questionNo}`)} prefetch={false} title={text}>
              {text}
            </Link>
          </li>
        );
      })}
      {more === 0 ? null : <li className={styles.muted}>and {formatCount(more)} more</li>}
    </ul>
  );
}

function shareValue({ found, rollouts }: FoundShare): number | null {
  return rollouts === 0 ? null : found / rollouts;
}

/** Columns of the table of entities; their ids are the sorts of the API. */
export function runEntityColumns(place: RunPlace): readonly DataColumn<RunEntityRow>[] {
  const hrefOf = (filter: string) => rolloutsHref(place, filter);
  return [
    { id: 'name', label: 'Entity', rowHeader: true, sortValue: (row) => row.name, cell: (row) => row.name },
    {
      id: 'bottleneck',
      label: 'It is',
      sortValue: (row) => row.entityClass,
      cell: (row) => (
        <Tip text={classWords(row).means} {...SHOWN_HERE}>
          <span className={styles.class} data-class={row.entityClass}>
            {classWords(row).label}
          </span>
        </Tip>
      ),
    },
    {
      id: 'lift',
      label: 'Lift, 95%',
      term: 'entityLift',
      numeric: true,
      sortValue: (row) => row.lift.value,
      cell: (row) => <Lift row={row} />,
    },
    {
      id: 'correct',
      label: 'Right found it',
      numeric: true,
      sortValue: (row) => shareValue(row.correct),
      cell: (row) => (
        <ShareLink
          share={row.correct}
          href={hrefOf(entityFilters(row.name).foundByRight)}
          label={`Right rollouts that found ${row.name}`}
        />
      ),
    },
    {
      id: 'wrong',
      label: 'Wrong found it',
      numeric: true,
      sortValue: (row) => shareValue(row.wrong),
      cell: (row) => (
        <ShareLink
          share={row.wrong}
          href={hrefOf(entityFilters(row.name).foundByWrong)}
          label={`Wrong rollouts that found ${row.name}`}
        />
      ),
    },
    {
      id: 'wrongWithout',
      label: 'Wrong without it',
      numeric: true,
      cell: (row) => (
        <CountLink
          count={row.wrong.rollouts - row.wrong.found}
          href={hrefOf(entityFilters(row.name).missedByWrong)}
          label={`Wrong rollouts without ${row.name}`}
        />
      ),
    },
    {
      id: 'difference',
      label: 'Difference, points',
      term: 'entityDifference',
      numeric: true,
      sortValue: (row) => row.difference.value,
      cell: (row) => (
        <Tip text={differenceWords(row.difference)} {...SHOWN_HERE}>
          {row.difference.value === null ? NOT_DEFINED : formatSigned(row.difference.value * 100, 0)}
        </Tip>
      ),
    },
    {
      id: 'pValue',
      label: 'p, adjusted',
      term: 'entityTest',
      numeric: true,
      sortValue: (row) => row.pValueHolm,
      cell: (row) => probabilityText(row.pValueHolm).replace('= ', ''),
    },
    {
      id: 'seenNotTakenUp',
      label: 'Seen, not taken up',
      term: 'seenNotTakenUp',
      numeric: true,
      sortValue: (row) => row.seenNotTakenUp,
      cell: (row) => (
        <span className={styles.share}>
          <CountLink
            count={row.seenNotTakenUp}
            href={hrefOf(entityFilters(row.name).seenNotTakenUp)}
            label={`Rollouts that saw ${row.name} and did not take it up`}
          />
          <span className={styles.percent}>seen in {formatCount(row.seen)}</span>
        </span>
      ),
    },
    {
      id: 'medianFirstTurn',
      label: 'First turn, median',
      numeric: true,
      sortValue: (row) => row.medianFirstTurn,
      cell: (row) =>
        formatDecimal(row.medianFirstTurn, row.medianFirstTurn === null || row.medianFirstTurn % 1 === 0 ? 0 : 1),
    },
    {
      id: 'questions',
      label: 'Questions',
      sortValue: (row) => row.questions,
      numeric: false,
      cell: (row) => <Questions row={row} place={place} />,
    },
  ];
}
