import Link from 'next/link';
import { DefinitionHint } from '@/components/definitions/definition-hint';
import { PlainNumber } from '@/components/estimate/plain-number';
import { formatCount, NOT_DEFINED } from '@/components/format/format-number';
import { OutcomeBadge } from '@/components/outcome/outcome-badge';
import { rolloutHref, type RunPlace } from '@/components/runs/run-place';
import { ScrollFrame } from '@/components/table/scroll-frame';
import type { Outcome } from '@/lib/core/rewards/run-columns';
import styles from './group-reward-table.module.css';

export interface GroupRewardRow {
  readonly n: number;
  readonly rollout: number;
  readonly outcome: Outcome;
  readonly matched: number;
  readonly matchRate: number | null;
  readonly matchRateNormalised: number | null;
  readonly rewardLogged: number | null;
  readonly rewardGrpo: number | null;
  readonly rewardEGrpo: number | null;
  readonly advantageGrpo: number | null;
  readonly advantageEGrpo: number | null;
  readonly toolCalls: number;
  readonly prediction: string | null;
}

interface GroupRewardTableProps {
  readonly rows: readonly GroupRewardRow[];
  readonly entities: number;
  readonly place: RunPlace;
}

const NO_ADVANTAGE = 'the group has fewer than two rollouts with a known outcome.';
const NO_OUTCOME = 'the outcome is not known.';
const NO_ENTITIES = 'the question has no gold entities.';

/** A bar from zero to an advantage, so that both methods can be compared at a glance. */
function AdvantageBar({ value, scale }: { readonly value: number | null; readonly scale: number }) {
  if (value === null || scale === 0) return null;
  const half = (Math.abs(value) / scale) * 50;
  return (
    <span className={styles.track} aria-hidden="true">
      <span
        className={styles.bar}
        data-sign={value < 0 ? 'minus' : 'plus'}
        style={{ left: value < 0 ? `${50 - half}%` : '50%', width: `${half}%` }}
      />
    </span>
  );
}

/** The rollouts of a group with what GRPO and E-GRPO pay them, side by side. */
export function GroupRewardTable({ rows, entities, place }: GroupRewardTableProps) {
  const all = rows.flatMap((row) => [row.advantageGrpo ?? 0, row.advantageEGrpo ?? 0]);
  const scale = Math.max(0, ...all.map(Math.abs));
  const withLogged = rows.some((row) => row.rewardLogged !== null);
  return (
    <ScrollFrame label="Rewards and advantages of the group">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className="number">
              Rollout
            </th>
            <th scope="col">Outcome</th>
            <th scope="col" className="number">
              Entities
            </th>
            <th scope="col" className="number">
              <DefinitionHint term="matchRate">γ</DefinitionHint>
            </th>
            <th scope="col" className="number">
              <DefinitionHint term="matchRateNormalised">γ̂</DefinitionHint>
            </th>
            {withLogged ? (
              <th scope="col" className="number">
                Logged reward
              </th>
            ) : null}
            <th scope="col" className="number">
              <DefinitionHint term="rewardGrpo">GRPO reward</DefinitionHint>
            </th>
            <th scope="col" className="number">
              <DefinitionHint term="rewardEGrpo">E-GRPO reward</DefinitionHint>
            </th>
            <th scope="col" className="number">
              <DefinitionHint term="advantageGrpo">GRPO advantage</DefinitionHint>
            </th>
            <th scope="col" className="number">
              <DefinitionHint term="advantageEGrpo">E-GRPO advantage</DefinitionHint>
            </th>
            <th scope="col" className="number">
              Tool calls
            </th>
            <th scope="col">Prediction</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.n}>
              <th scope="row" className="number">
                <Link
                  href={rolloutHref(place, row.n)}
                  prefetch={false}
                  aria-label={`Rollout ${row.rollout + 1} of the group`}
                >
                  {row.rollout + 1}
                </Link>
              </th>
              <td>
                <OutcomeBadge outcome={row.outcome} />
              </td>
              <td className="number">
                {entities === 0 ? NOT_DEFINED : `${formatCount(row.matched)} / ${formatCount(entities)}`}
              </td>
              <td className="number">
                <PlainNumber value={row.matchRate} kind="percent" missingBecause={NO_ENTITIES} />
              </td>
              <td className="number">
                <PlainNumber value={row.matchRateNormalised} kind="percent" missingBecause={NO_ENTITIES} />
              </td>
              {withLogged ? (
                <td className="number">
                  <PlainNumber value={row.rewardLogged} kind="reward" missingBecause="not in the log." />
                </td>
              ) : null}
              <td className="number">
                <PlainNumber value={row.rewardGrpo} kind="reward" missingBecause={NO_OUTCOME} />
              </td>
              <td className="number">
                <PlainNumber value={row.rewardEGrpo} kind="reward" missingBecause={NO_OUTCOME} />
              </td>
              <td className="number">
                <AdvantageBar value={row.advantageGrpo} scale={scale} />
                <PlainNumber value={row.advantageGrpo} kind="signed" missingBecause={NO_ADVANTAGE} />
              </td>
              <td className="number">
                <AdvantageBar value={row.advantageEGrpo} scale={scale} />
                <PlainNumber value={row.advantageEGrpo} kind="signed" missingBecause={NO_ADVANTAGE} />
              </td>
              <td className="number">{formatCount(row.toolCalls)}</td>
              <td>
                <span className={styles.prediction}>{row.prediction ?? NOT_DEFINED}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
}
