import { besideHref, type RunPlace } from '@/components/runs/run-place';
import { ButtonLink } from '@/components/shell/button-link';
import { bestCorrect } from '@/lib/core/compare/best-correct';
import { bestWrong } from '@/lib/core/compare/best-wrong';
import type { GroupMember } from './group-member';
import styles from './group-matrix.module.css';

interface CompareLinksProps {
  readonly members: readonly GroupMember[];
  /** Numbers of the rollouts picked, at most two. */
  readonly picked: readonly number[];
  readonly place: RunPlace;
}

function hrefOf({ runId, definitions }: RunPlace, left: GroupMember, right: GroupMember): string {
  return besideHref(definitions, { runId, n: left.n }, { runId, n: right.n });
}

/** The best wrong on the left of the best correct rollout, as on a rollout's page; null where the group lacks either. */
function defaultPair(members: readonly GroupMember[]): readonly [GroupMember, GroupMember] | null {
  const correct = bestCorrect(members);
  const wrong = bestWrong(members);
  return correct === null || wrong === null ? null : [wrong, correct];
}

function pickedPair({ members, picked }: Omit<CompareLinksProps, 'place'>): readonly [GroupMember, GroupMember] | null {
  const [left, right] = picked.flatMap((n) => members.filter((member) => member.n === n));
  return left === undefined || right === undefined ? null : [left, right];
}

/** Where `c` leads: the two picked, else the best wrong and the best correct; null where there is neither. */
export function compareHref(
  members: readonly GroupMember[],
  picked: readonly number[],
  place: RunPlace,
): string | null {
  const pair = pickedPair({ members, picked }) ?? (picked.length === 0 ? defaultPair(members) : null);
  return pair === null ? null : hrefOf(place, ...pair);
}

/** Links that put two rollouts of the group beside each other. */
export function CompareLinks({ members, picked, place }: CompareLinksProps) {
  const best = defaultPair(members);
  const chosen = pickedPair({ members, picked });
  const [first] = picked.flatMap((n) => members.filter((member) => member.n === n));
  return (
    <div className={styles.compare}>
      {chosen === null ? null : (
        <ButtonLink href={hrefOf(place, ...chosen)} look="primary">
          Compare {chosen[0].rollout + 1} with {chosen[1].rollout + 1}
        </ButtonLink>
      )}
      {first !== undefined && chosen === null ? (
        <span className={styles.hint} role="status">
          Rollout {first.rollout + 1} is picked; pick another to compare them.
        </span>
      ) : null}
      {best === null ? null : (
        <ButtonLink href={hrefOf(place, ...best)}>
          Compare best wrong ({best[0].rollout + 1}) with best correct ({best[1].rollout + 1})
        </ButtonLink>
      )}
    </div>
  );
}
