import Link from 'next/link';
import { formatCount, formatPercent, NOT_DEFINED } from '@/components/format/format-number';
import { groupHref } from '@/components/runs/run-place';
import type { DataColumn } from '@/components/table/data-column';
import { Tip } from '@/components/tip/tip';
import type { Definitions } from '@/lib/core/rewards/definitions';
import {
  CHANGE_WORDS,
  gainIntervalText,
  gainRolloutsHref,
  gainTestWords,
  gainWords,
  pointsText,
  probabilityText,
  type EntityGainRow,
  type GainInQuestion,
  type GainShare,
  type GainSide,
} from './entity-gain';
import styles from './entity-gain-columns.module.css';

/** The two sides that a table of gains is about. */
export interface GainSides {
  readonly baseline: GainSide;
  readonly against: GainSide;
  readonly definitions: Definitions;
}

const SHOWN_HERE = { focusable: false } as const;
const LEVEL = 0.05;

interface FoundLinkProps {
  readonly share: GainShare;
  readonly side: GainSide;
  readonly name: string;
  readonly definitions: Definitions;
}

/** Rollouts of a side that found an entity, of how many; the share of them is averaged over questions. */
function FoundLink({ share, side, name, definitions }: FoundLinkProps) {
  const counts = `${formatCount(share.found)} / ${formatCount(share.rollouts)}`;
  const href = gainRolloutsHref(definitions, side, { share, relation: 'entity' });
  return (
    <span className={styles.share}>
      {share.found === 0 ? (
        counts
      ) : (
        <Link href={href} prefetch={false} aria-label={`Rollouts of ${side.label} that found ${name}: ${counts}`}>
          {counts}
        </Link>
      )}
      <span className={styles.muted}>{formatPercent(share.share)}</span>
    </span>
  );
}

function MissedLink({ share, side, name, definitions }: FoundLinkProps) {
  const missed = share.rollouts - share.found;
  if (missed === 0) return <>0</>;
  const href = gainRolloutsHref(definitions, side, { share, relation: 'missing' });
  return (
    <Link href={href} prefetch={false} aria-label={`Rollouts of ${side.label} without ${name}: ${formatCount(missed)}`}>
      {formatCount(missed)}
    </Link>
  );
}

function Difference({ row }: { readonly row: EntityGainRow }) {
  return (
    <Tip text={gainWords(row)} {...SHOWN_HERE}>
      <span className={styles.share}>
        {pointsText(row.difference.value)}
        <span className={styles.muted}>{gainIntervalText(row.difference) || NOT_DEFINED}</span>
      </span>
    </Tip>
  );
}

function Test({ test }: EntityGainRow) {
  return (
    <Tip text={gainTestWords(test)} {...SHOWN_HERE}>
      <span className={test.holm !== null && test.holm < LEVEL ? styles.standing : undefined}>
        {test.holm === null ? NOT_DEFINED : probabilityText(test.holm)}
      </span>
    </Tip>
  );
}

interface GroupLinkProps {
  readonly at: GainInQuestion;
  readonly side: GainSide;
  readonly question: string;
  readonly definitions: Definitions;
}

/** The group of a question on a side, with what its side found there. */
function GroupLink({ at, side, question, definitions }: GroupLinkProps) {
  const words = `${side.label}: ${formatCount(at.found)} of ${formatCount(at.rollouts)}`;
  if (at.group === null) return <span>{words}</span>;
  const which = at.groups > 1 ? `the latest of ${formatCount(at.groups)} groups` : 'the group';
  return (
    <Link
      href={groupHref({ runId: side.run.id, definitions }, at.group)}
      prefetch={false}
      aria-label={`${words}; ${which} of ${question}`}
    >
      {words}
    </Link>
  );
}

function Questions({ row, sides }: { readonly row: EntityGainRow; readonly sides: GainSides }) {
  const more = row.questions - row.questionList.length;
  return (
    <ul className={styles.questions}>
      {row.questionList.map(({ questionId, question, baseline, against }) => {
        const text = question ?? questionId ?? `Question ${baseline.questionNo}`;
        const link = { question: text, definitions: sides.definitions };
        return (
          <li key={baseline.questionNo}>
            <span className={styles.question} title={text}>
              {text}
            </span>
            <span className={styles.groups}>
              <GroupLink at={baseline} side={sides.baseline} {...link} />
              <GroupLink at={against} side={sides.against} {...link} />
            </span>
          </li>
        );
      })}
      {more === 0 ? null : <li className={styles.muted}>and {formatCount(more)} more, which moved less</li>}
    </ul>
  );
}

/** Columns of the table of gains and losses; their ids are the sorts of the API. */
export function entityGainColumns(sides: GainSides): readonly DataColumn<EntityGainRow>[] {
  const { baseline, against, definitions } = sides;
  return [
    {
      id: 'name',
      label: 'Entity',
      rowHeader: true,
      sortValue: (row) => row.name,
      cell: (row) => <span className={styles.name}>{row.name}</span>,
    },
    {
      id: 'change',
      label: 'Change',
      cell: (row) => (
        <Tip text={CHANGE_WORDS[row.change].means} {...SHOWN_HERE}>
          <span className={styles.change} data-change={row.change}>
            {CHANGE_WORDS[row.change].label}
          </span>
        </Tip>
      ),
    },
    {
      id: 'difference',
      label: 'Difference in points, 95%',
      term: 'entityGain',
      numeric: true,
      sortValue: (row) => row.difference.value,
      cell: (row) => <Difference row={row} />,
    },
    {
      id: 'baseline',
      label: 'Baseline found it',
      numeric: true,
      sortValue: (row) => row.baseline.share,
      cell: (row) => <FoundLink share={row.baseline} side={baseline} name={row.name} definitions={definitions} />,
    },
    {
      id: 'against',
      label: 'This run found it',
      numeric: true,
      sortValue: (row) => row.against.share,
      cell: (row) => <FoundLink share={row.against} side={against} name={row.name} definitions={definitions} />,
    },
    {
      id: 'missed',
      label: 'This run missed it',
      numeric: true,
      cell: (row) => <MissedLink share={row.against} side={against} name={row.name} definitions={definitions} />,
    },
    {
      id: 'pValue',
      label: 'p, adjusted',
      term: 'entityGainTest',
      numeric: true,
      sortValue: (row) => row.test.pValue,
      cell: (row) => <Test {...row} />,
    },
    {
      id: 'questions',
      label: 'Questions, and their groups',
      sortValue: (row) => row.questions,
      cell: (row) => <Questions row={row} sides={sides} />,
    },
  ];
}
