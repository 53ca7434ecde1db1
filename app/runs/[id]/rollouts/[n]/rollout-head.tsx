import { CopyButton } from '@/components/browser/copy-button';
import { formatCount } from '@/components/format/format-number';
import { CopyAddress } from '@/components/rollout/copy-address';
import { RolloutKeys, type RolloutWays } from '@/components/rollout/rollout-keys';
import { SameWayButton, SameWayLink } from '@/components/rollout/same-way-link';
import { VisibleText } from '@/components/rollout/visible-controls';
import {
  besideHref,
  groupHref,
  listHref,
  rolloutHref,
  runHref,
  type ListPlace,
  type RunPlace,
} from '@/components/runs/run-place';
import { ButtonLink } from '@/components/shell/button-link';
import { PageHead } from '@/components/shell/page-head';
import { bestCorrect } from '@/lib/core/compare/best-correct';
import type { RolloutHead as RolloutHeadData } from '@/lib/api/rollout';
import type { ListNeighbours } from './list-neighbours';
import styles from './page.module.css';

interface RolloutHeadProps {
  readonly rollout: RolloutHeadData;
  readonly place: RunPlace;
  readonly list: ListPlace;
  readonly neighbours: ListNeighbours | null;
  readonly view: 'turns' | 'raw';
  /** The other view. */
  readonly otherViewHref: string;
}

/** The way along the list the rollout was opened from. */
function ListLinks({ neighbours, list }: Pick<RolloutHeadProps, 'neighbours' | 'list'>) {
  if (neighbours === null) return null;
  const { previousHref, nextHref, at, isInList, total } = neighbours;
  const name = list.filter === '' ? 'list' : 'filtered list';
  return (
    <span className={styles.list}>
      {isInList ? '' : `not in the ${name}, which you left at `}
      {formatCount(at + 1)} of {formatCount(total)}
      {isInList ? ` in the ${name}` : ''}
      {previousHref === null ? null : <SameWayLink href={previousHref}>previous in this list</SameWayLink>}
      {nextHref === null ? null : <SameWayLink href={nextHref}>next in this list</SameWayLink>}
    </span>
  );
}

/** Where the keys and links of the head lead. */
function waysOf({ rollout, place, list, neighbours }: RolloutHeadProps): RolloutWays {
  const hrefOf = (other: number | null) =>
    other === null ? null : rolloutHref(place, other, { ...list, at: neighbours?.at ?? null });
  const best = bestCorrect(rollout.groupMembers, rollout.n);
  const { runId, definitions } = place;
  return {
    next: hrefOf(rollout.nextInGroup),
    previous: hrefOf(rollout.previousInGroup),
    nextStep: hrefOf(rollout.nextStep),
    previousStep: hrefOf(rollout.previousStep),
    nextInList: neighbours?.nextHref ?? null,
    previousInList: neighbours?.previousHref ?? null,
    group: groupHref(place, rollout.group),
    compare: best === null ? null : besideHref(definitions, { runId, n: rollout.n }, { runId, n: best.n }),
  };
}

/** The way to the same question at other steps. */
function StepLinks({ ways }: { readonly ways: RolloutWays }) {
  if (ways.previousStep === null && ways.nextStep === null) return null;
  return (
    <span className={styles.list}>
      {ways.previousStep === null ? null : <SameWayLink href={ways.previousStep}>previous step</SameWayLink>}
      {ways.nextStep === null ? null : <SameWayLink href={ways.nextStep}>next step</SameWayLink>}
    </span>
  );
}

/** Copies what others need to find the rollout again. */
function Copies({ questionId }: { readonly questionId: string | null }) {
  return (
    <span className={styles.list}>
      <CopyAddress />
      {questionId === null ? null : <CopyButton text={questionId} label="Copy question id" />}
    </span>
  );
}

/** The head of a rollout's page: where it stands in its group and in the list it was opened from, and its keys. */
export function RolloutHead(props: RolloutHeadProps) {
  const { rollout, place, list, neighbours, view, otherViewHref } = props;
  const ways = waysOf(props);
  // The log's own number in the group may be any: what is counted here are the rollouts that were read.
  const position = rollout.groupMembers.findIndex((member) => member.n === rollout.n) + 1;
  return (
    <>
      <PageHead
        trail={[
          { label: 'Runs', href: '/' },
          { label: rollout.run.name, href: runHref(place) },
          { label: 'Rollouts', href: listHref(place, { ...list, at: neighbours?.at ?? null }) },
          { label: `Group ${rollout.group}`, href: ways.group },
        ]}
        title={<VisibleText text={rollout.question ?? rollout.questionId ?? `Rollout ${rollout.n}`} />}
        note={
          <>
            Rollout {rollout.n}
            {rollout.step === null ? '' : `, step ${rollout.step}`}, {formatCount(position)} of{' '}
            {formatCount(rollout.groupMembers.length)} in its group
            <StepLinks ways={ways} />
            <ListLinks neighbours={neighbours} list={list} />
            <Copies questionId={rollout.questionId} />
          </>
        }
        actions={
          <>
            {ways.previous === null ? null : <SameWayButton href={ways.previous}>Previous in group</SameWayButton>}
            {ways.next === null ? null : <SameWayButton href={ways.next}>Next in group</SameWayButton>}
            {ways.compare === null ? null : <ButtonLink href={ways.compare}>Compare with the best correct</ButtonLink>}
            <ButtonLink href={otherViewHref}>{view === 'raw' ? 'Turns' : 'Canonical record'}</ButtonLink>
          </>
        }
      />
      <RolloutKeys ways={ways} />
    </>
  );
}
