import { PlainNumber } from '@/components/estimate/plain-number';
import { DefinitionHint } from '@/components/definitions/definition-hint';
import styles from './reward-table.module.css';

interface RewardTableProps {
  readonly rewardLogged: number | null;
  readonly rewardGrpo: number | null;
  readonly rewardEGrpo: number | null;
  readonly advantageGrpo: number | null;
  readonly advantageEGrpo: number | null;
}

const NO_REWARD = 'the outcome of this rollout is not known.';
const NO_ADVANTAGE = 'an advantage compares rollouts of a group, and this group has one rollout.';

/** What the rollout was or would have been paid under each reward. */
export function RewardTable(props: RewardTableProps) {
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">Rewards and advantages</caption>
      <thead>
        <tr>
          <td />
          <th scope="col" className="number">
            Reward
          </th>
          <th scope="col" className="number">
            Advantage
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">
            <DefinitionHint term="rewardGrpo">GRPO</DefinitionHint>
          </th>
          <td className="number">
            <PlainNumber value={props.rewardGrpo} kind="reward" missingBecause={NO_REWARD} focusable />
          </td>
          <td className="number">
            <PlainNumber value={props.advantageGrpo} kind="signed" missingBecause={NO_ADVANTAGE} focusable />
          </td>
        </tr>
        <tr>
          <th scope="row">
            <DefinitionHint term="rewardEGrpo">E-GRPO</DefinitionHint>
          </th>
          <td className="number">
            <PlainNumber value={props.rewardEGrpo} kind="reward" missingBecause={NO_REWARD} focusable />
          </td>
          <td className="number">
            <PlainNumber value={props.advantageEGrpo} kind="signed" missingBecause={NO_ADVANTAGE} focusable />
          </td>
        </tr>
        <tr>
          <th scope="row">In the log</th>
          <td className="number">
            <PlainNumber value={props.rewardLogged} kind="reward" missingBecause="the log has no reward." focusable />
          </td>
          <td />
        </tr>
      </tbody>
    </table>
  );
}
