import Link from 'next/link';
import { OutcomeMark } from '@/components/outcome/outcome-mark';
import { OUTCOME_WORDS } from '@/components/outcome/outcomes';
import type { FirstTurns } from '@/components/rollout/transcript';
import { rolloutHref, type RunPlace } from '@/components/runs/run-place';
import { ScrollFrame } from '@/components/table/scroll-frame';
import type { Outcome } from '@/lib/core/rewards/run-columns';
import styles from './first-turn-matrix.module.css';

export interface MatrixMember {
  readonly n: number;
  readonly rollout: number;
  readonly outcome: Outcome;
  /** One per entity. */
  readonly firstTurns: readonly FirstTurns[];
}

interface FirstTurnMatrixProps {
  readonly entityNames: readonly string[];
  readonly members: readonly MatrixMember[];
  readonly place: RunPlace;
}

interface CellProps {
  readonly turns: FirstTurns | undefined;
  readonly name: string;
  readonly member: MatrixMember;
  readonly place: RunPlace;
}

function Cell({ turns, name, member, place }: CellProps) {
  const turn = turns?.[place.definitions.scope] ?? null;
  const observed = turns?.observations ?? null;
  const who = `rollout ${member.rollout + 1}`;
  if (turn !== null) {
    const label = `${name}, ${who}: first in turn ${turn}`;
    return (
      <Link
        href={`${rolloutHref(place, member.n)}#turn-${turn}`}
        prefetch={false}
        className={styles.found}
        aria-label={label}
        data-tip={label}
      >
        {turn}
      </Link>
    );
  }
  if (observed !== null) {
    const label = `${name}, ${who}: seen ${observed}, the turn of the observation; never mentioned in the chosen scope`;
    return (
      <Link
        href={`${rolloutHref(place, member.n)}#turn-${observed}`}
        prefetch={false}
        className={styles.seen}
        aria-label={label}
        data-tip={label}
      >
        seen {observed}
      </Link>
    );
  }
  return <span className={styles.never}>never</span>;
}

/** Entities against the rollouts of a group: the turn in which each first found each, or that it was seen and never taken up. */
export function FirstTurnMatrix({ entityNames, members, place }: FirstTurnMatrixProps) {
  return (
    <ScrollFrame label="First turn of each entity in each rollout">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Gold entity</th>
            {members.map((member) => (
              <th key={member.n} scope="col">
                <span className={styles.member} data-tip={OUTCOME_WORDS[member.outcome].label}>
                  <OutcomeMark tone={OUTCOME_WORDS[member.outcome].tone} />
                  <Link
                    href={rolloutHref(place, member.n)}
                    prefetch={false}
                    aria-label={`Rollout ${member.rollout + 1}, ${OUTCOME_WORDS[member.outcome].label}`}
                  >
                    {member.rollout + 1}
                  </Link>
                </span>
              </th>
            ))}
            <th scope="col">Found by</th>
          </tr>
        </thead>
        <tbody>
          {entityNames.map((name, entity) => {
            const found = members.filter(
              (member) => (member.firstTurns[entity]?.[place.definitions.scope] ?? null) !== null,
            );
            return (
              <tr key={entity}>
                <th scope="row">{name}</th>
                {members.map((member) => (
                  <td key={member.n}>
                    <Cell turns={member.firstTurns[entity]} name={name} member={member} place={place} />
                  </td>
                ))}
                <td>
                  {found.length} / {members.length}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollFrame>
  );
}
