import Link from 'next/link';
import { formatCount } from '@/components/format/format-number';
import { RolloutKeys } from '@/components/rollout/rollout-keys';
import { groupHref, listHref, rolloutHref, runHref, type ListPlace, type RunPlace } from '@/components/runs/run-place';
import { ButtonLink } from '@/components/shell/button-link';
import { PageHead } from '@/components/shell/page-head';
import type { RolloutDetail } from '@/lib/api/schemas/rollout';
import type { ListNeighbours } from './list-neighbours';
import styles from './page.module.css';

interface RolloutHeadProps {
  readonly rollout: RolloutDetail;
  readonly place: RunPlace;
  readonly list: ListPlace;
  readonly neighbours: ListNeighbours | null;
  readonly view: 'turns' | 'raw';
  /** The other view. */
  readonly otherViewHref: string;
}

/** The way along the list the rollout was opened from. */
function ListLinks({ neighbours, list }: Pick<RolloutHeadProps, 'neighbours' | 'list'>) {
  if (neighbours === null || list.at === null) return null;
  const { previousHref, nextHref, total } = neighbours;
  return (
    <span className={styles.list}>
      {formatCount(list.at + 1)} of {formatCount(total)} in the {list.filter === '' ? 'list' : 'filtered list'}
      {previousHref === null ? null : (
        <Link href={previousHref} prefetch={false}>
          previous in this list
        </Link>
      )}
      {nextHref === null ? null : (
        <Link href={nextHref} prefetch={false}>
          next in this list
        </Link>
      )}
    </span>
  );
}

/** The head of a rollout's page: where it stands in its group and in the list it was opened from, and its keys. */
export function RolloutHead({ rollout, place, list, neighbours, view, otherViewHref }: RolloutHeadProps) {
  const hrefOf = (other: number | null) => (other === null ? null : rolloutHref(place, other, { ...list, at: null }));
  const previousHref = hrefOf(rollout.previousInGroup);
  const nextHref = hrefOf(rollout.nextInGroup);
  return (
    <>
      <PageHead
        trail={[
          { label: 'Runs', href: '/' },
          { label: rollout.run.name, href: runHref(place) },
          { label: 'Rollouts', href: listHref(place, list) },
          { label: `Group ${rollout.group}`, href: groupHref(place, rollout.group) },
        ]}
        title={rollout.question ?? rollout.questionId ?? `Rollout ${rollout.n}`}
        note={
          <>
            Rollout {rollout.n}
            {rollout.step === null ? '' : `, step ${rollout.step}`}, {rollout.rollout + 1} of{' '}
            {rollout.groupMembers.length} in its group
            <ListLinks neighbours={neighbours} list={list} />
          </>
        }
        actions={
          <>
            {previousHref === null ? null : <ButtonLink href={previousHref}>Previous in group</ButtonLink>}
            {nextHref === null ? null : <ButtonLink href={nextHref}>Next in group</ButtonLink>}
            <ButtonLink href={otherViewHref}>{view === 'raw' ? 'Turns' : 'Canonical record'}</ButtonLink>
          </>
        }
      />
      <RolloutKeys
        nextHref={nextHref}
        previousHref={previousHref}
        groupHref={groupHref(place, rollout.group)}
        rawHref={otherViewHref}
        previousInListHref={neighbours?.previousHref ?? null}
        nextInListHref={neighbours?.nextHref ?? null}
      />
    </>
  );
}
